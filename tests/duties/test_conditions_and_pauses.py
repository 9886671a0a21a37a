"""Conditions judged at the start or all the time, pauses that add their time, and allowances by the clock on the wall."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from tests.duties.made_up_duties import OFFICER_TOLD, SHIFTS, MadeUpMoment
from waylight.chronology.circumstances import Circumstance, CircumstancePeriod
from waylight.chronology.moments import Moment, Precision
from waylight.chronology.timeline import Occurrence, Timeline
from waylight.core.calendars import SchoolCalendar
from waylight.core.clock import ENGLAND
from waylight.duties.language.allowance import (
    Allowance,
    Days,
    EarlierOf,
    Hours,
    HoursOrNextMorning,
    LaterOf,
    SchoolDays,
    WorkingDays,
)
from waylight.duties.language.condition import Condition, Is, Under
from waylight.duties.language.terms import ClockState

TOLD, IN, OUT = MadeUpMoment.REVIEWING_OFFICER_TOLD, MadeUpMoment.IN_HOSPITAL, MadeUpMoment.OUT_OF_HOSPITAL
IN_CARE, ON_PLAN, HIGH = Is(Circumstance.LOOKED_AFTER), Is(Circumstance.PROTECTION_PLAN), Is(Circumstance.RISK, "HIGH")
BOTH = "the child is looked after and the child is under 13"


def at(text: str, month: int = 6) -> datetime:
    day, clock = text.split()
    hour, minute = clock.split(":")
    return datetime(2026, month, int(day), int(hour), int(minute), tzinfo=ENGLAND).astimezone(UTC)


def child(first: int = 1, last: int | None = None, **moments: object) -> Timeline:
    """Missing since 1 June at 10:00, twelve until 20 June, looked after on these days of June."""
    care = CircumstancePeriod.of_days(date(2026, 6, first), date(2026, 6, last) if last else None)
    gone = Timeline(
        {Moment.WENT_MISSING: at("1 10:00")}, circumstances={Circumstance.LOOKED_AFTER: [care]}, born_on=date(2013, 6, 20)
    )
    return gone | {MadeUpMoment[name.upper()]: when for name, when in moments.items()}


SIX_HOURS = child(in_hospital=at("1 12:00"), out_of_hospital=at("1 18:00"))


@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        pytest.param(IN_CARE, True, id="looked after"),
        pytest.param(ON_PLAN, False, id="not on a plan"),
        pytest.param(HIGH, False, id="no risk is known: it is not high"),
        pytest.param(Under(13), True, id="twelve is under 13"),
        pytest.param(Under(12), False, id="twelve is not under 12"),
        pytest.param(IN_CARE & ON_PLAN, False, id="both"),
        pytest.param(IN_CARE | ON_PLAN, True, id="either"),
        pytest.param(IN_CARE & ~ON_PLAN, True, id="one and not the other"),
    ],
)
def test_a_condition_reads_what_was_so_at_that_moment(condition: Condition, holds: bool) -> None:  # noqa: FBT001
    assert condition.holds(child(), at("2 10:00")) is holds


@pytest.mark.parametrize(
    ("instant", "holds"),
    [
        pytest.param("19 23:59", True, id="the last minute of being twelve"),
        pytest.param("20 00:00", False, id="the birthday from midnight"),
    ],
)
def test_an_age_changes_at_midnight_in_england(instant: str, holds: bool) -> None:  # noqa: FBT001
    assert Under(13).holds(child(), at(instant)) is holds


def test_without_a_date_of_birth_no_child_is_under_an_age() -> None:
    assert list(Under(13).periods(Timeline())) == []
    assert [over for _, over in Under(13).periods(child())] == [at("20 00:00")]


def test_a_condition_reads_aloud() -> None:
    assert str((IN_CARE | ON_PLAN) & ~HIGH) == (
        "the child is looked after or the child is on a child protection plan and it is not so that the risk is high"
    )


@pytest.mark.parametrize(
    ("timeline", "now", "expected"),
    [
        pytest.param(child(), "2 10:00", [("running", "")], id="while it is so, the clock runs"),
        pytest.param(child(last=1), "2 10:00", [("stopped", "")], id="it stops at the end of the last day"),
        pytest.param(child(first=3), "2 10:00", [], id="not yet so: nothing is due"),
        pytest.param(
            child(first=3), "4 00:00", [("running", BOTH)], id="a day from when it is so"
        ),
        pytest.param(
            child(first=3), "4 00:01", [("overdue", BOTH)], id="and no longer"
        ),
        pytest.param(child(last=1, reviewing_officer_told=at("1 23:00")), "2 10:00", [("met", "")], id="told while it was so"),
        pytest.param(child(last=1, reviewing_officer_told=at("2 09:00")), "2 10:00", [("stopped", "")], id="told too late"),
    ],
)  # fmt: skip
def test_a_condition_that_is_judged_all_the_time(timeline: Timeline, now: str, expected: list[tuple[str, str]]) -> None:
    assert [(str(clock.state), clock.because) for clock in OFFICER_TOLD.clocks(timeline, now=at(now))] == expected


@pytest.mark.parametrize(
    ("timeline", "expected"),
    [
        pytest.param(child(last=1), [ClockState.OVERDUE], id="care that ends later does not stop it"),
        pytest.param(child(first=2), [], id="care that begins later does not start it"),
    ],
)
def test_a_condition_that_is_judged_at_the_start(timeline: Timeline, expected: list[ClockState]) -> None:
    duty = replace(OFFICER_TOLD, applies_while=None, applies_if=IN_CARE)
    assert [clock.state for clock in duty.clocks(timeline, now=at("9 10:00"))] == expected


def test_a_clock_that_a_condition_stops_says_so() -> None:
    clock = OFFICER_TOLD.clock(child(last=1), now=at("3 10:00"))
    assert (clock.ended, clock.ended_by) == (at("2 00:00"), None)
    assert clock.stopped_because == f"it is no longer so that {BOTH}"


def test_a_start_known_by_its_day_has_the_condition_if_any_minute_has_it() -> None:
    timeline = child(first=2) | {Moment.WENT_MISSING: Occurrence(at("2 00:00"), Precision.DATE)}
    duty = replace(OFFICER_TOLD, applies_while=None, applies_if=IN_CARE)
    assert duty.clock(timeline, now=at("2 10:00")).state == ClockState.RUNNING


@pytest.mark.parametrize(
    ("timeline", "now", "expected"),
    [
        pytest.param(child(in_hospital=at("1 12:00")), "1 18:00", "paused, due 2 16:00", id="stands still for six hours"),
        pytest.param(
            SIX_HOURS, "2 16:00", "running, due 2 16:00", id="six hours are added"
        ),
        pytest.param(
            SIX_HOURS, "2 16:01", "overdue, due 2 16:00", id="and no more"
        ),
        pytest.param(child(in_hospital=at("2 12:00")), "2 18:00", "overdue, due 2 10:00", id="a pause once overdue"),
        pytest.param(
            child(in_hospital=at("1 12:00"), out_of_hospital=at("1 18:00"), reviewing_officer_told=at("2 15:00")), "3 10:00",
            "met, due 2 16:00", id="told within the time that was added",
        ),
    ],
)  # fmt: skip
def test_a_pause_adds_its_time(timeline: Timeline, now: str, expected: str) -> None:
    clock = OFFICER_TOLD.clock(timeline, now=at(now))
    assert clock.due is not None
    assert f"{clock.state}, due {clock.due.astimezone(ENGLAND):%-d %H:%M}" == expected
    assert clock.paused_because == ("the child is in hospital" if clock.state == ClockState.PAUSED else "")


HALF_TERM = SchoolCalendar(((date(2026, 5, 25), date(2026, 5, 29)),))
BY_HALF_PAST_EIGHT = HoursOrNextMorning(1, morning=time(8, 30))


@pytest.mark.parametrize(
    ("allowance", "start", "due"),
    [
        pytest.param(BY_HALF_PAST_EIGHT, at("2 17:59"), at("2 18:59"), id="in hours: one hour"),
        pytest.param(BY_HALF_PAST_EIGHT, at("2 18:00"), at("3 08:30"), id="out of hours: by 08:30 the next day"),
        pytest.param(BY_HALF_PAST_EIGHT, at("3 02:00"), at("3 08:30"), id="after midnight: by 08:30"),
        pytest.param(BY_HALF_PAST_EIGHT, at("28 20:00", 3), at("29 08:30", 3), id="08:30 by the new time when clocks go forward"),
        pytest.param(BY_HALF_PAST_EIGHT, at("24 20:00", 10), at("25 08:30", 10), id="08:30 by the new time when clocks go back"),
        pytest.param(Hours(24), at("28 20:00", 3), at("29 21:00", 3), id="24 hours are 24 hours when clocks go forward"),
        pytest.param(Days(1), at("24 20:00", 10), at("26 00:00", 10), id="a day ends at midnight when clocks go back"),
        pytest.param(SchoolDays(2, HALF_TERM), at("21 10:00", 5), at("2 00:00"), id="school days skip half-term and the weekend"),
        pytest.param(SchoolDays(2, SchoolCalendar()), at("21 10:00", 5), at("27 00:00", 5), id="they skip bank holidays"),
        pytest.param(EarlierOf(Hours(72), WorkingDays(3)), at("5 10:00"), at("8 10:00"), id="the sooner of two"),
        pytest.param(LaterOf(Hours(72), WorkingDays(3)), at("5 10:00"), at("11 00:00"), id="the later of two"),
    ],
)
def test_time_allowed(allowance: Allowance, start: datetime, due: datetime) -> None:
    assert timedelta() <= due - allowance.due(start) <= timedelta(microseconds=1)


@pytest.mark.parametrize(
    ("due", "begins", "ends"),
    [
        pytest.param(at("2 11:20"), at("2 15:00"), at("2 23:00"), id="the next whole shift"),
        pytest.param(at("2 15:00"), at("2 15:00"), at("2 23:00"), id="due at the change: the shift that begins then"),
        pytest.param(at("28 20:00", 3), at("28 23:00", 3), at("29 07:00", 3), id="a night of seven hours in spring"),
        pytest.param(at("24 20:00", 10), at("24 23:00", 10), at("25 07:00", 10), id="a night of nine hours in autumn"),
    ],
)
def test_shifts_change_by_the_clock_on_the_wall(due: datetime, begins: datetime, ends: datetime) -> None:
    assert SHIFTS.window_after(due) == (begins, ends)
