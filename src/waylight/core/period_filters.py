"""The tests of `periods` as conditions on a query. They have their own module because `duties` may not import Django."""

from datetime import date, datetime

from django.db.models import Q


def in_force_at[T: (date, datetime)](at: T, *, start: str = "since", end: str = "until") -> Q:
    """Match periods that are in force at this moment or on this day. `end` is the first moment at which a period is over."""
    return Q(**{f"{start}__lte": at}) & (Q(**{end: None}) | Q(**{f"{end}__gt": at}))


def in_force_on(day: date, *, start: str = "started_on", last: str = "ended_on") -> Q:
    """Match periods that are in force on this day. `last` is the last day of a period."""
    return Q(**{f"{start}__lte": day}) & (Q(**{last: None}) | Q(**{f"{last}__gte": day}))


def overlapping[T: (date, datetime)](begins: T, ends: T | None, *, start: str, end: str) -> Q:
    """Match periods that share a moment with this one. An end is the first moment at which a period is over."""
    not_over_before = Q(**{end: None}) | Q(**{f"{end}__gt": begins})
    return not_over_before if ends is None else not_over_before & Q(**{f"{start}__lt": ends})
