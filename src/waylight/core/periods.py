"""Periods: whether one is in force, and whether two overlap. `period_filters` has the same tests as conditions on a query.

A start of None means "always", an end of None "still open". There are two kinds of end. The end of an episode, a membership or
a setting is the first moment at which it is over. The end of a care period, a placement or a flag is its last day, as in the
files of councils.
"""

from datetime import date, datetime


def is_in_force_at[T: (date, datetime)](start: T | None, end: T | None, at: T) -> bool:
    """Return whether a period is in force at this moment or on this day. `end` is the first moment at which it is over."""
    return (start is None or start <= at) and (end is None or at < end)


def is_in_force_on(start: date, last: date | None, day: date) -> bool:
    """Return whether a period is in force on this day. `last` is its last day."""
    return start <= day and (last is None or day <= last)


def overlap[T: (date, datetime)](start: T, end: T | None, other_start: T, other_end: T | None) -> bool:
    """Return whether two periods share a moment. Two periods do not overlap when one begins at the end of the other."""
    return (other_end is None or start < other_end) and (end is None or other_start < end)
