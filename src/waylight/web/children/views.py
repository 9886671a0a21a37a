"""Finding a child, and one child's record."""

from uuid import UUID

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from waylight.accounts.roles import FINDS_CHILDREN
from waylight.people.models import Child
from waylight.web.gates import for_roles
from waylight.web.http import HttpResponse, StaffRequest
from waylight.web.viewing import seen


@require_safe
@for_roles(FINDS_CHILDREN)
def search(request: StaffRequest) -> HttpResponse:
    return render(request, "children/search.html")


@require_safe
@for_roles(FINDS_CHILDREN)
def detail(request: StaffRequest, child_id: UUID) -> HttpResponse:
    child = get_object_or_404(Child.objects.visible_to(request.user), pk=child_id)
    seen(request, child, "child")
    return render(request, "children/child.html", {"child": child})
