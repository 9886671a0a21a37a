"""The one door: which children's records a person may see. Everything not allowed here is refused.

Follows the partnership's role matrix: whole-council roles see the children whose record their council holds, whom it
looks after, who live in its area in care, or with whom it has been brought in to work; a force sees the councils it
serves; a social worker their own and their team's; a provider those referred to it; a home those living there now;
analysts, boards and administrators see no child at all.

What someone may read of a child, and do, follows from the roles by which they see that child, never from what they are
elsewhere: `towards` gives the person as those roles make them.

An education officer has a door of their own, `school_age_children`: for whom a school may be informed, and no record. Nothing
that asks the one door is answered by it, whatever else the officer may be.
"""

from collections.abc import Collection, Mapping
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from waylight.access.models import BreakGlass, Involvement
from waylight.accounts.models import Membership, User
from waylight.accounts.roles import (
    LIVING_HERE,
    MAY_BREAK_GLASS,
    OWN_CASES,
    REFERRED,
    SEES_TODAY,
    TOLD_FOR_SCHOOL,
    WHOLE_COUNCIL,
    WHOLE_FORCE,
)
from waylight.agencies.models import Agency
from waylight.core.ages import born_to_be_at_school
from waylight.core.clock import now, today
from waylight.core.period_filters import in_force_on
from waylight.people.models import Child
from waylight.placements.models import CarePeriod, Placement


def may_see(user: User, *, path: str) -> Q:
    """The condition on a record whose child lies at `path` ("" for the child itself)."""
    allowed = Q(pk__in=[])
    if not user.is_active:
        return allowed
    memberships = user.current_memberships()
    for membership in memberships:
        allowed |= _given_by(membership, path)
    if any(membership.role in MAY_BREAK_GLASS for membership in memberships):
        allowed |= _opened_in_emergency(user, path)
    return allowed


def towards(user: User, child: Child) -> User:
    """The person as the roles by which they see this child make them."""
    return towards_each(user, {child.pk})[child.pk]


def towards_each(user: User, children: Collection[UUID]) -> Mapping[UUID, User]:
    """The same of many children whom they see; asked of the database only for someone whom several roles let in."""
    held = user.current_memberships()
    opening = [place for place in held if place.role in SEES_TODAY]
    if len(opening) < 2:  # noqa: PLR2004 - whoever they see, they see by this one
        return dict.fromkeys(children, user if len(opening) == len(held) else user.only_in(opening))
    among = Child.objects.filter(pk__in=children).order_by()
    through = [(place, set(among.filter(_by_this(place, user)).values_list("pk", flat=True))) for place in opening]
    return {child: user.only_in(place for place, seen in through if child in seen) for child in children}


def _by_this(membership: Membership, user: User) -> Q:
    given = _given_by(membership, "")
    return given | _opened_in_emergency(user, "") if membership.role in MAY_BREAK_GLASS else given


def school_age_children(user: User, *, path: str) -> Q:
    """Return the condition on children of school age for whom this education officer informs schools.

    Gives no access to a record. Only briefings.school_notices asks, and only for children who are missing or recently back.
    """
    children = Q(pk__in=[])
    for membership in user.current_memberships() if user.is_active else ():
        if membership.role in TOLD_FOR_SCHOOL:
            children |= _of_school_age(membership.agency, path)
    return children


def _given_by(membership: Membership, path: str) -> Q:
    child = f"{path}__" if path else ""
    here = membership.agency_id
    if membership.role in WHOLE_COUNCIL:
        return Q(**{f"{child}council": here}) | _involved(path, agency=here) | _shared_with(membership.agency, path)
    if membership.role in WHOLE_FORCE:
        return Q(**{f"{child}council__in": Agency.objects.filter(served_by=here).values("pk")})
    if membership.role in OWN_CASES:
        theirs = _involved(path, agency=here, user=membership.user_id)
        if membership.team:
            theirs |= Q(**{f"{child}council": here, f"{child}team": membership.team})
        return theirs
    if membership.role in REFERRED:
        return _involved(path, agency=here)
    if membership.role in LIVING_HERE:
        living = Placement.objects.filter(in_force_on(today()), child=OuterRef(_key(path)), home__agency=here)
        return Q(Exists(living))
    return Q(pk__in=[])


def _involved(path: str, **whom: object) -> Q:
    working = Involvement.objects.filter(child=OuterRef(_key(path)), until=None, **whom)
    return Q(Exists(working))


def _shared_with(council: Agency, path: str) -> Q:
    """Children another council's record is about, whom this one looks after or hosts today."""
    of_the_child = {"child": OuterRef(_key(path))}
    looked_after = CarePeriod.objects.filter(in_force_on(today()), responsible=council.authority_id, **of_the_child)
    hosted = Placement.objects.filter(in_force_on(today()), authority=council.authority_id, **of_the_child)
    return Q(Exists(looked_after)) | Q(Exists(hosted))


def _of_school_age(council: Agency, path: str) -> Q:
    """The council's own children, and those in care who live in its area."""
    child = f"{path}__" if path else ""
    theirs = Q(**{f"{child}council": council}) | _shared_with(council, path)
    of_age = Q(**{f"{child}born_on__range": born_to_be_at_school(today())})
    return theirs & of_age


def _opened_in_emergency(user: User, path: str) -> Q:
    opened = BreakGlass.objects.open_at(now()).filter(child=OuterRef(_key(path)), user=user)
    return Q(Exists(opened))


def _key(path: str) -> str:
    return f"{path}_id" if path and "__" not in path else f"{path}__pk" if path else "pk"
