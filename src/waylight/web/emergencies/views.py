"""Records opened in an emergency: opening one, and reviewing afterwards what others opened."""

from uuid import UUID

from django.core.paginator import Paginator
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from waylight.access.actions import EMERGENCY_LASTS, open_in_emergency, review_emergency
from waylight.access.models import BreakGlass
from waylight.accounts.roles import MAY_BREAK_GLASS, REVIEWS_EMERGENCIES
from waylight.audit import log
from waylight.people.models import Child, Scheme
from waylight.web.emergencies.forms import OpenForm, ReviewForm
from waylight.web.kit.formatting import HOUR
from waylight.web.kit.forms import cleaned_answers, refusals_shown_on
from waylight.web.kit.http import HttpResponse, StaffRequest
from waylight.web.kit.idempotency import run_once
from waylight.web.kit.page_access import for_roles
from waylight.web.kit.view_log import record_view

A_PAGE = 25


@require_safe
@for_roles(REVIEWS_EMERGENCIES)
def index(request: StaffRequest) -> HttpResponse:
    """List what was opened: what waits for a review first, then what was found."""
    ours = BreakGlass.objects.reviewed_by_the_governance_of(request.user).select_related("user", "reviewed_by")
    page = Paginator(ours.exclude(reviewed_at=None), A_PAGE).get_page(request.GET.get("page"))
    return render(request, "emergencies/index.html", {"waiting": ours.to_review().order_by("opened_at"), "page": page})


@require_http_methods(["GET", "POST"])
@for_roles(REVIEWS_EMERGENCIES)
def review(request: StaffRequest, emergency_id: UUID) -> HttpResponse:
    ours = BreakGlass.objects.reviewed_by_the_governance_of(request.user).select_related("user", "child__council")
    opened = get_object_or_404(ours, pk=emergency_id)
    record_view(request, opened.child, "emergency review")
    form = ReviewForm(request.POST or None, initial={"version": opened.version})
    if form.is_valid():
        with refusals_shown_on(form):
            review_emergency(opened, by=request.user, version=form.cleaned_data["version"], **cleaned_answers(form))
            return redirect("emergencies:index")
    number = opened.child.identifiers.filter(scheme=Scheme.COUNCIL).first()
    return render(request, "emergencies/review.html", {"form": form, "opened": opened, "number": number})


@require_http_methods(["GET", "POST"])
@for_roles(MAY_BREAK_GLASS)
def open_record(request: StaffRequest) -> HttpResponse:
    """Ask who and why, and open the record for one shift."""
    form = OpenForm(request.POST or None)
    if form.is_valid() and form.child:
        child = form.child
        with refusals_shown_on(form):
            return run_once(request, form, lambda: _opened(request, child, form.cleaned_data["reason"]))
    elif form.is_bound:
        _looked_in_vain(request)
    return render(request, "emergencies/open.html", {"form": form, "hours": EMERGENCY_LASTS // HOUR})


def _opened(request: StaffRequest, child: Child, reason: str) -> str:
    """Open it, unless the door is open already, and say where it is."""
    if not Child.objects.visible_to(request.user).filter(pk=child.pk).exists():
        open_in_emergency(child, by=request.user, reason=reason)
    return reverse("children:detail", args=(child.pk,))


@transaction.atomic
def _looked_in_vain(request: StaffRequest) -> None:
    """Note that somebody tried details that led nowhere, without the details."""
    log.record("tried to find a record in an emergency", request.user, by=request.user)
