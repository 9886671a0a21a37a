"""Periods: those in force, those that overlap, and the same answers from a query."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from waylight.agencies.models import ProtocolSetting
from waylight.core.period_filters import in_force_at, in_force_on, overlapping
from waylight.core.periods import is_in_force_at, is_in_force_on, overlap

FIRST = date(2026, 3, 2)
days = some.integers(0, 6).map(lambda count: FIRST + timedelta(days=count))
maybe = some.none() | days


@pytest.mark.parametrize(
    ("start", "end", "at_its_end", "on_its_last_day"),
    [
        pytest.param(0, 3, [True, True, True, False, False], [True, True, True, True, False], id="over on the third day"),
        pytest.param(1, None, [False, True, True, True, True], [False, True, True, True, True], id="still open"),
        pytest.param(2, 2, [False] * 5, [False, False, True, False, False], id="over the day it begins"),
    ],
)
def test_an_end_is_the_first_day_over_or_the_last_day(start: int, end: int | None, at_its_end, on_its_last_day) -> None:
    first, last = FIRST + timedelta(days=start), None if end is None else FIRST + timedelta(days=end)
    week = [FIRST + timedelta(days=count) for count in range(5)]
    assert [is_in_force_at(first, last, day) for day in week] == at_its_end
    assert [is_in_force_on(first, last, day) for day in week] == on_its_last_day


def test_a_period_without_a_start_has_always_been_in_force() -> None:
    assert is_in_force_at(None, None, date.min)
    assert not is_in_force_at(None, FIRST, FIRST)


@pytest.mark.parametrize(
    ("one", "other", "shared"),
    [
        pytest.param((18, 20), (19, 21), True, id="the second begins in the first"),
        pytest.param((18, 20), (20, 21), False, id="the second begins as the first ends"),
        pytest.param((18, None), (20, 21), True, id="the first is still open"),
        pytest.param((18, None), (20, None), True, id="both are open"),
        pytest.param((18, 23), (19, 20), True, id="one within the other"),
        pytest.param((18, 18), (18, 20), False, id="one that ends as it begins shares no moment with one from then"),
    ],
)
def test_two_periods_overlap_when_they_share_a_moment(one, other, shared) -> None:
    start, end, other_start, other_end = (hour and datetime(2026, 3, 2, hour) for hour in (*one, *other))  # noqa: DTZ001
    assert overlap(start, end, other_start, other_end) is shared
    assert overlap(other_start, other_end, start, end) is shared


@given(some.lists(some.tuples(days, maybe), min_size=1, max_size=6), days, maybe)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@pytest.mark.django_db
def test_a_query_finds_the_periods_that_the_rule_names(periods, day: date, end: date | None) -> None:
    ProtocolSetting.objects.all().delete()
    for number, (since, until) in enumerate(periods):
        ProtocolSetting.objects.create(key=str(number), value=0, since=since, until=until, source="a test")
    ends, last = {"start": "since", "end": "until"}, {"start": "since", "last": "until"}
    assert found(in_force_at(day)) == [is_in_force_at(*period, day) for period in periods]
    assert found(in_force_on(day, **last)) == [is_in_force_on(*period, day) for period in periods]
    assert found(overlapping(day, end, **ends)) == [overlap(day, end, *period) for period in periods]


def found(condition) -> list[bool]:
    keys = set(ProtocolSetting.objects.filter(condition).values_list("key", flat=True))
    return [str(number) in keys for number in range(ProtocolSetting.objects.count())]
