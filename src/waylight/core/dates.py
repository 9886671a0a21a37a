"""Reading dates and clock times as people and systems write them: in forms, files, searches and commands.

Times are wall-clock times in England. A time in the hour that occurs twice in autumn is the first one. A time in the hour that
the clocks skip in spring raises `SkippedHour`.
"""

from argparse import ArgumentTypeError
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from waylight.core.calendars import DAY, at_local
from waylight.core.clock import local

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_MONTH_NUMBERS = {name[:3].lower(): number for number, name in enumerate(MONTHS, start=1)}
# A two-digit year in a file is one of 1970 to 2069.
_LATEST_TWO_DIGIT_YEAR = 2069
FIRST_YEAR = 1900  # a time of an earlier year is a mistake, such as 0026 for 2026
LAST_YEAR = 9000  # other systems write 31/12/9999 for "never", which is not read as a time
_MINUTES = {f"{minute // 60:02}:{minute % 60:02}": timedelta(minutes=minute) for minute in range(24 * 60)}
_COMMON_FORM = len("dd/mm/yyyy hh:mm")


class SkippedHour(ValueError):
    """A clock time in the hour that is skipped when the clocks go forward."""


def month_number(text: str) -> int:
    """Return the number of a month: "3", "Mar", "mar." and "March" give 3. Raises ValueError for other words."""
    number = _MONTH_NUMBERS.get(text[:3].lower())
    return int(text) if number is None else number


def full_year(two_digits: int, *, latest: int) -> int:
    """Return the last year up to `latest` that ends with these two digits."""
    year = latest - latest % 100 + two_digits
    return year if year <= latest else year - 100


def date_of(day: str, month: str, year: int) -> date:
    """Return the date; `month` is a number or a name. Raises ValueError when there is no such date."""
    return date(year, month_number(month), int(day))


@lru_cache(maxsize=100_000)
def read_day(text: str) -> date | None:
    """Return the date that the text means; None when it has none of these forms or does not exist.

    The forms are yyyy-mm-dd, and a day, a month and a year in this order, separated by "/" or "-": the day and the month may
    have one digit, the month may be a name, and the year has two digits or four. Digits are 0 to 9.
    """
    text = text.strip()
    if not text.isascii():
        return None
    try:
        if text[4:5] == text[7:8] == "-" and len(text) == 10:  # noqa: PLR2004 - yyyy-mm-dd
            return date.fromisoformat(text)
        day, month, year = text.split("/" if "/" in text else "-")
        if len(year) not in {2, 4} or not year.isdecimal() or "_" in text or "+" in text:
            return None
        number = month_number(month) if month.isalpha() else int(month)
        short = len(year) == 2  # noqa: PLR2004 - yy
        return date(full_year(int(year), latest=_LATEST_TWO_DIGIT_YEAR) if short else int(year), number, int(day))
    except ValueError:
        return None


def day_argument(text: str) -> date:
    """Return the date of a command-line argument, for argparse."""
    day = read_day(text)
    if day is None:
        raise ArgumentTypeError(f"“{text}” is not a date. Enter a date like 2015-01-31.")
    return day


def read_clock(text: str) -> time | None:
    """Return the clock time that is written as "hh:mm" or "hh:mm:ss", or None if it is not one."""
    parts = text.strip().split(":")
    if len(parts) not in {2, 3}:
        return None
    try:
        hours, minutes, seconds = (*map(int, parts), 0)[:3]
        return time(hours, minutes, seconds)
    except ValueError:
        return None


def instant_of(day: date, clock: time) -> datetime:
    """Return the instant, in UTC, at which clocks in England showed this time. Raises `SkippedHour` if they never did."""
    instant = at_local(day, clock)
    if local(instant).time() != clock:
        raise SkippedHour
    return instant


def read_instant(text: str) -> datetime | None:
    """Return the instant, in UTC, of a text like "dd/mm/yyyy hh:mm[:ss]" or "dd-Mon-yy hh:mm", or None for another text.

    Raises `SkippedHour`. The most common form has a faster path, because files contain millions of these texts.
    """
    if len(text) == _COMMON_FORM:
        after_midnight, midnight = since_midnight(text[11:]), steady_midnight(text[:10])
        if after_midnight is not None and midnight is not None and text[10] == " ":
            return midnight + after_midnight
    day_text, _, clock_text = text.strip().partition(" ")
    day = _midnight(day_text)
    clock = read_clock(clock_text)
    if day is None or clock is None:
        return None
    midnight, has_24_hours = day
    if has_24_hours:
        return midnight + timedelta(hours=clock.hour, minutes=clock.minute, seconds=clock.second)
    return instant_of(local(midnight).date(), clock)


def since_midnight(text: str) -> timedelta | None:
    """Return how long after midnight "hh:mm" is, or None when the text does not have exactly this form."""
    return _MINUTES.get(text)


def steady_midnight(text: str) -> datetime | None:
    """Return midnight in England on the date in the text, or None if it is not a date or the clocks change on that day."""
    day = _midnight(text)
    return day[0] if day is not None and day[1] else None


@lru_cache(maxsize=20_000)
def _midnight(text: str) -> tuple[datetime, bool] | None:
    """Return midnight in England on the date in the text, in UTC, and whether that day has 24 hours. None if it is not a date."""
    day = read_day(text)
    if day is None or not FIRST_YEAR <= day.year < LAST_YEAR:
        return None
    midnight = at_local(day, time())
    return midnight, at_local(day + DAY, time()) - midnight == DAY
