"""Times as minutes since 1970 on England's clocks, and in the forms that councils' and forces' files use.

Minutes on a wall clock are quick to add and to write. A time in the hour that is skipped in spring becomes the end of that
hour.
"""

from datetime import date, datetime, timedelta
from functools import cache

from waylight.core.dates import MONTHS

DAY = 1440
_EPOCH = date(1970, 1, 1)
_CLOCK = [f"{minute // 60:02d}:{minute % 60:02d}" for minute in range(DAY)]
_ONE, _TWO = 60, 120


def minutes(wall: datetime) -> int:
    """Return a naive wall-clock time as minutes since 1970."""
    return (wall.date() - _EPOCH).days * DAY + wall.hour * 60 + wall.minute


def date_of(day: int) -> date:
    return _EPOCH + timedelta(days=day)


@cache
def day_text(day: int) -> str:
    """Return a day as dd/mm/yyyy."""
    return f"{date_of(day):%d/%m/%Y}"


@cache
def day_abbreviated(day: int) -> str:
    """Return a day as dd-Mon-yy, as one row in thirty has it."""
    on = date_of(day)
    return f"{on.day:02d}-{MONTHS[on.month - 1][:3]}-{on.year % 100:02d}"


@cache
def day_figures(day: int) -> str:
    return f"{date_of(day):%y%m%d}"


def clock_text(at: int) -> str:
    day, minute = divmod(at, DAY)
    return f"{day_text(day)} {_CLOCK[minute]}"


def clock_text_with_seconds(at: int) -> str:
    return f"{clock_text(at)}:00"


def clock_text_abbreviated(at: int) -> str:
    day, minute = divmod(at, DAY)
    return f"{day_abbreviated(day)} {_CLOCK[minute]}"


@cache
def _clocks_go_forward(day: int) -> bool:
    """Return whether the clocks go forward on this day: the last Sunday of March."""
    on = date_of(day)
    return on.month == 3 and on.isoweekday() == 7 and on.day > 24  # noqa: PLR2004 - March, Sunday, its last week


def existing_minute(at: int) -> int:
    """Return the same minute, or the end of the hour that is skipped in spring if the minute is in that hour."""
    minute = at % DAY
    if _ONE <= minute < _TWO and _clocks_go_forward(at // DAY):
        return at - minute + _TWO
    return at
