"""A return known only by its day starts clocks that may be overdue or not: they stay on the list of what is to be done."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.briefings.made_up_children import HOUR, another_child, interview
from waylight.briefings.clocks import duty_statuses_for
from waylight.chronology.moments import Precision
from waylight.core import clock
from waylight.duties.language.terms import ClockState
from waylight.episodes.models import Episode

pytestmark = pytest.mark.django_db
MIDNIGHT = datetime(2026, 2, 3, tzinfo=UTC)


@pytest.mark.parametrize(
    ("precision", "hours", "state", "still_open"),
    [
        pytest.param(Precision.DATE, 71, "DUE_SOON", True, id="not yet due, whenever it was that day"),
        pytest.param(Precision.DATE, 80, "CANNOT_SAY", True, id="due, or not yet"),
        pytest.param(Precision.DATE, 96, "OVERDUE", True, id="overdue, whenever it was that day"),
        pytest.param(Precision.MINUTE, 80, "OVERDUE", True, id="a written midnight is a time"),
    ],
)
def test_the_interview_after_a_return_on_a_day(
    cast,
    precision: Precision,
    hours: int,
    state: str,
    still_open: bool,  # noqa: FBT001
) -> None:
    episode = _back_on_the_day(cast, precision)
    with clock.at(MIDNIGHT + hours * HOUR):
        (owed,) = [each for each in duty_statuses_for([episode])[episode.pk] if each.code == "return-interview"]
    assert (owed.state, owed.open) == (state, still_open)


def test_an_interview_that_may_have_been_late_is_done(cast) -> None:
    episode = _back_on_the_day(cast, Precision.DATE)
    interview(episode, held_at=MIDNIGHT + 80 * HOUR, allocated_at=MIDNIGHT)
    with clock.at(MIDNIGHT + 90 * HOUR):
        (owed,) = [each for each in duty_statuses_for([episode])[episode.pk] if each.code == "return-interview"]
    assert (owed.state, owed.open) == (ClockState.CANNOT_SAY.name, False)


def _back_on_the_day(cast, precision: Precision) -> Episode:
    left = MIDNIGHT - timedelta(hours=10)
    return Episode.objects.create(
        child=another_child(cast), started_at=left, reported_at=left, returned_at=MIDNIGHT, returned_precision=precision
    )
