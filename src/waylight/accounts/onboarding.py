"""Whether the owner of an account controls it, as far as the audit trail shows.

Until the owner has signed in and set up a second factor, the person who made the sign-in link could be using the account.
Therefore no role is confirmed before that. After another link no role is confirmed until the owner has signed in again, for
which they need their second factor.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Max

from waylight.accounts.models import User
from waylight.accounts.separation_of_duties import LINK, ON_THE_MACHINE, SIGNED_IN
from waylight.audit.models import Entry


@dataclass(frozen=True, kw_only=True)
class Onboarding:
    """The last link that another person made, the last sign-in after it, and when the second factor was set up."""

    link: Entry | None
    signed_in: datetime | None
    second_factor: datetime | None

    @property
    def still_to_do(self) -> list[str]:
        """What must still happen before a role may be confirmed. Each phrase follows the person's name in a sentence."""
        since = "since their last sign-in link was made" if self.link else "yet"
        steps = [] if self.signed_in else [f"has not signed in {since}"]
        if settings.SECOND_FACTOR_REQUIRED and not self.second_factor:
            steps.append("has not set up an authenticator app")
        return steps


def onboarding_of(user: User) -> Onboarding:
    return onboarding_of_each([user])[user.pk]


def onboarding_of_each(people: Iterable[User]) -> dict[object, Onboarding]:
    """Return the onboarding of each person, by the person's key, in three queries."""
    keys = {user.pk for user in people}
    link_entries = Entry.objects.filter(verb__in=(LINK, ON_THE_MACHINE), record__in=keys).select_related("by").order_by("pk")
    links = {entry.record: entry for entry in link_entries if entry.by_id != entry.record}
    sign_ins = Entry.objects.filter(verb=SIGNED_IN, by__in=keys).order_by().values_list("by").annotate(Max("pk"), Max("at"))
    signed_in = {key: at for key, last, at in sign_ins if key not in links or last > links[key].pk}
    authenticators = Authenticator.objects.filter(user__in=keys, type=Authenticator.Type.TOTP)
    second_factor = dict(authenticators.values_list("user_id", "created_at"))
    return {
        key: Onboarding(link=links.get(key), signed_in=signed_in.get(key), second_factor=second_factor.get(key)) for key in keys
    }


def check_onboarded(user: User, *, by: User) -> None:
    """Refuse while the person has steps to do, and always when `by` made their last sign-in link."""
    User.objects.select_for_update().get(pk=user.pk)  # no one can make a link meanwhile
    onboarding = onboarding_of(user)
    if onboarding.still_to_do:
        raise ValidationError(
            f"{user} {' and '.join(onboarding.still_to_do)}. Until then, the account may be in another person's hands."
        )
    if onboarding.link and onboarding.link.by_id == by.pk:
        raise ValidationError("You made this person's sign-in link. Someone else must confirm their role.")
