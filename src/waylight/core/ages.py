"""Ages in whole years, the age at which a person is no longer a child, and compulsory school age with its hours in England.

Compulsory school age begins on the last day of March, August or December that is, or next follows, the fifth birthday, and
ends with the last Friday in June of the school year in which the child turns sixteen.
"""

from datetime import date, datetime, time, timedelta

import numpy as np
import numpy.typing as npt

from waylight.core.calendars import DAY, at_local, day_of, is_working_day
from waylight.core.periods import overlap

ADULT = 18
STARTS_AT, TURNS = 5, 16
BEGINS = ((3, 31), (8, 31), (12, 31))
SEPTEMBER = 9
FRIDAY, WEEK = 4, 7
# Schools' calendars are not recorded, so school holidays are not known; bank holidays are.
OPENS, CLOSES = time(9), time(15, 30)


def age_on(born_on: date, day: date) -> int:
    """Return the age in whole years. Someone born on 29 February turns a year older on 1 March, except in a leap year."""
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))


def ages_on(born: npt.NDArray[np.int64], days: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Return `age_on` for each row of two columns of dates, written as `date_number` writes them."""
    return (days - born) // 10_000


def date_number(day: date) -> int:
    """Return 20 April 2009 as 20090420."""
    return day.year * 10_000 + day.month * 100 + day.day


def is_adult_on(born_on: date, day: date) -> bool:
    return age_on(born_on, day) >= ADULT


def eighteenth_birthday(born_on: date) -> date:
    """Return the first day on which the person is an adult: 1 March for someone born on 29 February."""
    try:
        return born_on.replace(year=born_on.year + ADULT)
    except ValueError:
        return date(born_on.year + ADULT, 3, 1)


def of_school_age(born_on: date, on: date) -> bool:
    earliest, latest = born_to_be_at_school(on)
    return earliest <= born_on <= latest


def born_to_be_at_school(on: date) -> tuple[date, date]:
    """Return the first and the last date of birth of children of compulsory school age on a day."""
    ends_this_year = on.year if on <= _last_friday_of_june(on.year) else on.year + 1
    begun = max(day for year in (on.year - 1, on.year) for day in (date(year, *each) for each in BEGINS) if day <= on)
    return date(ends_this_year - TURNS - 1, SEPTEMBER, 1), begun.replace(year=begun.year - STARTS_AT)


def in_school_hours(start: datetime, end: datetime) -> bool:
    """Return whether any part of this period is within the hours of a school day."""
    day, last = day_of(start), day_of(end)
    while day <= last:
        if is_working_day(day) and overlap(start, end, at_local(day, OPENS), at_local(day, CLOSES)):
            return True
        day += DAY
    return False


def _last_friday_of_june(year: int) -> date:
    end = date(year, 6, 30)
    return end - timedelta(days=(end.weekday() - FRIDAY) % WEEK)
