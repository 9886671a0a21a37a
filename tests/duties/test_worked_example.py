"""One quarter of three children, worked out by hand: what was due for each, and which of them reached a level."""

from datetime import UTC, datetime, timedelta

import pytest

from waylight.chronology.moments import Moment
from waylight.chronology.timeline import Timeline
from waylight.core.clock import local
from waylight.duties.language.terms import ClockState
from waylight.duties.return_interview_deadlines import RETURN_INTERVIEW
from waylight.duties.trigger import find_repeat_levels

END_OF_QUARTER = datetime(2026, 3, 31, 22, 59, tzinfo=UTC)


def on(month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


# Which child, when the episode began and ended, what became of the interview, and when.
QUARTER: dict[str, tuple[str, datetime, datetime | None, Moment | None, datetime | None]] = {
    "E1": ("A", on(1, 30, 22), on(1, 31, 9), Moment.INTERVIEWED, on(2, 2, 10)),
    "E2": ("A", on(1, 31, 23, 30), on(2, 1, 2), Moment.INTERVIEWED, on(2, 2, 10)),
    "E3": ("B", on(2, 8, 20), None, Moment.INTERVIEW_EXEMPT, on(2, 10, 0)),
    "E4": ("C", on(2, 3, 18), on(2, 5, 19), Moment.INTERVIEW_DECLINED, on(2, 6, 10)),
    "E5": ("C", on(2, 20, 12), on(2, 20, 20), Moment.INTERVIEWED, on(2, 24, 20, 30)),
    "E6": ("C", on(2, 27, 21), on(3, 1, 10), Moment.INTERVIEWED, on(3, 3, 9)),
    "E7": ("A", on(3, 10, 8), on(3, 10, 18), Moment.INTERVIEW_SUPERSEDED, on(3, 11, 9)),
    "E8": ("A", on(3, 11, 9), on(3, 11, 22), Moment.NO_CONTACT, on(3, 20, 12)),
}


def timeline(name: str) -> Timeline:
    _, begun, back, moment, at = QUARTER[name]
    told = {Moment.WENT_MISSING: begun, Moment.RETURNED: back, moment: at}
    return Timeline({known: instant for known, instant in told.items() if known and instant})


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        pytest.param("E1", ClockState.MET, id="E1 heard after 49 hours"),
        pytest.param("E2", ClockState.MET, id="E2 heard in the same interview after 32"),
        pytest.param("E3", ClockState.NOT_STARTED, id="E3 never came back as a child"),
        pytest.param("E4", ClockState.EXCUSED, id="E4 said no"),
        pytest.param("E5", ClockState.LATE, id="E5 heard after 96 and a half"),
        pytest.param("E6", ClockState.MET, id="E6 heard after 47"),
        pytest.param("E7", ClockState.EXCUSED, id="E7 missing again first"),
        pytest.param("E8", ClockState.EXCUSED, id="E8 not reached"),
    ],
)
def test_each_interview_is_in_time_late_or_ended(name: str, expected: ClockState) -> None:
    assert RETURN_INTERVIEW.clock(timeline(name), now=END_OF_QUARTER).state == expected


@pytest.mark.parametrize(("name", "hours"), [("E1", 49), ("E2", 32), ("E5", 96.5), ("E6", 47)])
def test_each_interview_was_held_after_these_hours(name: str, hours: float) -> None:
    clock = RETURN_INTERVIEW.clock(timeline(name), now=END_OF_QUARTER)
    assert clock.started
    assert clock.ended == clock.started + timedelta(hours=hours)


@pytest.mark.parametrize(
    ("child", "expected"),
    [
        pytest.param("A", [("E7", 3, ("E1", "E2", "E7"))], id="A on 10 March, and not again on 11 March"),
        pytest.param("B", [], id="B once only"),
        pytest.param("C", [("E6", 3, ("E4", "E5", "E6"))], id="C on 27 February"),
    ],
)
def test_each_child_reached_these_levels(child: str, expected: list[tuple[str, int, tuple[str, ...]]]) -> None:
    begun = [(local(start).date(), name) for name, (whose, start, *_) in QUARTER.items() if whose == child]
    assert [(reached.key, reached.level, reached.episodes) for reached in find_repeat_levels(begun)] == expected
