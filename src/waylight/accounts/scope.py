"""Which accounts an administrator manages: those of their own organisation and of organisations that work for it.

An administrator of a council does not decide what the people of a force or a provider see: see `role_confirmation`.
"""

from django.db.models import Q, QuerySet

from waylight.accounts.models import User
from waylight.accounts.permissions import Permission
from waylight.agencies.models import Agency, Kind


def agencies_managed_by(administrator: User) -> QuerySet[Agency]:
    """Return the administrator's organisations and those that serve them; for a council, also homes that serve no council yet."""
    own_agencies = [
        membership.agency
        for membership in administrator.current_memberships()
        if membership.has_permission(Permission.MANAGE_PEOPLE)
    ]
    if not own_agencies:
        return Agency.objects.none()
    keys = [agency.pk for agency in own_agencies]
    managed = Q(pk__in=keys) | Q(serves__in=keys)
    if any(agency.kind == Kind.COUNCIL for agency in own_agencies):
        managed |= Q(kind=Kind.HOME, serves=None)
    return Agency.objects.filter(managed, active=True).distinct()


def people_managed_by(administrator: User) -> QuerySet[User]:
    """Return everyone who has or had a role in those organisations, and everyone who never had a role."""
    agencies = agencies_managed_by(administrator).values("pk")
    if not agencies.exists():
        return User.objects.none()
    return User.objects.filter(Q(memberships__agency__in=agencies) | Q(memberships=None)).distinct()
