"""Dates, times and durations in words."""

from datetime import date, datetime, time, timedelta

from waylight.chronology.moments import Precision
from waylight.core.clock import local, now

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
END_OF_DAY = time(23, 59, 59)
DAYS_KNOWN_BY_NAME = 6


def spell(length: timedelta) -> str:
    """Return a duration: "40 min", "2 h 30 min", "3 days 4 h"."""
    minutes = max(int(length.total_seconds()) // 60, 0)
    hours, minutes = divmod(minutes, 60)
    days, hours_left = divmod(hours, 24)
    if days > 1:
        return f"{days} days {hours_left} h" if hours_left else f"{days} days"
    if not hours:
        return f"{minutes} min"
    return f"{hours} h {minutes} min" if minutes else f"{hours} h"


def roughly(length: timedelta) -> str:
    """Return a duration, less exact the longer it is: "40 min", "1 h 55 min", "5 h", "3 days"."""
    if length < 2 * HOUR:
        return spell(length)
    if length < 2 * DAY:
        return f"{length // HOUR} h"
    return f"{length // DAY} days"


def exact_words(instant: datetime, precision: str = Precision.MINUTE) -> str:
    """Return the time in full, for hover text and screen readers: "Tuesday 24 November 2026 at 14:12"."""
    local_time = local(instant)
    day = f"{local_time:%A} {local_time.day} {local_time:%B %Y}"
    if precision == Precision.DATE:
        return day
    return f"{day} at {'about ' if precision == Precision.ABOUT else ''}{local_time:%H:%M}"


def near_words(instant: datetime) -> str:
    """Return a time in few words: "Tue 14:12" within 6 days of now, else "24 Nov 14:12"."""
    local_time, local_now = local(instant), local(now())
    ends_a_day = local_time.time() >= END_OF_DAY
    clock = "end of day" if ends_a_day else f"{local_time:%H:%M}"
    apart = abs((local_time.date() - local_now.date()).days)
    if apart <= DAYS_KNOWN_BY_NAME:
        return f"{local_time:%a} {clock}"
    year = "" if local_time.year == local_now.year else f" {local_time.year}"
    return f"{local_time.day} {local_time:%b}{year}" + ("" if ends_a_day else f" {clock}")


def date_words(day: date) -> str:
    """Return the date in full: "24 November 2026"."""
    return f"{day.day} {day:%B %Y}"


def short_date_words(day: date) -> str:
    """Return "24 Nov 2026"."""
    return f"{day.day} {day:%b %Y}"


def since_words(instant: datetime) -> str:
    """Return how long something has lasted: "since 21:10, 2 h 30 min"."""
    return f"{start_words(instant)}, {spell(now() - instant)}"


def start_words(instant: datetime) -> str:
    """Return "since 21:10" for today, else "since Mon 21:10"."""
    local_time, local_now = local(instant), local(now())
    return f"since {local_time:%H:%M}" if local_time.date() == local_now.date() else f"since {near_words(instant)}"
