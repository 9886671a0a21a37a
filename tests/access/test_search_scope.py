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


def looked_among(user: User) -> set[Child]:
    scope = search_scope_of(user)
    singly = Child.objects.none() if scope.single_children is None else Child.objects.filter(pk__in=scope.single_children)
    return {*Child.objects.filter(council__in=scope.councils), *singly}


@pytest.mark.parametrize("person", ["priya", "okoro", "helen", "jo", "marcus", "farah", "ruth", "grant", "alex", "nadia", "tom"])
def test_a_search_looks_among_every_child_the_rule_allows(cast: Cast, person: str) -> None:
    user = cast.people[person]
    bring_in(cast.dev, by=cast.priya, agency=cast.provider, reason="return interview")
    seen = set(Child.objects.visible_to(user))
    assert seen <= looked_among(user)
    assert search_scope_of(user).has_hidden_children or seen == looked_among(user)


@pytest.mark.parametrize("council", ["calderwick", "merrowby", "ashenford"])
def test_a_search_looks_among_children_whom_a_council_looks_after_or_hosts(cast: Cast, council: str) -> None:
    user = somebody(getattr(cast, council), Role.COORDINATOR)
    assert looked_among(user) == set(Child.objects.visible_to(user))


def test_a_search_leaves_out_a_placement_that_has_ended(cast: Cast) -> None:
    Placement.objects.filter(child=cast.ben).update(ended_on=today() - timedelta(days=1))
    assert looked_among(cast.jo) == set()


def test_a_search_looks_at_a_record_opened_in_an_emergency(cast: Cast) -> None:
    reason = "A parent rang in distress and nobody else answers."
    open_in_emergency(cast.dev, by=cast.helen, reason=reason)
    assert cast.dev in looked_among(cast.helen)


def test_a_team_is_found_through_its_council_and_no_further(cast: Cast) -> None:
    assert search_scope_of(cast.helen).has_hidden_children
    assert {child.council for child in looked_among(cast.helen)} == {cast.harrowmere}
    assert Agency.objects.count() > 1
