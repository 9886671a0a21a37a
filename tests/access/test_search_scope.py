"""A search looks among all children that the visibility rule allows, and knows when it looks among more."""

from datetime import timedelta

import pytest

from tests.access.test_visibility import somebody
from waylight.access.actions import bring_in, open_in_emergency
from waylight.accounts.models import User
from waylight.accounts.roles import Role
from waylight.agencies.models import Agency
from waylight.config.demonstration.cast import Cast
from waylight.core.clock import today
from waylight.people.child_records import search_scope_of
from waylight.people.models import Child
from waylight.placements.models import Placement

pytestmark = pytest.mark.django_db


def pointed_at(user: User) -> set[Child]:
    where = search_scope_of(user)
    singly = Child.objects.none() if where.singly is None else Child.objects.filter(pk__in=where.singly)
    return {*Child.objects.filter(council__in=where.councils), *singly}


@pytest.mark.parametrize("person", ["priya", "okoro", "helen", "jo", "marcus", "farah", "ruth", "grant", "alex", "nadia", "tom"])
def test_the_guide_points_at_whoever_the_door_lets_through(cast: Cast, person: str) -> None:
    user = cast.people[person]
    bring_in(cast.dev, by=cast.priya, agency=cast.provider, reason="return interview")
    seen = set(Child.objects.visible_to(user))
    assert seen <= pointed_at(user)
    assert search_scope_of(user).beyond or seen == pointed_at(user)


@pytest.mark.parametrize("council", ["calderwick", "merrowby", "ashenford"])
def test_the_guide_points_at_children_a_council_looks_after_or_hosts(cast: Cast, council: str) -> None:
    user = somebody(getattr(cast, council), Role.COORDINATOR)
    assert pointed_at(user) == set(Child.objects.visible_to(user))


def test_the_guide_forgets_a_placement_that_has_ended(cast: Cast) -> None:
    Placement.objects.filter(child=cast.ben).update(ended_on=today() - timedelta(days=1))
    assert pointed_at(cast.jo) == set()


def test_the_guide_points_at_a_record_opened_in_an_emergency(cast: Cast) -> None:
    reason = "A parent rang in distress and nobody else answers."
    open_in_emergency(cast.dev, by=cast.helen, reason=reason)
    assert cast.dev in pointed_at(cast.helen)


def test_a_team_is_led_through_its_council_and_no_further(cast: Cast) -> None:
    assert search_scope_of(cast.helen).beyond
    assert {child.council for child in pointed_at(cast.helen)} == {cast.harrowmere}
    assert Agency.objects.count() > 1
