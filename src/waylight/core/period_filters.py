"""The tests of `periods` as conditions on a query. A module of its own, because `duties` may not import Django."""

from datetime import date, datetime

from django.db.models import Q


def in_force_at[T: (date, datetime)](at: T, *, start: str = "since", end: str = "until") -> Q:
    """Match periods that are in force at this moment or on this day and are over at `end`."""
    return Q(**{f"{start}__lte": at}) & (Q(**{end: None}) | Q(**{f"{end}__gt": at}))


def in_force_on(day: date, *, start: str = "started_on", last: str = "ended_on") -> Q:
    """Match periods that are in force on this day and end with their `last` day."""
    return Q(**{f"{start}__lte": day}) & (Q(**{last: None}) | Q(**{f"{last}__gte": day}))


def overlapping[T: (date, datetime)](begins: T, ends: T | None, *, start: str, end: str) -> Q:
    """Match periods that share a moment with this one; both are over at their end."""
    ends_after = Q(**{end: None}) | Q(**{f"{end}__gt": begins})
    return ends_after if ends is None else ends_after & Q(**{f"{start}__lt": ends})
