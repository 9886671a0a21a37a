"""Switch an account off or on, or reset its authenticator app, after a page that explains the effect."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from waylight.accounts import actions
from waylight.accounts.models import User
from waylight.accounts.permissions import Permission
from waylight.accounts.scope import people_managed_by
from waylight.web.kit.act_on import act_on
from waylight.web.kit.forms import IdempotentForm
from waylight.web.kit.http import StaffRequest
from waylight.web.kit.idempotency import redirect_if_sent
from waylight.web.kit.page_access import requires


@dataclass(frozen=True, kw_only=True)
class AccountChange:
    """A change of an account: `do`, and the words of its page. `means` and `done`, the message, may contain {name}."""

    heading: str
    means: str
    button: str
    done: str
    do: Callable[..., object]


ACCOUNT_CHANGES = {
    "switch-off": AccountChange(
        heading="Switch off this account?",
        means="{name} will be signed out everywhere and cannot sign in again. Waylight keeps the record of what they did. "
        "You can switch the account on again.",
        button="Switch off the account",
        done="The account of {name} is switched off.",
        do=actions.deactivate,
    ),
    "switch-on": AccountChange(
        heading="Switch on this account?",
        means="{name} can sign in again with the same password and app. They have the roles that have not ended.",
        button="Switch on the account",
        done="The account of {name} is switched on.",
        do=actions.reactivate,
    ),
    "second-factor": AccountChange(
        heading="Reset the authenticator app?",
        means="The app on {name}'s phone and their recovery codes will stop working. {name} will set up a new app when they "
        "next sign in. Speak to them first, to make sure it is really them who asked.",
        button="Reset the authenticator app",
        done="{name} will set up a new app when they next sign in.",
        do=actions.reset_second_factor,
    ),
}


def may(act: str, user: User, *, by: User) -> bool:
    """Return whether `by` may make this change of this account."""
    if user.pk == by.pk:
        return False
    return {"switch-off": user.is_active, "switch-on": not user.is_active}.get(act, user.is_active)


@require_http_methods(["GET", "POST"])
@requires(Permission.MANAGE_PEOPLE)
@redirect_if_sent
def account(request: StaffRequest, user_id: UUID, name: str) -> HttpResponseBase:
    """Switch an account off or on, or reset its authenticator app, after a page that explains the effect."""
    person = get_object_or_404(people_managed_by(request.user), pk=user_id)
    change = ACCOUNT_CHANGES[name]
    if not may(name, person, by=request.user):
        raise Http404
    form = IdempotentForm(request.POST if request.method == "POST" else None)

    def act() -> str:
        change.do(person, by=request.user)
        return change.done.format(name=person.name)

    context = {"person": person, "act": change, "means": change.means.format(name=person.name)}
    return act_on(request, person, form, act, "settings/account.html", context)
