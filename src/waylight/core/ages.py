"""Ages in whole years, and the age at which a person is no longer a child."""

from datetime import date

import numpy as np
import numpy.typing as npt

ADULT = 18


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
