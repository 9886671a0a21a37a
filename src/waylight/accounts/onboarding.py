"""Whether somebody has come into their account, as far as its trail can tell.

Until its owner has signed in to an account and set up a second factor, whoever made its link may be that person. So no role
is confirmed for it before; nor after another link, until the owner has signed in again, which takes the factor they have.
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
class Coming:
    """The last link that another person made, when they last signed in since, and since when a second factor is on."""

    link: Entry | None
    signed_in: datetime | None
    second_factor: datetime | None

    @property
    def still_to_do(self) -> list[str]:
        """What has to happen before a role may be confirmed, each after the person's name."""
        since = "since their last sign-in link was made" if self.link else "yet"
        missing = [] if self.signed_in else [f"has not signed in {since}"]
        if settings.SECOND_FACTOR_REQUIRED and not self.second_factor:
            missing.append("has not set up an authenticator app")
        return missing


def coming_of(user: User) -> Coming:
    return comings_of([user])[user.pk]


def comings_of(people: Iterable[User]) -> dict[object, Coming]:
    """What is known of each, in three questions however many they are."""
    keys = {user.pk for user in people}
    made = Entry.objects.filter(verb__in=(LINK, ON_THE_MACHINE), record__in=keys).select_related("by").order_by("pk")
    links = {entry.record: entry for entry in made if entry.by_id != entry.record}
    home = Entry.objects.filter(verb=SIGNED_IN, by__in=keys).order_by().values_list("by").annotate(Max("pk"), Max("at"))
    signed_in = {key: at for key, last, at in home if key not in links or last > links[key].pk}
    apps = Authenticator.objects.filter(user__in=keys, type=Authenticator.Type.TOTP)
    second_factor = dict(apps.values_list("user_id", "created_at"))
    return {key: Coming(link=links.get(key), signed_in=signed_in.get(key), second_factor=second_factor.get(key)) for key in keys}


def has_come(user: User, *, by: User) -> None:
    """Refuse `by` to confirm a role of someone who has not come, or who came by the link that they made."""
    User.objects.select_for_update().get(pk=user.pk)  # so that no link is made meanwhile
    coming = coming_of(user)
    if coming.still_to_do:
        raise ValidationError(
            f"{user} {' and '.join(coming.still_to_do)}. Until then, the account may be in another person's hands."
        )
    if coming.link and coming.link.by_id == by.pk:
        raise ValidationError("You made this person's sign-in link. Someone else must confirm their role.")
