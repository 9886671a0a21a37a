"""Ages in whole years: day by day, around birthdays, and in whole columns."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from waylight.core.ages import ADULT, age_on, ages_on, date_number, eighteenth_birthday, is_adult_on

DAY = timedelta(days=1)
births = some.dates(date(1990, 1, 1), date(2030, 12, 31))
days = some.dates(date(1990, 1, 1), date(2060, 12, 31))


@pytest.mark.parametrize(
    ("born_on", "grown"),
    [(date(2008, 3, 4), date(2026, 3, 4)), (date(2008, 2, 29), date(2026, 3, 1)), (date(2008, 12, 31), date(2026, 12, 31))],
    ids=["on the day", "born on a leap day", "born on New Year's Eve"],
)
def test_a_child_is_an_adult_from_the_eighteenth_birthday(born_on: date, grown: date) -> None:
    assert eighteenth_birthday(born_on) == grown
    assert [is_adult_on(born_on, day) for day in (grown - DAY, grown)] == [False, True]
    assert [age_on(born_on, day) for day in (grown - DAY, grown)] == [ADULT - 1, ADULT]


@given(births, days)
def test_a_child_is_an_adult_exactly_when_eighteen_birthdays_have_come(born_on: date, day: date) -> None:
    assert is_adult_on(born_on, day) == (day >= eighteenth_birthday(born_on))


@given(some.lists(some.tuples(births, days), min_size=1))
def test_ages_of_whole_columns_are_the_ages_of_their_rows(rows: list[tuple[date, date]]) -> None:
    born = np.array([date_number(born_on) for born_on, _ in rows], np.int64)
    on = np.array([date_number(day) for _, day in rows], np.int64)
    assert ages_on(born, on).tolist() == [age_on(*row) for row in rows]
