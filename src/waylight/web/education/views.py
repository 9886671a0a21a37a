"""The list from which the education officer informs schools."""

from django.core.paginator import Paginator
from django.shortcuts import render
from django.views.decorators.http import require_safe

from waylight.accounts.permissions import Permission
from waylight.briefings.clocks import RECENTLY_BACK
from waylight.briefings.school_notices import missing_now, notices, recently_back
from waylight.core.clock import now
from waylight.web.kit.child_access import record_list_view
from waylight.web.kit.http import HttpResponse, StaffRequest
from waylight.web.kit.page_access import requires

A_PAGE = 50


@require_safe
@requires(Permission.INFORM_SCHOOLS)
def index(request: StaffRequest) -> HttpResponse:
    """List children of school age who are missing or recently back, with only what a school may know."""
    missing = notices(missing_now(request.user))
    page = Paginator(recently_back(request.user), A_PAGE).get_page(request.GET.get("page"))
    back = notices(page.object_list)
    record_list_view(request, {notice.episode.child_id for notice in [*missing, *back]}, "education")
    context = {"missing": missing, "back": back, "page": page, "days": RECENTLY_BACK.days, "as_at": now()}
    return render(request, "education/index.html", context)
