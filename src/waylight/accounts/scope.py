"""Whose accounts an administrator looks after: those of their own organisation and of the ones that work for it.

Looking after a force's or a provider's people is not the same as deciding what they see: see confirming.py.
"""

from django.db.models import Q, QuerySet

from waylight.accounts.models import User
from waylight.accounts.roles import MANAGES_PEOPLE
from waylight.agencies.models import Agency, Kind


def agencies_managed_by(administrator: User) -> QuerySet[Agency]:
    """Their own organisations and those that serve them; for a council's, also homes of which nobody said whom they serve."""
    own = [place.agency for place in administrator.current_memberships() if place.role in MANAGES_PEOPLE]
    if not own:
        return Agency.objects.none()
    keys = [agency.pk for agency in own]
    theirs = Q(pk__in=keys) | Q(serves__in=keys)
    if any(agency.kind == Kind.COUNCIL for agency in own):
        theirs |= Q(kind=Kind.HOME, serves=None)
    return Agency.objects.filter(theirs, active=True).distinct()


def people_managed_by(administrator: User) -> QuerySet[User]:
    """Everyone with a role there, past or present, and everyone without a role anywhere."""
    places = agencies_managed_by(administrator).values("pk")
    if not places.exists():
        return User.objects.none()
    return User.objects.filter(Q(memberships__agency__in=places) | Q(memberships=None)).distinct()
