"""The clocks agree with a slow reckoning over random histories: clock changes, days without a time, restarts, conditions."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.duties import oracle
from tests.duties.random_histories import (
    ALLOWANCES,
    BEGINNINGS,
    CHANGED,
    DAY,
    DONE,
    HIGH_PERIODS,
    HOUR,
    SCHEDULES,
    START,
    STOPPED,
    Offsets,
    duty,
    high,
    minutes,
    told,
    was_high,
)
from waylight.chronology.circumstances import Circumstance, CircumstancePeriod
from waylight.chronology.timeline import Timeline
from waylight.duties.language.allowance import (
    Hours,
)  # fmt: skip
from waylight.duties.language.condition import Is
from waylight.duties.language.evaluation import all_clocks, only_clock
from waylight.duties.language.terms import Restart


@pytest.mark.parametrize("name", ALLOWANCES)
@settings(max_examples=40, deadline=None)
@given(
    beginning=BEGINNINGS,
    start=st.tuples(minutes(3), st.booleans()),
    done=st.lists(st.tuples(minutes(9), st.booleans()), max_size=2),
    stopped=st.booleans(),
    after=minutes(12),
)
def test_a_clock_that_starts_once(
    *,
    name: str,
    beginning: datetime,
    start: tuple[timedelta, bool],
    done: Offsets,
    stopped: bool,
    after: timedelta,
) -> None:
    allowance, allow = ALLOWANCES[name]
    begun = oracle.Told(beginning + start[0], start[1])
    now = max(begun.at, beginning + after)
    ends = [end for offset, day_only in done if (end := oracle.Told(beginning + offset, day_only)).at <= now]
    moments = {START: told(begun), DONE: [told(end) for end in ends]} | ({STOPPED: now} if stopped else {})
    expected = oracle.one_clock(allow, begun, ends, stopped, now, step=60)
    assert duty(allowance).clock(Timeline(moments), now=now).state == expected


@pytest.mark.parametrize("name", SCHEDULES)
@settings(max_examples=60, deadline=None)
@given(
    beginning=BEGINNINGS,
    start=st.tuples(minutes(2), st.booleans()),
    restarts=st.lists(st.tuples(minutes(10), st.booleans()), max_size=2),
    done=st.lists(st.tuples(minutes(14), st.booleans()), max_size=5),
    stop=st.none() | minutes(14),
    edges=st.none() | HIGH_PERIODS,
    after=minutes(14),
)
def test_a_duty_that_comes_again_and_starts_again(
    name: str,
    beginning: datetime,
    start: tuple[timedelta, bool],
    restarts: Offsets,
    done: Offsets,
    stop: timedelta | None,
    edges: list[int] | None,
    after: timedelta,
) -> None:
    within, then, rule = SCHEDULES[name]
    begun = oracle.Told(beginning + start[0], start[1])
    now = max(begun.at, beginning + after)
    again = [each for offset, day in restarts if (each := oracle.Told(beginning + offset, day)).at <= now]
    ends = [each for offset, day in done if (each := oracle.Told(beginning + offset, day)).at <= now]
    stopped = beginning + stop if stop is not None and beginning + stop <= now else None
    moments = {START: told(begun), CHANGED: map(told, again), DONE: map(told, ends)} | ({STOPPED: stopped} if stopped else {})
    periods = [(None, None)] if edges is None else high(edges, beginning)
    so = {Circumstance.RISK: [CircumstancePeriod(since, until, "HIGH") for since, until in periods]}
    made_up = duty(within, then=then, restarts=(Restart(CHANGED, "it changed"),), applies_if=Is(Circumstance.RISK, "HIGH"))
    clocks = made_up.clocks(Timeline(moments, circumstances=so), now=now)
    found = [(str(clock.state), clock.due, clock.due_at_latest) for clock in clocks]
    assert found == oracle.every_clock(rule, begun, again, ends, stopped, now, step=60, applies=lambda at: was_high(periods, at))
    assert [clock.number for clock in clocks] == list(range(1, len(clocks) + 1))


@settings(max_examples=150, deadline=None)
@given(
    beginning=BEGINNINGS,
    edges=HIGH_PERIODS,
    start=st.integers(0, 200),
    done=st.none() | st.integers(0, 300),
    after=st.integers(0, 300),
)
def test_a_condition_that_lasts_starts_and_stops_the_clock(
    beginning: datetime, edges: list[int], start: int, done: int | None, after: int
) -> None:
    begun, now = beginning + start * HOUR, beginning + max(start, after) * HOUR
    periods = high(edges, beginning)
    ended = beginning + done * HOUR if done is not None and beginning + done * HOUR <= now else None
    timeline = Timeline(
        {START: begun} | ({DONE: ended} if ended else {}),
        circumstances={Circumstance.RISK: [CircumstancePeriod(since, until, "HIGH") for since, until in periods]},
    )
    clocks = duty(Hours(30), applies_while=Is(Circumstance.RISK, "HIGH")).clocks(timeline, now=now)
    expected: list[str] = []
    hour = begun
    running: datetime | None = None
    while hour <= now:
        so = was_high(periods, hour)
        if so and running is None and "met" not in expected and "met late" not in expected:
            running = hour
            expected.append("")
        if running and ended == hour:
            expected[-1], running = ("met" if hour <= running + 30 * HOUR else "met late"), None
        elif running and not so:
            expected[-1], running = "stopped", None
        hour += HOUR
    if running:
        expected[-1] = "running" if now <= running + 30 * HOUR else "overdue"
    assert [str(clock.state) for clock in clocks] == expected


@settings(max_examples=100, deadline=None)
@given(
    beginning=BEGINNINGS,
    start=st.tuples(minutes(3), st.booleans()),
    done=st.lists(st.tuples(minutes(9), st.booleans()), max_size=3),
    stopped=st.booleans(),
)
def test_the_short_way_and_the_long_way_agree(
    *, beginning: datetime, start: tuple[timedelta, bool], done: Offsets, stopped: bool
) -> None:
    now = beginning + 9 * DAY
    moments = {START: told(oracle.Told(beginning + start[0], start[1]))}
    moments |= {DONE: [told(oracle.Told(beginning + offset, day)) for offset, day in done]} | ({STOPPED: now} if stopped else {})
    timeline = Timeline(moments)
    assert [only_clock(duty(Hours(72)), timeline, now)] == list(all_clocks(duty(Hours(72)), timeline, now))
