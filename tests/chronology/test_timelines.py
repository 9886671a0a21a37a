"""A timeline contains the moments that records declare, and nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import ClassVar

import pytest

from waylight.chronology.chronicled import Chronicled, combined_timeline
from waylight.chronology.moments import Moment, Precision
from waylight.chronology.timeline import Occurrence, Timeline

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


@dataclass
class Told(Chronicled):
    gone: datetime | None = None
    back: datetime | None = None
    back_precision: str = Precision.MINUTE
    moments: ClassVar[Mapping[Moment, str]] = {Moment.WENT_MISSING: "gone", Moment.RETURNED: "back"}
    precisions: ClassVar[Mapping[Moment, str]] = {Moment.RETURNED: "back_precision"}


def test_what_has_not_happened_is_not_in_the_timeline() -> None:
    assert Told(gone=NOON).timeline() == Timeline({Moment.WENT_MISSING: NOON})


def test_of_two_records_of_one_moment_the_earlier_is_first_and_both_are_kept() -> None:
    both = combined_timeline([Told(gone=NOON), Told(gone=NOON - HOUR, back=NOON)])
    assert both == Timeline({Moment.WENT_MISSING: [NOON - HOUR, NOON], Moment.RETURNED: NOON})
    assert both.first(Moment.WENT_MISSING) == Occurrence(NOON - HOUR)


def test_a_record_says_how_exactly_a_moment_is_known() -> None:
    timeline = Told(gone=NOON, back=NOON, back_precision=Precision.DATE).timeline()
    assert timeline.first(Moment.RETURNED) == Occurrence(NOON, Precision.DATE)
    assert timeline.first(Moment.WENT_MISSING) == Occurrence(NOON, Precision.MINUTE)


@pytest.mark.parametrize(
    ("day", "hours"),
    [
        pytest.param(1, 24, id="an ordinary day"),
        pytest.param(29, 23, id="the day the clocks go forward"),
    ],
)
def test_a_moment_known_by_its_day_may_have_been_at_any_minute_of_it(day: int, hours: int) -> None:
    told = Occurrence(datetime(2026, 3, day, 12, tzinfo=UTC), Precision.DATE)
    assert (told.earliest, told.latest - told.earliest) == (datetime(2026, 3, day, tzinfo=UTC), hours * HOUR - HOUR / 60)


def test_a_written_midnight_is_a_time() -> None:
    midnight = Occurrence(datetime(2026, 3, 1, tzinfo=UTC))
    assert midnight.earliest == midnight.latest == midnight.instant


@pytest.mark.parametrize(
    ("by", "first", "latest", "count"),
    [
        pytest.param(NOON - HOUR, None, None, 0, id="before it all"),
        pytest.param(NOON, NOON, NOON, 1, id="at the first"),
        pytest.param(NOON + 3 * HOUR, NOON, NOON + 2 * HOUR, 2, id="after both"),
        pytest.param(None, NOON, NOON + 2 * HOUR, 2, id="at any time"),
    ],
)
def test_a_timeline_answers_with_what_was_known_by_then(
    by: datetime | None, first: datetime | None, latest: datetime | None, count: int
) -> None:
    timeline = Timeline({Moment.LOCATED: [NOON + 2 * HOUR, NOON]})
    found = (timeline.first(Moment.LOCATED, by=by), timeline.latest(Moment.LOCATED, by=by))
    assert tuple(each and each.instant for each in found) == (first, latest)
    assert len(timeline.all(Moment.LOCATED, by=by)) == count


def test_what_is_added_replaces_what_was_said_of_the_same_moment() -> None:
    timeline = Timeline({Moment.LOCATED: NOON, Moment.REPORTED: NOON}) | {Moment.LOCATED: NOON + HOUR}
    assert timeline == Timeline({Moment.LOCATED: NOON + HOUR, Moment.REPORTED: NOON})
    assert Moment.LOCATED in timeline
    assert Moment.RETURNED not in timeline


def test_no_records_make_an_empty_timeline() -> None:
    assert combined_timeline([]) == Timeline()


@pytest.mark.parametrize("moment", list(Moment))
def test_every_moment_reads_as_the_end_of_a_clock(moment: Moment) -> None:
    assert moment.ending_phrase == moment.ending_phrase.strip()
    assert moment.ending_phrase[0].islower()
