"""The councils whose children a person may report."""

from django.db.models import Q, QuerySet

from waylight.accounts.models import User
from waylight.accounts.roles import LIVING_HERE, MAY_REPORT, WHOLE_FORCE
from waylight.agencies.models import Agency, Kind
from waylight.placements.models import Home


def councils_of(user: User) -> QuerySet[Agency]:
    """A worker's own council; all that a force serves; the one a home stands in."""
    mine = Q(pk=None)
    for membership in user.current_memberships():
        if membership.role in WHOLE_FORCE:
            mine |= Q(served_by=membership.agency_id)
        elif membership.role in LIVING_HERE:
            mine |= Q(authority__in=Home.objects.filter(agency=membership.agency_id).values("authority"))
        elif membership.role in MAY_REPORT:
            mine |= Q(pk=membership.agency_id)
    return Agency.objects.filter(mine, kind=Kind.COUNCIL).distinct()
