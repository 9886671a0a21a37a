"""Reading the dates and clock times that feeds write, as instants.

Times are wall-clock times in England. In autumn's doubled hour the first is meant; a time in the hour that spring
skips never was, and is refused.
"""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

from waylight.core.clock import ENGLAND

MINUTES = [timedelta(minutes=minute) for minute in range(24 * 60)]
_MONTHS = {
    name: number
    for number, name in enumerate(["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], start=1)
}
_CENTURY = 2000
_DIVIDE = 70  # two-digit years from 70 are of the last century
LAST_YEAR = 9000  # systems write 31/12/9999 for "never"; no moment is then


@lru_cache(maxsize=100_000)
def read_day(text: str) -> date | None:
    """A date as dd/mm/yyyy, dd-Mon-yy, dd-Mon-yyyy or yyyy-mm-dd; None when it is not one, or never was."""
    text = text.strip()
    try:
        if text[2:3] == "/" and len(text) == 10:  # noqa: PLR2004 - dd/mm/yyyy
            return date(int(text[6:]), int(text[3:5]), int(text[:2]))
        if text[4:5] == "-" and len(text) == 10:  # noqa: PLR2004 - yyyy-mm-dd
            return date.fromisoformat(text)
        separator = "/" if "/" in text else "-"
        day, month, year = text.split(separator)
        number = _MONTHS[month[:3].lower()] if month.isalpha() else int(month)
        return date(_whole(year), number, int(day))
    except (ValueError, KeyError):
        return None


def _whole(year: str) -> int:
    number = int(year)
    if len(year) == 2:  # noqa: PLR2004 - yy
        return number + (_CENTURY if number < _DIVIDE else _CENTURY - 100)
    return number


@lru_cache(maxsize=20_000)
def _day_in_utc(text: str) -> tuple[datetime, bool] | None:
    """Local midnight as an instant, and whether the clocks stand still that day."""
    day = read_day(text)
    if day is None or not date.min.year < day.year < LAST_YEAR:
        return None
    midnight = datetime.combine(day, time(), ENGLAND)
    steady = midnight.utcoffset() == datetime.combine(day + timedelta(days=1), time(), ENGLAND).utcoffset()
    return midnight.astimezone(UTC), steady


class NeverWas(ValueError):
    """A time in the hour that is skipped when the clocks go forward."""


_MINUTE_OF = {f"{minute // 60:02}:{minute % 60:02}": timedelta(minutes=minute) for minute in range(24 * 60)}
_PLAIN = len("dd/mm/yyyy hh:mm")


def steady_midnight(text: str) -> datetime | None:
    """Midnight in England of the day a text names, when the clocks stand still that day; None of any other text."""
    day = _day_in_utc(text)
    return day[0] if day is not None and day[1] else None


def minute_of(text: str) -> timedelta | None:
    """How long after midnight "hh:mm" is, None when it is not a clock time of that form."""
    return _MINUTE_OF.get(text)


def read_instant(text: str) -> datetime | None:
    """A date and time "dd/mm/yyyy hh:mm[:ss]" or "dd-Mon-yy hh:mm" as an instant in UTC, to the minute given.

    None when it is not one. Raises NeverWas for a time that spring's change skips.
    """
    if len(text) == _PLAIN:
        minute, midnight = minute_of(text[11:]), steady_midnight(text[:10])
        if minute is not None and midnight is not None and text[10] == " ":
            return midnight + minute
    day_text, _, clock = text.strip().partition(" ")
    day = _day_in_utc(day_text)
    if day is None:
        return None
    try:
        parts = clock.strip().split(":")
        hours, minutes = int(parts[0]), int(parts[1])
        seconds = int(parts[2]) if len(parts) > 2 else 0  # noqa: PLR2004 - hh:mm:ss
    except (ValueError, IndexError):
        return None
    if not (0 <= hours < 24 and 0 <= minutes < 60 and 0 <= seconds < 60 and len(parts) <= 3):  # noqa: PLR2004 - a clock
        return None
    midnight, steady = day
    if steady:
        instant = midnight + MINUTES[hours * 60 + minutes]
        return instant + timedelta(seconds=seconds) if seconds else instant
    return from_wall(midnight.astimezone(ENGLAND).replace(tzinfo=None, hour=hours, minute=minutes, second=seconds))


def from_wall(wall: datetime) -> datetime:
    """A naive wall-clock time in England as an instant in UTC. Raises NeverWas."""
    instant = wall.replace(tzinfo=ENGLAND, fold=0).astimezone(UTC)
    if instant.astimezone(ENGLAND).replace(tzinfo=None) != wall:
        raise NeverWas
    return instant
