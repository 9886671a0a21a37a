"""Pages for finding a child and for one child's record."""

from uuid import UUID

from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from waylight.accounts.permissions import Permission
from waylight.web.children.page import child_page
from waylight.web.children.search import search_page
from waylight.web.kit.child_access import child_or_404, narrow_to_child, record_list_view, record_view
from waylight.web.kit.http import HttpResponse, StaffRequest
from waylight.web.kit.page_access import requires

LONGEST = 120


@require_safe
@requires(Permission.FIND_CHILDREN)
def search(request: StaffRequest) -> HttpResponse:
    """Find a child; without a query, show how to search."""
    page = search_page(request.user, request.GET.get("q", "").strip()[:LONGEST], further="further" in request.GET)
    record_list_view(request, [row.child.pk for row in page.rows], "search")
    return render(request, "children/search.html", {"page": page})


@require_safe
@requires(Permission.FIND_CHILDREN)
def detail(request: StaffRequest, child_id: UUID) -> HttpResponse:
    """Show one child's record. A merged record redirects to the record that was kept."""
    child = child_or_404(request.user, child_id)
    if child.pk != child_id:
        return redirect("children:detail", child.pk)
    narrow_to_child(request, child)
    record_view(request, child, "child")
    return render(request, "children/child.html", {"page": child_page(request.user, child, whole="all" in request.GET)})
