"""The time of pauses agrees with a slow reckoning, alone and where a duty comes again and starts again."""

from datetime import UTC, datetime, timedelta

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
    HOUR,
    PAUSED,
    RESUMED,
    SCHEDULES,
    START,
    duty,
    minutes,
    told,
)
from waylight.chronology.timeline import Timeline
from waylight.duties.language.allowance import (
    Hours,
)  # fmt: skip
from waylight.duties.language.terms import Pause, Restart


@settings(max_examples=60, deadline=None)
@given(
    beginning=BEGINNINGS,
    start=st.tuples(st.integers(0, 48), st.booleans()),
    edges=st.lists(st.integers(0, 150), max_size=5, unique=True),
    done=st.lists(minutes(9), max_size=1),
    after=minutes(10),
    name=st.sampled_from(["hours", "working days", "an hour or next morning"]),
)
def test_the_time_of_pauses_is_added(
    beginning: datetime, start: tuple[int, bool], edges: list[int], done: list[timedelta], after: timedelta, name: str
) -> None:
    allowance, allow = ALLOWANCES[name]
    begun = oracle.Told(beginning + start[0] * HOUR, start[1])
    now = max(begun.at, beginning + after)
    times = [time for edge in sorted(edges) if (time := beginning + edge * HOUR) <= now]
    since, until = times[::2], times[1::2]
    pauses = list(zip(since, [*until, now], strict=False))
    ends = [each for offset in done if (each := oracle.Told(beginning + offset)).at <= now]
    timeline = Timeline({START: told(begun), PAUSED: since, RESUMED: until, DONE: map(told, ends)})
    clock = duty(allowance, pauses=(Pause(PAUSED, RESUMED, "in hospital"),)).clock(timeline, now=now)
    expected = oracle.one_clock(oracle.stretched(allow, pauses), begun, ends, stopped=False, now=now, step=60)
    standing_still = expected == "running" and len(since) > len(until)
    assert clock.state == ("paused" if standing_still else expected)
    assert clock.paused_because == ("in hospital" if standing_still else "")


@pytest.mark.parametrize("name", ["each shift", "each day"])
@settings(max_examples=50, deadline=None)
@given(
    beginning=BEGINNINGS,
    start=minutes(2),
    edges=st.lists(minutes(8), min_size=2, max_size=4, unique=True),
    restarts=st.lists(minutes(8), max_size=2),
    done=st.lists(minutes(9)),
)
def test_the_time_of_pauses_is_added_each_time(
    name: str, beginning: datetime, start: timedelta, edges: list[timedelta], restarts: list[timedelta], done: list[timedelta]
) -> None:
    within, then, rule = SCHEDULES[name]
    times, now = [beginning + edge for edge in sorted(edges)], beginning + 9 * DAY
    pauses = list(zip(times[::2], times[1::2], strict=False))
    since, until = [edge for edge, _ in pauses], [edge for _, edge in pauses]
    moments = {START: beginning + start, PAUSED: since, RESUMED: until, DONE: [beginning + each for each in done]}
    moments[CHANGED] = [beginning + each for each in restarts]
    stands = Pause(PAUSED, RESUMED, "in hospital")
    made_up = duty(within, then=then, pauses=(stands,), restarts=(Restart(CHANGED, "it changed"),))

    def every(due: datetime) -> tuple[datetime, datetime]:
        begins, ends = rule.every(due)
        return begins, oracle.stretched(lambda _: ends, pauses)(begins)

    paused = oracle.Rule(allow=oracle.stretched(rule.allow, pauses), every=every)
    ended, again = ([oracle.Told(beginning + each) for each in some] for some in (done, restarts))
    expected = oracle.every_clock(paused, oracle.Told(beginning + start), again, ended, None, now, step=1)
    found = [(str(clock.state), clock.due, clock.due_at_latest) for clock in made_up.clocks(Timeline(moments), now=now)]
    assert found == expected


@settings(max_examples=40, deadline=None)
@given(start=minutes(2), pause=st.tuples(minutes(3), st.booleans()), over=st.tuples(minutes(4), st.booleans()), done=minutes(6))
def test_a_pause_known_only_by_its_days_can_be_short_or_long(
    start: timedelta, pause: tuple[timedelta, bool], over: tuple[timedelta, bool], done: timedelta
) -> None:
    beginning = datetime(2026, 3, 27, tzinfo=UTC)
    begun, ended, now = beginning + start, beginning + start + done, beginning + 20 * DAY
    since, until = oracle.Told(beginning + pause[0], pause[1]), oracle.Told(beginning + pause[0] + over[0], over[1])
    # A pause can also be of no time at all: each end is tried at every minute that was tried for the other.
    every = {*since.minutes(720), *until.minutes(720)}
    firsts, lasts = ([at for at in every if each.minutes()[0] <= at <= each.minutes()[-1]] for each in (since, until))
    states = {
        "met" if ended <= oracle.stretched(oracle.hours(30), [(first, last)])(begun) else "met late"
        for first in firsts
        for last in lasts
        if first <= last
    }
    timeline = Timeline({START: begun, DONE: ended, PAUSED: told(since), RESUMED: told(until)})
    clock = duty(Hours(30), pauses=(Pause(PAUSED, RESUMED, "in hospital"),)).clock(timeline, now=now)
    assert clock.state == (states.pop() if len(states) == 1 else "cannot say")
