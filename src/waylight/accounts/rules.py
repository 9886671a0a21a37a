"""What nobody may be at once: whoever gives roles opens no records, and confirms none of what is given."""

from django.core.exceptions import ValidationError
from django.db.models import Q

from waylight.accounts.models import Membership, User
from waylight.accounts.roles import CONFIRMS_ROLES, MANAGES_PEOPLE, OPENS_RECORDS, Role
from waylight.core.clock import today

APART_FROM_PEOPLE = OPENS_RECORDS | CONFIRMS_ROLES


def records_or_people(user: User, role: Role, *, besides: Membership | None = None) -> None:
    """Refuse a role that does not go with those the person holds, or will, or that wait to be confirmed."""
    not_over = user.memberships.filter(Q(until=None) | Q(until__gt=today()), refused_at=None)
    held = {Role(place.role) for place in not_over if not besides or place.pk != besides.pk}
    if (role in MANAGES_PEOPLE and held & OPENS_RECORDS) or (role in OPENS_RECORDS and held & MANAGES_PEOPLE):
        raise ValidationError("One person cannot both manage people and open children's records.")
    if (role in MANAGES_PEOPLE and held & APART_FROM_PEOPLE) or (role in APART_FROM_PEOPLE and held & MANAGES_PEOPLE):
        raise ValidationError("One person cannot both give roles and confirm them.")
