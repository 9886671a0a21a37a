"""Reading dates and clock times as people and systems write them: in forms, files, searches and commands.

Times are wall-clock times in England. In autumn's doubled hour the first is meant. A time in the hour that the clocks skip
in spring raises SkippedHour.
"""

from argparse import ArgumentTypeError
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from waylight.core.calendars import DAY, at_local
from waylight.core.clock import local

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_NUMBERS = {name[:3].lower(): number for number, name in enumerate(MONTHS, start=1)}
# A file's two-digit year is one of 1970 to 2069.
_LATEST_IN_FILES = 2069
LAST_YEAR = 9000  # systems write 31/12/9999 for "never"; it is not read as a time
_MINUTES = {f"{minute // 60:02}:{minute % 60:02}": timedelta(minutes=minute) for minute in range(24 * 60)}
_COMMON_FORM = len("dd/mm/yyyy hh:mm")


class SkippedHour(ValueError):
    """A clock time in the hour that is skipped when the clocks go forward."""


def month_number(text: str) -> int:
    """Return the month that a number or a name means: "3", "Mar", "mar." and "March" are 3. Otherwise raises ValueError."""
    named = _NUMBERS.get(text[:3].lower())
    return int(text) if named is None else named


def full_year(two_digits: int, *, latest: int) -> int:
    """Return the last year up to `latest` that ends with these two digits."""
    year = latest - latest % 100 + two_digits
    return year if year <= latest else year - 100


def date_of(day: str, month: str, year: int) -> date:
    """Return the date; `month` is a number or a name. Raises ValueError when there is no such date."""
    return date(year, month_number(month), int(day))


@lru_cache(maxsize=100_000)
def read_day(text: str) -> date | None:
    """Read a date as dd/mm/yyyy, dd-Mon-yy, dd-Mon-yyyy or yyyy-mm-dd; None when it is none of these or does not exist."""
    text = text.strip()
    try:
        if text[2:3] == "/" and len(text) == 10:  # noqa: PLR2004 - dd/mm/yyyy
            return date(int(text[6:]), int(text[3:5]), int(text[:2]))
        if text[4:5] == "-" and len(text) == 10:  # noqa: PLR2004 - yyyy-mm-dd
            return date.fromisoformat(text)
        day, month, year = text.split("/" if "/" in text else "-")
        number = month_number(month) if month.isalpha() else int(month)
        short = len(year) == 2  # noqa: PLR2004 - yy
        return date(full_year(int(year), latest=_LATEST_IN_FILES) if short else int(year), number, int(day))
    except ValueError:
        return None


def day_argument(text: str) -> date:
    """Read a date on a command line."""
    day = read_day(text)
    if day is None:
        raise ArgumentTypeError(f"“{text}” is not a date. Enter a date like 2015-01-31.")
    return day


def read_clock(text: str) -> time | None:
    """Read "hh:mm" or "hh:mm:ss"; None when it is no clock time."""
    parts = text.strip().split(":")
    if len(parts) not in {2, 3}:
        return None
    try:
        hours, minutes, seconds = (*map(int, parts), 0)[:3]
        return time(hours, minutes, seconds)
    except ValueError:
        return None


def instant_of(day: date, clock: time) -> datetime:
    """Return the instant, in UTC, at which clocks in England showed this time. Raises SkippedHour when they did not."""
    instant = at_local(day, clock)
    if local(instant).time() != clock:
        raise SkippedHour
    return instant


def read_instant(text: str) -> datetime | None:
    """Read a date and time as "dd/mm/yyyy hh:mm[:ss]" or "dd-Mon-yy hh:mm", in UTC; None when it is neither.

    Raises SkippedHour. The common form takes a shorter way: files hold millions of these.
    """
    if len(text) == _COMMON_FORM:
        minute, midnight = since_midnight(text[11:]), steady_midnight(text[:10])
        if minute is not None and midnight is not None and text[10] == " ":
            return midnight + minute
    day_text, _, clock_text = text.strip().partition(" ")
    midnight_and_steady = _midnight(day_text)
    clock = read_clock(clock_text)
    if midnight_and_steady is None or clock is None:
        return None
    midnight, steady = midnight_and_steady
    if steady:
        return midnight + timedelta(hours=clock.hour, minutes=clock.minute, seconds=clock.second)
    return instant_of(local(midnight).date(), clock)


def since_midnight(text: str) -> timedelta | None:
    """Return how long after midnight "hh:mm" is; None when the text is not a clock time of exactly this form."""
    return _MINUTES.get(text)


def steady_midnight(text: str) -> datetime | None:
    """Return midnight in England on the date in the text; None if it is no date, or the clocks change on that day."""
    day = _midnight(text)
    return day[0] if day is not None and day[1] else None


@lru_cache(maxsize=20_000)
def _midnight(text: str) -> tuple[datetime, bool] | None:
    """Return midnight in England on the date in the text, in UTC, and whether no clock changes on that day."""
    day = read_day(text)
    if day is None or not date.min.year < day.year < LAST_YEAR:
        return None
    midnight = at_local(day, time())
    return midnight, at_local(day + DAY, time()) - midnight == DAY
