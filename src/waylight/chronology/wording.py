"""Days, moments and lists in words; of a time, no more than is known of it."""

from collections.abc import Iterable
from datetime import datetime

from waylight.chronology.moments import Precision
from waylight.core.clock import local, now


def day_words(instant: datetime) -> str:
    """Return the day in words: "Tue 24 Nov", and the year when it is not this year."""
    in_england = local(instant)
    this_year = in_england.year == local(now()).year
    return f"{in_england:%a} {in_england.day} {in_england:%b}" + ("" if this_year else f" {in_england.year}")


def moment_words(instant: datetime, precision: str = Precision.MINUTE) -> str:
    """Return "Tue 24 Nov, 14:12", "Tue 24 Nov, about 14:10" or "Tue 24 Nov"."""
    if precision == Precision.DATE:
        return day_words(instant)
    about = "about " if precision == Precision.ABOUT else ""
    return f"{day_words(instant)}, {about}{local(instant):%H:%M}"


def list_in_words(words: Iterable[str], last: str = "and") -> str:
    """Return "a", "a and b" or "a, b and c". Empty words are left out."""
    *first, final = [word for word in words if word] or [""]
    return f"{', '.join(first)} {last} {final}" if first else final
