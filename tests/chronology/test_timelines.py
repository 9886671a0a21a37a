"""A timeline contains the moments that records declare, and nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import ClassVar

import pytest

from waylight.chronology.chronicled import Chronicled, combined_timeline
from waylight.chronology.moments import Moment

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


@dataclass
class Told(Chronicled):
    gone: datetime | None = None
    back: datetime | None = None
    moments: ClassVar[Mapping[Moment, str]] = {Moment.WENT_MISSING: "gone", Moment.RETURNED: "back"}


def test_what_has_not_happened_is_not_in_the_timeline() -> None:
    assert Told(gone=NOON).timeline() == {Moment.WENT_MISSING: NOON}


def test_of_two_records_of_one_moment_the_earlier_counts() -> None:
    both = combined_timeline([Told(gone=NOON), Told(gone=NOON - HOUR, back=NOON)])
    assert both == {Moment.WENT_MISSING: NOON - HOUR, Moment.RETURNED: NOON}


def test_no_records_make_an_empty_timeline() -> None:
    assert combined_timeline([]) == {}


@pytest.mark.parametrize("moment", list(Moment))
def test_every_moment_reads_as_the_end_of_a_clock(moment: Moment) -> None:
    assert moment.ending_phrase == moment.ending_phrase.strip()
    assert moment.ending_phrase[0].islower()
