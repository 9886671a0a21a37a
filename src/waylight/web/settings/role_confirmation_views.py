"""The second person's pages: the roles that wait for their yes or no, and one of them."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from waylight.accounts.models import Membership, User
from waylight.accounts.onboarding import onboarding_of, onboarding_of_each
from waylight.accounts.role_confirmation import agencies_yet_to_confirm, confirm, refuse, roles_waiting_for
from waylight.accounts.roles import CONFIRMS_ROLES
from waylight.web.kit.forms import refusals_shown_on
from waylight.web.kit.http import HttpResponse, StaffRequest
from waylight.web.kit.idempotency import run_once, sent_before
from waylight.web.kit.page_access import for_roles
from waylight.web.settings.forms import ConfirmForm
from waylight.web.settings.role_descriptions import opens


@require_safe
@for_roles(CONFIRMS_ROLES)
def index(request: StaffRequest) -> HttpResponse:
    waiting = roles_waiting_for(request.user)
    comings = onboarding_of_each(one.user for one in waiting)
    return render(request, "people_roles/waiting.html", {"waiting": [(one, comings[one.user_id]) for one in waiting]})


@require_http_methods(["GET", "POST"])
@for_roles(CONFIRMS_ROLES)
def answer(request: StaffRequest, proposal_id: UUID) -> HttpResponse:
    """Show what is proposed, for whom and how they came, and record a yes or a no."""
    if led_to := sent_before(request):
        return redirect(led_to)
    one = _waiting(request, proposal_id)
    form = ConfirmForm(request.POST or None, initial={"version": one.version})
    if form.is_valid():
        with refusals_shown_on(form):
            return run_once(request, form, lambda: _recorded(request, one, form))
    here = {place.agency_id for place in request.user.current_memberships() if place.role in CONFIRMS_ROLES}
    page = {
        "form": form,
        "one": one,
        "opens": opens(one.role),
        "coming": onboarding_of(one.user),
        "others": one.user.current_memberships(),
        "missing": [agency for agency in agencies_yet_to_confirm(one) if agency.pk not in here],
    }
    return render(request, "people_roles/answer.html", page)


def _waiting(request: StaffRequest, key: UUID) -> Membership:
    found = next((one for one in roles_waiting_for(request.user) if one.pk == key), None)
    if found is None:
        raise Http404
    return found


def _recorded(request: StaffRequest, one: Membership, form: ConfirmForm) -> str:
    """Do what the form says, say what came of it, and lead back to what still waits."""
    messages.success(request, _answered(request.user, one, form))
    return reverse("people_roles:waiting")


def _answered(by: User, one: Membership, form: ConfirmForm) -> str:
    said = form.cleaned_data
    if not said["yes"]:
        refuse(one, by=by, version=said["version"], because=said["because"])
        return f"You refused the role. {one.user} does not have it."
    confirmed = confirm(one, by=by, version=said["version"], spoke=said["spoke"])
    return (
        f"{one.user} now has the role."
        if confirmed.confirmed_at
        else "Your answer is saved. Other organisations still need to answer."
    )
