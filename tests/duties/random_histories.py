"""Random histories for the duty language, and each rule in it beside the same rule in slow reckoning."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta

from hypothesis import strategies as st

from tests.duties import oracle
from tests.duties.made_up_duties import SHIFTS, SOURCE, MadeUpMoment
from waylight.chronology.moments import Moment, Precision
from waylight.chronology.timeline import Occurrence
from waylight.core.calendars import SchoolCalendar, is_working_day
from waylight.duties.duty import Duty
from waylight.duties.language.allowance import (
    Allowance,
    Days,
    EarlierOf,
    Hours,
    HoursOrNextMorning,
    LaterOf,
    SchoolDays,
    WorkingDays,
)  # fmt: skip
from waylight.duties.language.recurrence import AfterTheLast, Every, Recurrence
from waylight.duties.language.terms import DutyHolder

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
START, DONE, STOPPED, CHANGED = (
    Moment.REPORTED, MadeUpMoment.RISK_REVIEWED, Moment.RETURNED, MadeUpMoment.RISK_CHANGED,
)  # fmt: skip
PAUSED, RESUMED = MadeUpMoment.IN_HOSPITAL, MadeUpMoment.OUT_OF_HOSPITAL
HOLIDAYS = ((date(2026, 3, 30), date(2026, 4, 10)), (date(2026, 10, 26), date(2026, 10, 30)))
# Around both clock changes of 2026, Easter and a half-term.
BEGINNINGS = st.sampled_from([datetime(2026, month, day, tzinfo=UTC) for month, day in ((3, 26), (10, 22), (6, 1))])


type Periods = list[tuple[datetime | None, datetime | None]]
type Offsets = list[tuple[timedelta, bool]]  # each with whether only the day is known


def minutes(days: int) -> st.SearchStrategy[timedelta]:
    quarters = st.integers(0, days * 96).map(lambda quarter: quarter * 15 * MINUTE)
    return quarters | st.integers(0, days * 24 * 60).map(lambda minute: minute * MINUTE)


def duty(within: Allowance, **terms: object) -> Duty:
    return Duty(
        code="made-up", name="Made up", due_from=DutyHolder.COUNCIL, starts=START, within=within, met_by=DONE,
        excused_by=frozenset({STOPPED}), source=SOURCE, **terms,
    )  # fmt: skip


def working(noon: datetime) -> bool:
    return is_working_day(noon.date())


def school(noon: datetime) -> bool:
    return is_working_day(noon.date()) and not any(first <= noon.date() <= last for first, last in HOLIDAYS)


def whichever(choose: Callable[..., datetime], *allowed: oracle.Allow) -> oracle.Allow:
    return lambda start: choose(each(start) for each in allowed)


ALLOWANCES: dict[str, tuple[Allowance, oracle.Allow]] = {
    "hours": (Hours(30), oracle.hours(30)),
    "days": (Days(2), oracle.days_that(lambda _: True, 2)),
    "working days": (WorkingDays(2), oracle.days_that(working, 2)),
    "school days": (SchoolDays(2, SchoolCalendar(HOLIDAYS)), oracle.days_that(school, 2)),
    "four hours or next morning": (HoursOrNextMorning(4), oracle.morning_after(4, 8, 18, 10)),
    "an hour or next morning": (HoursOrNextMorning(1), oracle.morning_after(1, 8, 18, 10)),
    "hours or working days, the sooner": (
        EarlierOf(Hours(72), WorkingDays(2)), whichever(min, oracle.hours(72), oracle.days_that(working, 2)),
    ),
    "hours or working days, the later": (
        LaterOf(Hours(30), WorkingDays(1)), whichever(max, oracle.hours(30), oracle.days_that(working, 1)),
    ),
}  # fmt: skip


def told(each: oracle.Told) -> Occurrence:
    return Occurrence(each.at, Precision.DATE if each.day_only else Precision.MINUTE)


SEVEN_DAYS = oracle.days_that(lambda _: True, 7)
THREE_DAYS = oracle.days_that(lambda _: True, 3)
SCHEDULES: dict[str, tuple[Allowance, Recurrence | None, oracle.Rule]] = {
    "each shift": (Hours(1), SHIFTS, oracle.Rule(allow=oracle.hours(1), every=oracle.shift_after((7, 15, 23)))),
    "each day": (Hours(24), Every(Hours(24)), oracle.Rule(allow=oracle.hours(24), every=lambda due: (due, due + DAY))),
    "each week": (Days(7), Every(Days(7)), oracle.Rule(allow=SEVEN_DAYS, every=lambda due: (due, SEVEN_DAYS(due)))),
    "three days after the last": (Days(3), AfterTheLast(Days(3)), oracle.Rule(allow=THREE_DAYS, after_last=THREE_DAYS)),
    "thirty hours after the last": (
        Hours(24), AfterTheLast(Hours(30)), oracle.Rule(allow=oracle.hours(24), after_last=oracle.hours(30)),
    ),
    "once": (Hours(24), None, oracle.Rule(allow=oracle.hours(24))),
}  # fmt: skip


HIGH_PERIODS = st.lists(st.integers(0, 300), max_size=6, unique=True).map(sorted)


def high(edges: Sequence[int], beginning: datetime) -> Periods:
    times = [beginning + edge * HOUR for edge in edges]
    return list(zip(times[::2], [*times[1::2], None], strict=False))


def was_high(periods: Periods, at: datetime) -> bool:
    return any((since is None or since <= at) and (until is None or at < until) for since, until in periods)
