"""Whose accounts an administrator looks after: those of their own organisation and of the ones that work for it."""

from django.db.models import Q, QuerySet

from waylight.accounts.models import User
from waylight.accounts.roles import MANAGES_PEOPLE
from waylight.agencies.models import Agency, Kind


def agencies_managed_by(administrator: User) -> QuerySet[Agency]:
    """Their own organisations, those that serve them, and the homes, which serve whoever places a child there."""
    own = [place.agency_id for place in administrator.current_memberships() if place.role in MANAGES_PEOPLE]
    if not own:
        return Agency.objects.none()
    return Agency.objects.filter(Q(pk__in=own) | Q(serves__in=own) | Q(kind=Kind.HOME), active=True).distinct()


def people_managed_by(administrator: User) -> QuerySet[User]:
    """Everyone with a role there, past or present, and everyone without a role anywhere."""
    places = agencies_managed_by(administrator).values("pk")
    if not places.exists():
        return User.objects.none()
    return User.objects.filter(Q(memberships__agency__in=places) | Q(memberships=None)).distinct()
