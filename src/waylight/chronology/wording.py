"""Days and moments in words, with no more than is known of the time."""

from datetime import datetime

from waylight.chronology.moments import Precision
from waylight.core.clock import local, now


def day_words(instant: datetime) -> str:
    """Return the day, with the year only when it is not this year: "Tue 24 Nov"."""
    there = local(instant)
    this_year = there.year == local(now()).year
    return f"{there:%a} {there.day} {there:%b}" + ("" if this_year else f" {there.year}")


def moment_words(instant: datetime, precision: str = Precision.MINUTE) -> str:
    """Return "Tue 24 Nov, 14:12", "Tue 24 Nov, about 14:10" or "Tue 24 Nov"."""
    if precision == Precision.DATE:
        return day_words(instant)
    about = "about " if precision == Precision.ABOUT else ""
    return f"{day_words(instant)}, {about}{local(instant):%H:%M}"
