"""What can be done to an account at one press, after a page that says what it means."""

from collections.abc import Callable
from dataclasses import dataclass

from waylight.accounts import actions
from waylight.accounts.models import User


@dataclass(frozen=True, kw_only=True)
class AccountChange:
    """`heading` asks, `means` explains, `button` does; `done` is said afterwards, all about {name}."""

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
    """Whether the page offers this act for this account at all."""
    if user.pk == by.pk:
        return False
    return {"switch-off": user.is_active, "switch-on": not user.is_active}.get(act, user.is_active)
