"""Where a search looks for the children a person may see, so that it does not read everyone's names.

It follows the visibility rule, role by role. It may include more children than the rule allows, but never fewer. A search
applies the rule to each result as well.
"""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from waylight.access.models import BreakGlass, Involvement
from waylight.accounts.models import Membership, User
from waylight.accounts.permissions import Permission, RecordScope
from waylight.agencies.models import Agency
from waylight.core.clock import now, today
from waylight.core.period_filters import in_force_on
from waylight.people.child_records import SearchScope
from waylight.placements.models import CarePeriod, Placement

type ChildKeys = QuerySet[Any]


def search_scope_of(user: User) -> SearchScope:
    """Return the councils and the single children among whom a search by this person looks."""
    councils: set[UUID] = set()
    single: list[ChildKeys] = []
    has_hidden_children = False
    for membership in user.current_memberships():
        councils.update(_councils(membership))
        has_hidden_children |= _covers_a_team(membership)
        single += _single_children(membership)
        if membership.has_permission(Permission.OPEN_IN_EMERGENCY):
            single.append(BreakGlass.objects.open_at(now()).filter(user=user))
    keys = [children.order_by().values("child") for children in single]
    return SearchScope(frozenset(councils), keys[0].union(*keys[1:]) if keys else None, has_hidden_children)


def _covers_a_team(membership: Membership) -> bool:
    """Return whether the membership shows the children of a team. A search reads the names of the whole council for them."""
    return membership.records == RecordScope.OWN_CASES and bool(membership.team)


def _councils(membership: Membership) -> set[UUID]:
    if membership.records == RecordScope.WHOLE_COUNCIL or _covers_a_team(membership):
        return {membership.agency_id}
    if membership.records == RecordScope.WHOLE_FORCE:
        return set(Agency.objects.filter(served_by=membership.agency_id).order_by().values_list("pk", flat=True))
    return set()


def _single_children(membership: Membership) -> list[ChildKeys]:
    agency, today_in_force = membership.agency, in_force_on(today())
    involved: ChildKeys = Involvement.objects.filter(agency=agency, until=None)
    if membership.records == RecordScope.WHOLE_COUNCIL:
        looked_after = CarePeriod.objects.filter(today_in_force, responsible=agency.authority_id).exclude(child__council=agency)
        living_here = Placement.objects.filter(today_in_force, authority=agency.authority_id).exclude(child__council=agency)
        return [involved, looked_after, living_here]
    if membership.records == RecordScope.OWN_CASES:
        return [involved.filter(user=membership.user_id)]
    if membership.records == RecordScope.REFERRED:
        return [involved]
    if membership.records == RecordScope.RESIDENTS:
        return [Placement.objects.filter(today_in_force, home__agency=agency)]
    return []
