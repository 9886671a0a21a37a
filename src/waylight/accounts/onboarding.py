"""Whether someone has taken over their own account, as far as the audit trail shows.

Until the owner has signed in and set up a second factor, the person who made the sign-in link could be using the account. So
no role is confirmed before that; nor after another link, until the owner has signed in again with the factor they have.
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
    """The last link another person made, the last sign-in since, and since when a second factor is on."""

    link: Entry | None
    signed_in: datetime | None
    second_factor: datetime | None

    @property
    def still_to_do(self) -> list[str]:
        """What must happen before a role may be confirmed, each phrased to follow the person's name."""
        since = "since their last sign-in link was made" if self.link else "yet"
        missing = [] if self.signed_in else [f"has not signed in {since}"]
        if settings.SECOND_FACTOR_REQUIRED and not self.second_factor:
            missing.append("has not set up an authenticator app")
        return missing


def onboarding_of(user: User) -> Onboarding:
    return onboarding_of_each([user])[user.pk]


def onboarding_of_each(people: Iterable[User]) -> dict[object, Onboarding]:
    """Return the onboarding of each person by key, in three queries."""
    keys = {user.pk for user in people}
    made = Entry.objects.filter(verb__in=(LINK, ON_THE_MACHINE), record__in=keys).select_related("by").order_by("pk")
    links = {entry.record: entry for entry in made if entry.by_id != entry.record}
    sign_ins = Entry.objects.filter(verb=SIGNED_IN, by__in=keys).order_by().values_list("by").annotate(Max("pk"), Max("at"))
    signed_in = {key: at for key, last, at in sign_ins if key not in links or last > links[key].pk}
    apps = Authenticator.objects.filter(user__in=keys, type=Authenticator.Type.TOTP)
    second_factor = dict(apps.values_list("user_id", "created_at"))
    return {
        key: Onboarding(link=links.get(key), signed_in=signed_in.get(key), second_factor=second_factor.get(key)) for key in keys
    }


def check_onboarded(user: User, *, by: User) -> None:
    """Refuse when the person has not signed in yet, or used a link that `by` made."""
    User.objects.select_for_update().get(pk=user.pk)  # locks the account, so that no link is made meanwhile
    coming = onboarding_of(user)
    if coming.still_to_do:
        raise ValidationError(
            f"{user} {' and '.join(coming.still_to_do)}. Until then, the account may be in another person's hands."
        )
    if coming.link and coming.link.by_id == by.pk:
        raise ValidationError("You made this person's sign-in link. Someone else must confirm their role.")
