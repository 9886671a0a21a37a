"""The visibility rule: which children's records a person may see. It refuses everything else.

It follows the partnership's role matrix:

- whole-council roles see the children of whom their council keeps the record, for whom it is responsible, who live in its area
  in care, or with whom it is involved;
- a police force sees the children of the councils it serves;
- a social worker sees their own children and those of their team;
- a provider sees the children referred to it;
- a home sees the children who live there today;
- analysts, boards and administrators see no child.

A person who opened a record in an emergency sees it for a short time.

What a person may read and do for a child follows only from the roles by which they see that child: `restrict_to_child`.

Education officers have a separate rule, `school_age_children`. It says about which children they may inform a school, and opens
no record: `visible_to` does not use it.
"""

from collections.abc import Collection, Iterable, Mapping
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from waylight.access.models import BreakGlass, Involvement
from waylight.accounts.models import Membership, User
from waylight.accounts.permissions import Permission, RecordScope
from waylight.agencies.models import Agency
from waylight.core.ages import born_to_be_at_school
from waylight.core.clock import now, today
from waylight.core.period_filters import in_force_on
from waylight.people.models import Child
from waylight.placements.models import CarePeriod, Placement


def visibility_filter(user: User, *, path: str) -> Q:
    """Return the condition on records about a child. `path` leads from the record to the child and is "" for the child itself."""
    allowed = Q(pk__in=[])
    if not user.is_active:
        return allowed
    memberships = user.current_memberships()
    for membership in memberships:
        allowed |= _visible_by_membership(membership, path)
    return allowed | _opened_in_emergency(user, memberships, path)


def restrict_to_child(user: User, child: Child) -> User:
    """Return the user with only the memberships by which they see this child."""
    return restrict_to_children(user, {child.pk})[child.pk]


def restrict_to_children(user: User, children: Collection[UUID]) -> Mapping[UUID, User]:
    """Return, for each child, the user with only the memberships by which they see that child.

    The user must be able to see every child. When only one of the memberships shows children, there is no query: the user
    sees every child by that one.
    """
    memberships = user.current_memberships()
    showing_children = [membership for membership in memberships if membership.has_permission(Permission.FIND_CHILDREN)]
    if not showing_children[1:]:  # they see every child by the only one
        return dict.fromkeys(children, user if len(showing_children) == len(memberships) else user.only_in(showing_children))
    candidates = Child.objects.filter(pk__in=children).order_by()
    visible = [
        (membership, set(candidates.filter(_visible_with_emergencies(membership, user)).values_list("pk", flat=True)))
        for membership in showing_children
    ]
    return {child: user.only_in(membership for membership, keys in visible if child in keys) for child in children}


def _visible_with_emergencies(membership: Membership, user: User) -> Q:
    return _visible_by_membership(membership, "") | _opened_in_emergency(user, [membership], "")


def school_age_children(user: User, *, path: str) -> Q:
    """Return the condition on children of school age about whom this education officer may inform a school.

    It gives no access to a record. Only `briefings.school_notices` uses it, for children who are missing or recently back.
    """
    children = Q(pk__in=[])
    for membership in user.current_memberships() if user.is_active else ():
        if membership.has_permission(Permission.INFORM_SCHOOLS):
            children |= _of_school_age(membership.agency, path)
    return children


def _visible_by_membership(membership: Membership, path: str) -> Q:
    child = f"{path}__" if path else ""
    agency = membership.agency_id
    if membership.records == RecordScope.WHOLE_COUNCIL:
        own = Q(**{f"{child}council": agency})
        return own | _has_involvement(path, agency=agency) | _looked_after_or_hosted_by(membership.agency, path)
    if membership.records == RecordScope.WHOLE_FORCE:
        return Q(**{f"{child}council__in": Agency.objects.filter(served_by=agency).values("pk")})
    if membership.records == RecordScope.OWN_CASES:
        own_cases = _has_involvement(path, agency=agency, user=membership.user_id)
        if membership.team:
            own_cases |= Q(**{f"{child}council": agency, f"{child}team": membership.team})
        return own_cases
    if membership.records == RecordScope.REFERRED:
        return _has_involvement(path, agency=agency)
    if membership.records == RecordScope.RESIDENTS:
        placements_here = Placement.objects.filter(in_force_on(today()), child=OuterRef(_child_key(path)), home__agency=agency)
        return Q(Exists(placements_here))
    return Q(pk__in=[])


def _has_involvement(path: str, **involved: object) -> Q:
    """Match children with whom this agency, or this person in it, is involved now."""
    return Q(Exists(Involvement.objects.filter(child=OuterRef(_child_key(path)), until=None, **involved)))


def _looked_after_or_hosted_by(council: Agency, path: str) -> Q:
    """Match children for whom this council is responsible today, with any care status, or who live in its area in care."""
    child = OuterRef(_child_key(path))
    looked_after = CarePeriod.objects.filter(in_force_on(today()), responsible=council.authority_id, child=child)
    living_here = Placement.objects.filter(in_force_on(today()), authority=council.authority_id, child=child)
    return Q(Exists(looked_after)) | Q(Exists(living_here))


def _of_school_age(council: Agency, path: str) -> Q:
    """Match children of school age: the council's own, those it looks after, and those in care in its area."""
    child = f"{path}__" if path else ""
    children = Q(**{f"{child}council": council}) | _looked_after_or_hosted_by(council, path)
    of_age = Q(**{f"{child}born_on__range": born_to_be_at_school(today())})
    return children & of_age


def _opened_in_emergency(user: User, memberships: Iterable[Membership], path: str) -> Q:
    """Match children for whom this person opened the record in an emergency, by one of these memberships and no other."""
    opening = [membership for membership in memberships if membership.has_permission(Permission.OPEN_IN_EMERGENCY)]
    if not opening:
        return Q(pk__in=[])
    emergencies = BreakGlass.objects.open_at(now()).by_memberships(user, opening)
    return Q(Exists(emergencies.filter(child=OuterRef(_child_key(path)))))


def _child_key(path: str) -> str:
    """Return the field of the outer query that contains the child's key. The column of a foreign key needs no join."""
    return f"{path}_id" if path and "__" not in path else f"{path}__pk" if path else "pk"
