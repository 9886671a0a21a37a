"""What can be done to an account at one press, after a page that says what it means."""

from collections.abc import Callable
from dataclasses import dataclass

from waylight.accounts import actions
from waylight.accounts.models import User


@dataclass(frozen=True, kw_only=True)
class Act:
    """`heading` asks, `means` explains, `button` does; `done` is said afterwards, all about {name}."""

    heading: str
    means: str
    button: str
    done: str
    do: Callable[..., object]


ACTS = {
    "switch-off": Act(
        heading="Switch off this account?",
        means="{name} is signed out everywhere at once and cannot sign in again. What they did stays theirs. "
        "You can switch it on again.",
        button="Switch the account off",
        done="The account of {name} is switched off.",
        do=actions.deactivate,
    ),
    "switch-on": Act(
        heading="Switch on this account?",
        means="{name} can sign in again with the password and the app they had, and has the roles that have not been ended.",
        button="Switch the account on",
        done="The account of {name} is switched on.",
        do=actions.reactivate,
    ),
    "second-factor": Act(
        heading="Reset the second factor?",
        means="The app on {name}'s phone and their recovery codes stop working. At the next sign-in they set up a new app. "
        "Make sure it is really them who asks: speak to them.",
        button="Reset the second factor",
        done="{name} sets up a new app at the next sign-in.",
        do=actions.reset_second_factor,
    ),
}


def may(act: str, user: User, *, by: User) -> bool:
    """Whether the page offers this act for this account at all."""
    if user.pk == by.pk:
        return False
    return {"switch-off": user.is_active, "switch-on": not user.is_active}.get(act, user.is_active)
