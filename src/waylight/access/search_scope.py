"""Where to look for the children a person may see, so that a search need not read the names of everyone.

This follows the door role by role and may point at more children than the door lets through, never at fewer. It decides
nothing: whatever is found where it points still goes through the door.
"""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from waylight.access.models import BreakGlass, Involvement
from waylight.accounts.models import Membership, User
from waylight.accounts.roles import LIVING_HERE, MAY_BREAK_GLASS, OWN_CASES, REFERRED, WHOLE_COUNCIL, WHOLE_FORCE
from waylight.agencies.models import Agency
from waylight.core.clock import now, today
from waylight.core.period_filters import in_force_on
from waylight.people.child_records import Near
from waylight.placements.models import CarePeriod, Placement

type Keys = QuerySet[Any]


def near(user: User) -> Near:
    councils: set[UUID] = set()
    singly: list[Keys] = []
    beyond = False
    for membership in user.current_memberships():
        councils.update(_councils(membership))
        beyond |= _is_a_team_s(membership)
        singly += _single_children(membership)
        if membership.role in MAY_BREAK_GLASS:
            singly.append(BreakGlass.objects.open_at(now()).filter(user=user))
    keys = [children.order_by().values("child") for children in singly]
    return Near(frozenset(councils), keys[0].union(*keys[1:]) if keys else None, beyond)


def _is_a_team_s(membership: Membership) -> bool:
    """A team's children are looked for among all of the council's."""
    return membership.role in OWN_CASES and bool(membership.team)


def _councils(membership: Membership) -> set[UUID]:
    if membership.role in WHOLE_COUNCIL or _is_a_team_s(membership):
        return {membership.agency_id}
    if membership.role in WHOLE_FORCE:
        return set(Agency.objects.filter(served_by=membership.agency_id).order_by().values_list("pk", flat=True))
    return set()


def _single_children(membership: Membership) -> list[Keys]:
    agency, day = membership.agency, in_force_on(today())
    brought_in: Keys = Involvement.objects.filter(agency=agency, until=None)
    if membership.role in WHOLE_COUNCIL:
        looked_after = CarePeriod.objects.filter(day, responsible=agency.authority_id).exclude(child__council=agency)
        hosted = Placement.objects.filter(day, authority=agency.authority_id).exclude(child__council=agency)
        return [brought_in, looked_after, hosted]
    if membership.role in OWN_CASES:
        return [brought_in.filter(user=membership.user_id)]
    if membership.role in REFERRED:
        return [brought_in]
    if membership.role in LIVING_HERE:
        return [Placement.objects.filter(day, home__agency=agency)]
    return []
