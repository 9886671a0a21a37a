"""Working days in England, the ends of days, and the hour that is lost or lived twice."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waylight.core.calendars import at_local, day_of, end_of, is_working_day, working_days_after
from waylight.core.clock import local

days = st.dates(date(2014, 1, 1), date(2032, 12, 31))


@pytest.mark.parametrize(
    ("day", "works"),
    [
        pytest.param(date(2026, 6, 1), True, id="a Monday"),
        pytest.param(date(2026, 6, 6), False, id="a Saturday"),
        pytest.param(date(2026, 12, 25), False, id="Christmas Day"),
        pytest.param(date(2026, 12, 28), False, id="Boxing Day's Monday, since it fell on a Saturday"),
        pytest.param(date(2026, 4, 6), False, id="Easter Monday"),
        pytest.param(date(2026, 11, 30), True, id="St Andrew's Day is Scotland's"),
        pytest.param(date(2022, 9, 19), False, id="the day of the Queen's funeral"),
    ],
)
def test_working_days(day: date, *, works: bool) -> None:
    assert is_working_day(day) is works


@given(days, st.integers(1, 15))
def test_the_working_days_after_a_day_are_as_many_as_were_asked_for(day: date, count: int) -> None:
    last = working_days_after(day, count)
    between = [day + timedelta(days=number) for number in range(1, (last - day).days + 1)]
    assert sum(map(is_working_day, between)) == count
    assert is_working_day(last)


@given(days)
def test_a_day_ends_just_before_the_next_one(day: date) -> None:
    assert day_of(end_of(day)) == day
    assert day_of(end_of(day) + timedelta(microseconds=1)) == day + timedelta(days=1)


@pytest.mark.parametrize(
    ("day", "hours"),
    [(date(2026, 3, 29), 23), (date(2026, 10, 25), 25), (date(2026, 6, 1), 24)],
    ids=["the day the clocks go forward", "the day they go back", "any other"],
)
def test_a_day_is_as_long_as_the_clocks_make_it(day: date, hours: int) -> None:
    assert end_of(day) - end_of(day - timedelta(days=1)) == timedelta(hours=hours)


def test_a_wall_clock_time_is_read_in_england() -> None:
    assert at_local(date(2026, 6, 1), time(10)) == datetime(2026, 6, 1, 9, tzinfo=UTC)
    assert at_local(date(2026, 12, 1), time(10)) == datetime(2026, 12, 1, 10, tzinfo=UTC)


@given(st.datetimes(datetime(2014, 1, 1), datetime(2032, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001 - hypothesis adds the zone
def test_england_is_never_more_than_an_hour_away(instant: datetime) -> None:
    offset = local(instant).utcoffset()
    assert offset in {timedelta(), timedelta(hours=1)}
