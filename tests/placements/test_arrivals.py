"""A home says that a child has come to live there."""

from datetime import timedelta

from waylight.config.demonstration.cast import Cast
from waylight.core.clock import today
from waylight.people.models import Child
from waylight.placements.actions import record_arrival
from waylight.placements.labels import flag_words, placement_words
from waylight.placements.models import Placement


def test_jo_sees_a_child_from_the_day_they_arrive(cast: Cast) -> None:
    assert not Child.objects.visible_to(cast.jo).filter(pk=cast.dev.pk).exists()
    record_arrival(cast.dev, by=cast.jo, home=cast.birch_house.home, on=today())
    assert Child.objects.visible_to(cast.jo).filter(pk=cast.dev.pk).exists()


def test_a_placement_is_in_force_from_its_first_day_to_its_last(cast: Cast) -> None:
    week_ago, yesterday = today() - timedelta(days=7), today() - timedelta(days=1)
    placement = record_arrival(cast.dev, by=cast.jo, home=cast.birch_house.home, on=week_ago)
    placement.ended_on = yesterday
    placement.save()
    days = [week_ago - timedelta(days=1), week_ago, yesterday, today()]
    assert [Placement.objects.filter(child=cast.dev).on(day).exists() for day in days] == [False, True, True, False]


def test_codes_are_said_in_words() -> None:
    assert flag_words("CSE", "SUSPECTED") == "Sexual exploitation, suspected"
    assert flag_words("NEW_KIND") == "New kind"
    assert (placement_words("U4"), placement_words("??")) == ("Foster care", "Another placement")
