"""Compulsory school age, by the published examples and day by day; and the hours of a school day."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from waylight.core.ages import born_to_be_at_school, in_school_hours, of_school_age

DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("born_on", "begins", "ends"),
    [
        pytest.param(date(2010, 3, 31), date(2015, 3, 31), date(2026, 6, 26), id="five on a day on which school age begins"),
        pytest.param(date(2010, 4, 1), date(2015, 8, 31), date(2026, 6, 26), id="five a day later"),
        pytest.param(date(2010, 8, 31), date(2015, 8, 31), date(2026, 6, 26), id="the youngest of a school year"),
        pytest.param(date(2010, 9, 1), date(2015, 12, 31), date(2027, 6, 25), id="the oldest of the next"),
        pytest.param(date(2011, 1, 1), date(2016, 3, 31), date(2027, 6, 25), id="five in the new year"),
        pytest.param(date(2012, 2, 29), date(2017, 3, 31), date(2028, 6, 30), id="born on 29 February"),
    ],
)
def test_school_age_begins_and_ends(born_on: date, begins: date, ends: date) -> None:
    of_age = [of_school_age(born_on, day) for day in (begins - DAY, begins, ends, ends + DAY)]
    assert of_age == [False, True, True, False]


@given(on=some.dates(date(2000, 1, 1), date(2060, 12, 31)))
def test_school_age_is_eleven_years_or_so_of_births(on: date) -> None:
    earliest, latest = born_to_be_at_school(on)
    assert 10 * 365 <= (latest - earliest).days <= 12 * 366


@given(born_on=some.dates(date(2005, 1, 1), date(2020, 12, 31)), age=some.integers(6, 14))
def test_a_child_of_six_to_fourteen_is_always_of_school_age(born_on: date, age: int) -> None:
    assert of_school_age(born_on, born_on + timedelta(days=round(age * 365.25) + 1))


@pytest.mark.parametrize(
    ("start", "end", "so"),
    [
        pytest.param("2026-11-24 08:00", "2026-11-24 09:00", False, id="back as school opens"),
        pytest.param("2026-11-24 08:00", "2026-11-24 09:01", True, id="a minute into the day"),
        pytest.param("2026-11-24 15:30", "2026-11-24 23:00", False, id="gone after school"),
        pytest.param("2026-11-24 20:00", "2026-11-25 08:30", False, id="a night between two school days"),
        pytest.param("2026-11-20 16:00", "2026-11-23 08:00", False, id="a weekend"),
        pytest.param("2026-11-20 16:00", "2026-11-23 10:00", True, id="a weekend and the Monday"),
        pytest.param("2026-12-25 08:00", "2026-12-28 20:00", False, id="Christmas Day and the days that stand in for it"),
        pytest.param("2026-07-01 08:05", "2026-07-01 08:30", True, id="summer time"),
    ],
)
def test_missing_in_school_hours(start: str, end: str, so: bool) -> None:  # noqa: FBT001 - a row of the table
    begun, back = (datetime.fromisoformat(at).replace(tzinfo=UTC) for at in (start, end))
    assert in_school_hours(begun, back) is so
