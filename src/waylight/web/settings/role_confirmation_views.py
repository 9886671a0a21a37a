"""Roles to confirm: the list, the answer to one proposed role, and what each role gives access to."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from waylight.accounts.models import Membership, User
from waylight.accounts.onboarding import onboarding_of, onboarding_of_each
from waylight.accounts.permissions import Permission
from waylight.accounts.role_confirmation import agencies_yet_to_confirm, confirm, refuse, roles_waiting_for
from waylight.accounts.role_definitions import ROLE_DEFINITIONS
from waylight.accounts.roles import Role
from waylight.chronology.wording import list_in_words
from waylight.web.kit.act_on import Done, act_on
from waylight.web.kit.http import HttpResponse, StaffRequest
from waylight.web.kit.idempotency import redirect_if_sent
from waylight.web.kit.page_access import requires
from waylight.web.settings.forms import ConfirmForm


@require_safe
@requires(Permission.CONFIRM_ROLES)
def index(request: StaffRequest) -> HttpResponse:
    waiting = roles_waiting_for(request.user)
    onboarding = onboarding_of_each(role.user for role in waiting)
    return render(request, "settings/waiting.html", {"waiting": [(role, onboarding[role.user_id]) for role in waiting]})


@require_http_methods(["GET", "POST"])
@requires(Permission.CONFIRM_ROLES)
@redirect_if_sent
def answer(request: StaffRequest, proposal_id: UUID) -> HttpResponseBase:
    """Show the proposed role and how the person came to sign in, and record the answer."""
    proposed = _waiting(request, proposal_id)
    form = ConfirmForm(request.POST or None, initial={"version": proposed.version})

    def act() -> Done:
        return Done(reverse("settings:waiting"), _record_answer(request.user, proposed, form))

    return act_on(request, None, form, act, "settings/answer.html", lambda: _proposal(request.user, proposed))


def _proposal(viewer: User, proposed: Membership) -> dict[str, Any]:
    """Return the context of templates/settings/answer.html for a proposed role."""
    own_agencies = {
        membership.agency_id for membership in viewer.current_memberships() if membership.has_permission(Permission.CONFIRM_ROLES)
    }
    return {
        "one": proposed,
        "opens": opens(proposed.role),
        "coming": onboarding_of(proposed.user),
        "others": proposed.user.current_memberships(),
        "missing": [agency for agency in agencies_yet_to_confirm(proposed) if agency.pk not in own_agencies],
    }


def _waiting(request: StaffRequest, key: UUID) -> Membership:
    proposed = next((role for role in roles_waiting_for(request.user) if role.pk == key), None)
    if proposed is None:
        raise Http404
    return proposed


def _record_answer(by: User, proposed: Membership, form: ConfirmForm) -> str:
    answers = form.cleaned_data
    if not answers["yes"]:
        refuse(proposed, by=by, version=answers["version"], because=answers["because"])
        return f"You refused the role. {proposed.user} does not have it."
    confirmed = confirm(proposed, by=by, version=answers["version"], spoke=answers["spoke"])
    return (
        f"{proposed.user} now has the role."
        if confirmed.confirmed_at
        else "Your answer is saved. Other organisations still need to answer."
    )


def opens(role: str) -> str:
    """Return what a role is for and gives access to, in sentences."""
    definition = ROLE_DEFINITIONS[Role(role)]
    permissions = sorted(str(permission) for permission in definition.permissions)
    may = f"They may {list_in_words(permissions)}." if permissions else ""
    return " ".join(filter(None, [definition.description, str(definition.records), may]))
