"""Ages in whole years, the age at which a person is no longer a child, and compulsory school age with its hours in England.

Compulsory school age begins on the fifth birthday if that is 31 March, 31 August or 31 December, and otherwise on the next of
these days. It ends on the last Friday in June of the school year in which the child turns sixteen.
"""

from datetime import date, datetime, time, timedelta
from typing import Any

import numpy as np
import numpy.typing as npt

from waylight.core.calendars import DAY, at_local, day_of, is_working_day
from waylight.core.periods import overlap

ADULT = 18
EARLIEST_BIRTH = date(1900, 1, 1)
SCHOOL_AGE, LEAVING_AGE = 5, 16
START_DAYS = ((3, 31), (8, 31), (12, 31))
SEPTEMBER = 9
FRIDAY, WEEK = 4, 7
# The hours of every school day. The calendars of schools are not recorded: bank holidays are left out, school holidays are not.
SCHOOL_OPENS, SCHOOL_CLOSES = time(9), time(15, 30)


def age_on(born_on: date, day: date) -> int:
    """Return the age in whole years. Someone born on 29 February turns a year older on 1 March, except in a leap year."""
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))


def ages_on(birth_dates: npt.NDArray[np.int64], days: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Return the `age_on` of each row of two columns of dates in the form of `date_number`."""
    return (days - birth_dates) // 10_000


def date_number(day: date) -> int:
    """Return the date as a number: 20 April 2009 gives 20090420."""
    return day.year * 10_000 + day.month * 100 + day.day


def possible_birth(born_on: Any, *, earliest: Any, latest: Any) -> Any:
    """Return whether a child can have been born on this day. Also for columns, with all days as numbers."""
    return (born_on >= earliest) & (born_on <= latest)


def is_adult_on(born_on: date, day: date) -> bool:
    return age_on(born_on, day) >= ADULT


def birthday(born_on: date, age: int) -> date:
    """Return the first day on which the person has this age: 1 March for someone born on 29 February, except in a leap year."""
    try:
        return born_on.replace(year=born_on.year + age)
    except ValueError:
        return date(born_on.year + age, 3, 1)


def eighteenth_birthday(born_on: date) -> date:
    """Return the first day on which the person is an adult."""
    return birthday(born_on, ADULT)


def of_school_age(born_on: date, on: date) -> bool:
    earliest, latest = born_to_be_at_school(on)
    return earliest <= born_on <= latest


def born_to_be_at_school(on: date) -> tuple[date, date]:
    """Return the earliest and the latest birth date of the children who are of compulsory school age on a day."""
    ends_this_year = on.year if on <= _last_friday_of_june(on.year) else on.year + 1
    last_start = max(day for year in (on.year - 1, on.year) for day in (date(year, *each) for each in START_DAYS) if day <= on)
    return date(ends_this_year - LEAVING_AGE - 1, SEPTEMBER, 1), last_start.replace(year=last_start.year - SCHOOL_AGE)


def in_school_hours(start: datetime, end: datetime) -> bool:
    """Return whether any part of this period is in the hours of a school day, which is every working day."""
    day, last_day = day_of(start), day_of(end)
    while day <= last_day:
        if is_working_day(day) and overlap(start, end, at_local(day, SCHOOL_OPENS), at_local(day, SCHOOL_CLOSES)):
            return True
        day += DAY
    return False


def _last_friday_of_june(year: int) -> date:
    end = date(year, 6, 30)
    return end - timedelta(days=(end.weekday() - FRIDAY) % WEEK)
