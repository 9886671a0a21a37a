"""Open a record in an emergency, and review the records that others opened."""

from uuid import UUID

from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from waylight.access.actions import EMERGENCY_LASTS, open_in_emergency, review_emergency
from waylight.access.models import BreakGlass
from waylight.accounts.permissions import Permission
from waylight.audit import log
from waylight.people.models import Child, Scheme
from waylight.web.emergencies.forms import OpenForm, ReviewForm
from waylight.web.kit.act_on import Done, act_on
from waylight.web.kit.formatting import HOUR
from waylight.web.kit.forms import cleaned_answers
from waylight.web.kit.http import HttpResponse, StaffRequest
from waylight.web.kit.page_access import requires

A_PAGE = 25


@require_safe
@requires(Permission.REVIEW_EMERGENCIES)
def index(request: StaffRequest) -> HttpResponse:
    """List the records opened in an emergency: those to review first, then the findings."""
    ours = BreakGlass.objects.reviewed_by_the_governance_of(request.user).select_related("user", "reviewed_by")
    page = Paginator(ours.exclude(reviewed_at=None), A_PAGE).get_page(request.GET.get("page"))
    return render(request, "emergencies/index.html", {"waiting": ours.to_review().order_by("opened_at"), "page": page})


@require_http_methods(["GET", "POST"])
@requires(Permission.REVIEW_EMERGENCIES)
def review(request: StaffRequest, emergency_id: UUID) -> HttpResponseBase:
    """Record whether opening the record was right. The page names the person who opened it, never the child."""
    emergencies = BreakGlass.objects.reviewed_by_the_governance_of(request.user).select_related("user", "child__council")
    opened = get_object_or_404(emergencies, pk=emergency_id)
    form = ReviewForm(request.POST or None, initial={"version": opened.version})

    def act() -> Done:
        review_emergency(opened, by=request.user, version=form.cleaned_data["version"], **cleaned_answers(form))
        return Done(reverse("emergencies:index"))

    def context() -> dict[str, object]:
        return {"opened": opened, "number": opened.child.identifiers.filter(scheme=Scheme.COUNCIL).first()}

    return act_on(request, opened, form, act, "emergencies/review.html", context, view="emergency review")


@require_http_methods(["GET", "POST"])
@requires(Permission.OPEN_IN_EMERGENCY)
def open_record(request: StaffRequest) -> HttpResponseBase:
    """Ask which child and why, and open the record for one shift."""
    form = OpenForm(request.POST or None)
    if form.is_bound and not form.is_valid():
        _record_failed_search(request)

    def act() -> Done:
        child = form.child
        assert child is not None  # noqa: S101 - a valid form has found a child
        if not Child.objects.visible_to(request.user).filter(pk=child.pk).exists():
            open_in_emergency(child, by=request.user, reason=form.cleaned_data["reason"])
        return Done(reverse("children:detail", args=[child.pk]))

    return act_on(request, None, form, act, "emergencies/open.html", {"hours": EMERGENCY_LASTS // HOUR})


@transaction.atomic
def _record_failed_search(request: StaffRequest) -> None:
    """Record in the audit trail that someone tried details that opened no record, without the details."""
    log.record("tried to find a record in an emergency", request.user, by=request.user)
