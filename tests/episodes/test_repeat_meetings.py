"""The meeting that a repeat level requires is held, or waived with a reason."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from tests.episodes.histories import HOUR, TONIGHT, back
from waylight.accounts.models import Membership
from waylight.accounts.roles import Role
from waylight.briefings.repeat_levels import repeat_meetings_due
from waylight.config.demonstration.cast import Cast
from waylight.core import clock
from waylight.core.calendars import day_of
from waylight.episodes.repeat_meetings import RepeatMeeting, record_repeat_meeting, waive_repeat_meeting

REACHED = day_of(TONIGHT)


@pytest.fixture
def often_missing(cast: Cast):
    """Three episodes of Amina in the window, the third one today. Priya has worked here since before them."""
    Membership.objects.filter(user=cast.priya).update(since=REACHED - timedelta(days=30))
    with clock.at(TONIGHT):
        for days in (20, 10, 0):
            back(cast, ago=timedelta(days=days) + 6 * HOUR, since=timedelta(days=days) + 2 * HOUR)
        yield cast


def due(cast: Cast) -> list[tuple[str, str]]:
    return [(one.code, one.state) for one in repeat_meetings_due([cast.amina.pk])[cast.amina.pk]]


def test_a_meeting_is_due_after_the_third_episode(often_missing: Cast) -> None:
    assert due(often_missing) == [("repeat-meeting-3", "RUNNING")]


def test_a_meeting_that_was_held_meets_the_duty(often_missing: Cast) -> None:
    amina, priya = often_missing.amina, often_missing.priya
    record_repeat_meeting(amina, by=priya, level=3, reached_on=REACHED, held_at=TONIGHT, chair="Helen Ward")
    assert due(often_missing) == [("repeat-meeting-3", "MET")]


def test_a_meeting_that_was_waived_stops_the_clock(often_missing: Cast) -> None:
    amina, priya = often_missing.amina, often_missing.priya
    waive_repeat_meeting(amina, by=priya, level=3, reached_on=REACHED, because="A strategy meeting is set for Monday")
    assert due(often_missing) == [("repeat-meeting-3", "EXCUSED")]


def test_a_child_has_one_meeting_for_each_level(often_missing: Cast) -> None:
    amina, priya = often_missing.amina, often_missing.priya
    record_repeat_meeting(amina, by=priya, level=3, reached_on=REACHED, held_at=TONIGHT)
    with pytest.raises(ValidationError, match="already recorded"):
        waive_repeat_meeting(amina, by=priya, level=3, reached_on=REACHED, because="Not needed")


@pytest.mark.parametrize(
    ("held_at", "words"),
    [(TONIGHT + HOUR, "is in the future"), (TONIGHT - timedelta(days=2), "before the child reached this level")],
)
def test_a_meeting_at_an_impossible_time_is_refused(often_missing: Cast, held_at, words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        record_repeat_meeting(often_missing.amina, by=often_missing.priya, level=3, reached_on=REACHED, held_at=held_at)


def test_a_waiver_needs_a_reason(often_missing: Cast) -> None:
    with pytest.raises(ValidationError, match="the reason no meeting"):
        waive_repeat_meeting(often_missing.amina, by=often_missing.priya, level=3, reached_on=REACHED, because=" ")


@pytest.mark.parametrize("role", sorted(frozenset(Role) - {Role.COORDINATOR, Role.SERVICE_MANAGER, Role.TEAM_MANAGER}))
def test_a_worker_who_does_not_decide_about_the_meeting_neither_records_nor_waives_it(often_missing: Cast, role: Role) -> None:
    worker = often_missing.tom
    Membership.objects.create(user=worker, agency=often_missing.harrowmere, role=role, confirmed_at=TONIGHT)
    with pytest.raises(ValidationError, match="Your role cannot record this meeting"):
        record_repeat_meeting(often_missing.amina, by=worker, level=3, reached_on=REACHED, held_at=TONIGHT)
    with pytest.raises(ValidationError, match="Your role cannot record this meeting"):
        waive_repeat_meeting(often_missing.amina, by=worker, level=3, reached_on=REACHED, because="Not needed")
    assert not RepeatMeeting.objects.exists()
