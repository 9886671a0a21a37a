"""The deadlines of a return interview: in time to the last minute, late by the next one, and ended when the child declines."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waylight.chronology.moments import Moment, Precision
from waylight.chronology.timeline import Occurrence, Timeline
from waylight.duties import return_interview_deadlines as deadlines
from waylight.duties.language.terms import ClockState
from waylight.duties.protocol import NATIONAL, Protocol
from waylight.duties.return_interview_deadlines import RETURN_INTERVIEW

ENGLAND = ZoneInfo("Europe/London")
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)

# Late on a Friday, the weekend the clocks go forward.
BACK = datetime(2026, 3, 27, 23, 40, tzinfo=ENGLAND)
DUE = datetime(2026, 3, 30, 23, 40, tzinfo=UTC)

away = Timeline({Moment.WENT_MISSING: BACK - 9 * HOUR})
back = away | {Moment.RETURNED: BACK}
heard_in_time = back | {Moment.INTERVIEWED: DUE}
heard_late = back | {Moment.INTERVIEWED: DUE + MINUTE}
heard_before = back | {Moment.INTERVIEWED: BACK - HOUR}
said_no = back | {Moment.INTERVIEW_DECLINED: BACK + MINUTE}
said_no_late = back | {Moment.INTERVIEW_DECLINED: DUE + HOUR}
no_then_heard = said_no | {Moment.INTERVIEWED: DUE - HOUR}
no_then_heard_late = said_no | {Moment.INTERVIEWED: DUE + HOUR}
gone_again = back | {Moment.INTERVIEW_SUPERSEDED: BACK + 20 * HOUR}
not_reached = back | {Moment.NO_CONTACT: DUE - HOUR}
not_offered = back | {Moment.INTERVIEW_NOT_OFFERED: BACK + HOUR}
exempt = back | {Moment.INTERVIEW_EXEMPT: BACK + HOUR}
only_offered = back | {Moment.INTERVIEW_OFFERED: BACK + HOUR, Moment.INTERVIEW_BOOKED: BACK + HOUR}


@pytest.mark.parametrize(
    ("timeline", "now", "expected"),
    [
        pytest.param(away, DUE, ClockState.NOT_STARTED, id="nothing is due until the child is back"),
        pytest.param(back, BACK - MINUTE, ClockState.NOT_STARTED, id="a return in the future starts nothing"),
        pytest.param(back, BACK, ClockState.RUNNING, id="due from the moment of the return"),
        pytest.param(back, DUE, ClockState.RUNNING, id="the last minute is in time"),
        pytest.param(back, DUE + MINUTE, ClockState.OVERDUE, id="a minute late is late"),
        pytest.param(heard_in_time, DUE, ClockState.MET, id="held on the deadline"),
        pytest.param(heard_in_time, DUE - MINUTE, ClockState.RUNNING, id="an interview in the future is not yet held"),
        pytest.param(heard_late, DUE + HOUR, ClockState.LATE, id="held, but late"),
        pytest.param(heard_before, DUE, ClockState.RUNNING, id="an interview held before this return is not for it"),
        pytest.param(said_no, DUE + MINUTE, ClockState.EXCUSED, id="the child said no"),
        pytest.param(said_no_late, DUE, ClockState.RUNNING, id="a no in the future stops nothing"),
        pytest.param(said_no_late, DUE + 2 * HOUR, ClockState.EXCUSED, id="a no after the deadline stops the clock"),
        pytest.param(no_then_heard, DUE, ClockState.MET, id="said no, then came after all"),
        pytest.param(no_then_heard_late, DUE + HOUR, ClockState.LATE, id="said no, then came after all, late"),
        pytest.param(gone_again, DUE, ClockState.EXCUSED, id="missing again before the interview"),
        pytest.param(not_reached, DUE, ClockState.EXCUSED, id="no contact"),
        pytest.param(not_offered, DUE, ClockState.EXCUSED, id="a manager decided not to offer one"),
        pytest.param(exempt, DUE, ClockState.EXCUSED, id="no interview was needed"),
        pytest.param(only_offered, DUE + MINUTE, ClockState.OVERDUE, id="an offer and a booking are not an interview"),
    ],
)
def test_return_interview(timeline: Timeline, now: datetime, expected: ClockState) -> None:
    assert RETURN_INTERVIEW.clock(timeline, now=now).state == expected


def test_an_interview_held_at_the_last_minute_is_in_time_whatever_else_is_recorded_of_that_day() -> None:
    held = [Occurrence(DUE - HOUR, Precision.DATE), Occurrence(DUE)]
    timeline = Timeline({Moment.RETURNED: BACK, Moment.INTERVIEWED: held})
    assert RETURN_INTERVIEW.clock(timeline, now=DUE + HOUR).state == ClockState.MET


@pytest.mark.parametrize(
    ("returned", "due"),
    [
        pytest.param("Tue 2 Jun 09:00", "Fri 5 Jun 09:00", id="midweek in summer"),
        pytest.param("Fri 27 Mar 23:40", "Tue 31 Mar 00:40", id="over the hour lost in spring"),
        pytest.param("Fri 23 Oct 23:40", "Mon 26 Oct 22:40", id="over the hour gained in autumn"),
        pytest.param("Thu 24 Dec 18:00", "Sun 27 Dec 18:00", id="through Christmas"),
        pytest.param("Sun 27 Feb 12:00 2028", "Wed 1 Mar 12:00 2028", id="over a leap day"),
    ],
)
def test_seventy_two_hours_run_through_nights_weekends_and_clock_changes(returned: str, due: str) -> None:
    assert RETURN_INTERVIEW.clock(Timeline({Moment.RETURNED: at(returned)}), now=at(returned)).due == at(due).astimezone(UTC)


@pytest.mark.parametrize(
    ("fold", "due"), [(0, "Wed 28 Oct 00:30"), (1, "Wed 28 Oct 01:30")], ids=["the first time", "the second"]
)
def test_a_return_in_the_repeated_hour_of_autumn_starts_the_clock_in_the_right_one(fold: int, due: str) -> None:
    returned = at("Sun 25 Oct 01:30").replace(fold=fold)
    assert RETURN_INTERVIEW.clock(Timeline({Moment.RETURNED: returned}), now=returned + HOUR).due == at(due).astimezone(UTC)


@pytest.mark.parametrize(
    ("interviewed", "expected"),
    [
        pytest.param(datetime(2026, 6, 4, tzinfo=ENGLAND), ClockState.MET, id="on a day wholly in time"),
        pytest.param(datetime(2026, 6, 5, tzinfo=ENGLAND), ClockState.CANNOT_SAY, id="on the day it was due, time unknown"),
        pytest.param(datetime(2026, 6, 6, tzinfo=ENGLAND), ClockState.LATE, id="on the day after it was due"),
        pytest.param(datetime(2026, 6, 2, tzinfo=ENGLAND), ClockState.MET, id="on the day of the return, time unknown"),
        pytest.param(datetime(2026, 6, 1, tzinfo=ENGLAND), ClockState.OVERDUE, id="on the day before the return"),
    ],
)
def test_an_interview_known_only_by_its_date_is_compared_as_a_whole_day(interviewed: datetime, expected: ClockState) -> None:
    returned = datetime(2026, 6, 2, 9, tzinfo=ENGLAND)
    timeline = Timeline({Moment.RETURNED: returned, Moment.INTERVIEWED: Occurrence(interviewed, Precision.DATE)})
    assert RETURN_INTERVIEW.clock(timeline, now=returned + 100 * HOUR).state == expected


@pytest.mark.parametrize(
    ("interviewed", "expected"),
    [
        pytest.param("Thu 4 Jun 23:59", ClockState.MET, id="in time, whenever the child came back that day"),
        pytest.param("Fri 5 Jun 00:00", ClockState.MET, id="in the last minute for a return at midnight"),
        pytest.param("Fri 5 Jun 00:01", ClockState.CANNOT_SAY, id="late only if the child came back at midnight"),
        pytest.param("Fri 5 Jun 23:59", ClockState.CANNOT_SAY, id="in time only if the child came back just before the next"),
        pytest.param("Sat 6 Jun 00:00", ClockState.LATE, id="late, whenever the child came back that day"),
        pytest.param("Tue 2 Jun 00:00", ClockState.MET, id="on the day of the return"),
    ],
)
def test_a_return_known_only_by_its_date_is_compared_as_a_whole_day(interviewed: str, expected: ClockState) -> None:
    returned = Occurrence(datetime(2026, 6, 2, tzinfo=ENGLAND), Precision.DATE)
    timeline = Timeline({Moment.RETURNED: returned, Moment.INTERVIEWED: at(interviewed)})
    assert RETURN_INTERVIEW.clock(timeline, now=at("Sun 7 Jun 09:00")).state == expected


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        pytest.param("Fri 5 Jun 00:00", ClockState.RUNNING, id="not yet due, whenever the child came back"),
        pytest.param("Fri 5 Jun 12:00", ClockState.CANNOT_SAY, id="due, or not yet"),
        pytest.param("Sat 6 Jun 00:00", ClockState.OVERDUE, id="overdue, whenever the child came back"),
    ],
)
def test_an_open_clock_from_a_day_may_be_overdue_or_not(now: str, expected: ClockState) -> None:
    returned = Occurrence(datetime(2026, 6, 2, tzinfo=ENGLAND), Precision.DATE)
    clock = RETURN_INTERVIEW.clock(Timeline({Moment.RETURNED: returned}), now=at(now))
    assert (clock.state, clock.open) == (expected, True)
    assert (clock.due, clock.due_at_latest) == (at("Fri 5 Jun 00:00").astimezone(UTC), at("Fri 5 Jun 23:59").astimezone(UTC))


def test_a_written_midnight_is_a_time_and_not_a_day() -> None:
    timeline = Timeline({Moment.RETURNED: at("Tue 2 Jun 00:00"), Moment.INTERVIEWED: at("Fri 5 Jun 00:01")})
    assert RETURN_INTERVIEW.clock(timeline, now=at("Sun 7 Jun 09:00")).state == ClockState.LATE


@pytest.mark.parametrize(
    ("returned", "due"),
    [
        pytest.param("Tue 2 Jun 09:00", "Tue 2 Jun 13:00", id="by day: four hours"),
        pytest.param("Tue 2 Jun 08:00", "Tue 2 Jun 12:00", id="as the office opens: four hours"),
        pytest.param("Tue 2 Jun 17:59", "Tue 2 Jun 21:59", id="just before it closes: four hours"),
        pytest.param("Tue 2 Jun 18:00", "Wed 3 Jun 10:00", id="as it closes: next morning"),
        pytest.param("Tue 2 Jun 23:59", "Wed 3 Jun 10:00", id="before midnight: next morning"),
        pytest.param("Wed 3 Jun 00:10", "Wed 3 Jun 10:00", id="after midnight: the same morning"),
        pytest.param("Sat 6 Jun 11:00", "Sat 6 Jun 15:00", id="a Saturday is a day like others"),
        pytest.param("Sat 24 Oct 22:00", "Sun 25 Oct 10:00", id="over the hour gained: still ten by the clock"),
    ],
)
def test_allocating_the_interview(returned: str, due: str) -> None:
    duty = deadlines.interview_allocated(NATIONAL)
    clock = duty.clock(Timeline({Moment.RETURNED: at(returned)}), now=at(returned))
    assert clock.due == at(due).astimezone(UTC)


@pytest.mark.parametrize(
    ("held", "due"),
    [
        pytest.param("Mon 1 Jun 11:00", "Tue 2 Jun 23:59", id="a Monday's by Tuesday night"),
        pytest.param("Mon 1 Jun 00:05", "Tue 2 Jun 23:59", id="the day itself never counts"),
        pytest.param("Fri 5 Jun 15:00", "Mon 8 Jun 23:59", id="a Friday's by Monday night"),
        pytest.param("Sat 6 Jun 15:00", "Mon 8 Jun 23:59", id="a Saturday's by Monday night"),
        pytest.param("Thu 24 Dec 15:00", "Tue 29 Dec 23:59", id="Christmas Eve's after Boxing Day's Monday off"),
        pytest.param("Thu 31 Dec 15:00", "Mon 4 Jan 23:59 2027", id="New Year's Eve's after New Year"),
        pytest.param("Thu 2 Apr 15:00", "Tue 7 Apr 23:59", id="Maundy Thursday's after Easter"),
    ],
)
def test_writing_the_interview_up(held: str, due: str) -> None:
    clock = deadlines.write_up(NATIONAL).clock(Timeline({Moment.INTERVIEWED: at(held)}), now=at(held))
    assert clock.due is not None
    assert timedelta() < at(due).astimezone(UTC) + MINUTE - clock.due <= timedelta(microseconds=1)


def test_a_council_s_own_hours_change_only_its_own_deadlines() -> None:
    ours = deadlines.return_interview(Protocol(interview_hours=48))
    assert ours.clock(back, now=BACK).due == DUE - 24 * HOUR
    assert RETURN_INTERVIEW.clock(back, now=BACK).due == DUE


instants = st.datetimes(datetime(2015, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - hypothesis adds the zone
ends = st.sampled_from(sorted({RETURN_INTERVIEW.met_by, *RETURN_INTERVIEW.excused_by}))


@given(instants, st.dictionaries(ends, st.integers(0, 200 * 60)), st.integers(0, 300 * 60))
def test_a_clock_is_always_in_one_state_that_its_moments_explain(returned: datetime, told: dict[Moment, int], later: int) -> None:
    now = returned + later * MINUTE
    timeline = Timeline({Moment.RETURNED: returned}) | {moment: returned + minutes * MINUTE for moment, minutes in told.items()}
    happened = {moment for moment, minutes in told.items() if minutes <= later}
    clock = RETURN_INTERVIEW.clock(timeline, now=now)
    assert clock.due == returned + 72 * HOUR
    if Moment.INTERVIEWED in happened:
        assert clock.state == (ClockState.MET if told[Moment.INTERVIEWED] <= 72 * 60 else ClockState.LATE)
    elif happened:
        assert clock.state == ClockState.EXCUSED
    else:
        assert clock.state == (ClockState.RUNNING if later <= 72 * 60 else ClockState.OVERDUE)


@given(instants, st.integers(0, 300 * 60), st.integers(0, 300 * 60))
def test_later_records_do_not_change_an_earlier_clock(returned: datetime, heard: int, asked: int) -> None:
    now = returned + asked * MINUTE
    before = RETURN_INTERVIEW.clock(Timeline({Moment.RETURNED: returned}), now=now)
    later = Timeline({Moment.RETURNED: returned, Moment.INTERVIEWED: now + (heard + 1) * MINUTE})
    after = RETURN_INTERVIEW.clock(later, now=now)
    assert after == before


def at(text: str) -> datetime:
    """A time in England, such as "Tue 2 Jun 09:00", in 2026 unless a year follows."""
    year = "" if text[-5] == " " else " 2026"
    return datetime.strptime(f"{text}{year}", "%a %d %b %H:%M %Y").replace(tzinfo=ENGLAND)
