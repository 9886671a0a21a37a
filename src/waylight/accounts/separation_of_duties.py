"""Which roles and acts one person may not combine.

A person who gives roles opens no records and confirms no roles. A person who makes a sign-in link for an account may not also
remove its second factor, because with both they could sign in to the account.
"""

from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import F, Q, QuerySet

from waylight.accounts.models import Membership, User
from waylight.accounts.permissions import Permission
from waylight.accounts.role_definitions import NAMES_CHILDREN, ROLE_DEFINITIONS, roles_with
from waylight.accounts.roles import Role
from waylight.audit.models import Entry
from waylight.core.clock import now, today

LINK, RESET, ON_THE_MACHINE = "made a sign-in link for", "took away the second factor of", "appointed on the machine"
CHOSE, SIGNED_IN, ENROLLED = "set the password of", "signed in", "set up a second factor"
MANAGES_PEOPLE = roles_with(Permission.MANAGE_PEOPLE)
# A role that is not offered yet opens no records today, but may do so when it is offered.
OPENS_RECORDS = NAMES_CHILDREN | {role for role, definition in ROLE_DEFINITIONS.items() if not definition.offered}
NOT_WITH_MANAGING_PEOPLE = OPENS_RECORDS | roles_with(Permission.CONFIRM_ROLES)


def check_roles_compatible(user: User, role: Role, *, besides: Membership | None = None) -> None:
    """Refuse a role that conflicts with one that the person has or will have, or that waits to be confirmed."""
    not_over = user.memberships.filter(Q(until=None) | Q(until__gt=today()) & Q(until__gt=F("since")), refused_at=None)
    held = {Role(membership.role) for membership in not_over if not besides or membership.pk != besides.pk}
    if (role in MANAGES_PEOPLE and held & OPENS_RECORDS) or (role in OPENS_RECORDS and held & MANAGES_PEOPLE):
        raise ValidationError("One person cannot both manage people and open children's records.")
    if (role in MANAGES_PEOPLE and held & NOT_WITH_MANAGING_PEOPLE) or (
        role in NOT_WITH_MANAGING_PEOPLE and held & MANAGES_PEOPLE
    ):
        raise ValidationError("One person cannot both give roles and confirm them.")


def check_made_no_open_link(user: User, *, by: User) -> None:
    """Refuse to remove a second factor when `by` made a link that is still open or with which the password was set.

    The refusal ends when the person has signed in, for which they need the factor, or when every link has expired unused.
    """
    entries = _locked_entries(user)
    last_sign_in = entries.filter(by=user, verb=SIGNED_IN).order_by("-pk").values_list("pk", flat=True).first() or 0
    links = list(entries.filter(by=by, verb=LINK, pk__gt=last_sign_in).order_by("pk"))
    if not links:
        return
    expired = links[-1].at < now() - timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT)
    if expired and not entries.filter(by=user, verb=CHOSE, pk__gt=links[0].pk).exists():
        return
    raise ValidationError(
        "You made this person's sign-in link. Ask another administrator to reset it, or wait until the person has signed in."
    )


def check_made_no_reset(user: User, *, by: User) -> None:
    """Refuse a link when `by` removed the second factor, until the person has set up a new one."""
    entries = _locked_entries(user)
    reset = entries.filter(by=by, verb=RESET).order_by("-pk").first()
    if reset and not entries.filter(by=user, verb=ENROLLED, pk__gt=reset.pk).exists():
        raise ValidationError(
            "You reset this person's authenticator app. Ask another administrator, or wait until the person has set up a new one."
        )


def _locked_entries(user: User) -> QuerySet[Entry]:
    """Return the audit entries of an account, and lock it until the transaction ends so that no link or reset comes between."""
    User.objects.select_for_update().get(pk=user.pk)
    return Entry.objects.filter(record=user.pk)
