"""The second person's pages: the roles that wait for their yes or no, and one of them."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from waylight.accounts.confirming import confirm, refuse, still_to_answer, waiting_for
from waylight.accounts.models import Membership
from waylight.accounts.roles import CONFIRMS_ROLES
from waylight.web.forms import refusals_shown_on
from waylight.web.gates import for_roles
from waylight.web.http import HttpResponse, StaffRequest
from waylight.web.people_roles.forms import ConfirmForm
from waylight.web.people_roles.opens import opens


@require_safe
@for_roles(CONFIRMS_ROLES)
def index(request: StaffRequest) -> HttpResponse:
    return render(request, "people_roles/waiting.html", {"waiting": waiting_for(request.user)})


@require_http_methods(["GET", "POST"])
@for_roles(CONFIRMS_ROLES)
def answer(request: StaffRequest, proposal_id: UUID) -> HttpResponse:
    """Show what is proposed, and record a yes or a no."""
    one = _waiting(request, proposal_id)
    form = ConfirmForm(request.POST or None, initial={"version": one.version})
    if form.is_valid():
        with refusals_shown_on(form):
            messages.success(request, _recorded(request, one, form))
            return redirect("people_roles:waiting")
    here = {place.agency_id for place in request.user.current_memberships() if place.role in CONFIRMS_ROLES}
    page = {
        "form": form,
        "one": one,
        "opens": opens(one.role),
        "others": one.user.current_memberships(),
        "missing": [agency for agency in still_to_answer(one) if agency.pk not in here],
    }
    return render(request, "people_roles/answer.html", page)


def _waiting(request: StaffRequest, key: UUID) -> Membership:
    found = next((one for one in waiting_for(request.user) if one.pk == key), None)
    if found is None:
        raise Http404
    return found


def _recorded(request: StaffRequest, one: Membership, form: ConfirmForm) -> str:
    """Do what the form says, and say what came of it."""
    said = form.cleaned_data
    if not said["yes"]:
        refuse(one, by=request.user, version=said["version"], because=said["because"])
        return f"The role is refused. {one.user} does not have it."
    confirmed = confirm(one, by=request.user, version=said["version"])
    return f"{one.user} has the role." if confirmed.confirmed_at else "Your yes is recorded. Others still have to give theirs."
