"""Database constraints with messages that people read."""

from collections.abc import Iterable
from itertools import pairwise

from django.db.models import CheckConstraint, F, Q, UniqueConstraint


def in_order(*fields: str, table: str, message: str) -> CheckConstraint:
    """Require that no time is before the one that precedes it in `fields`. A time that is None is not compared."""
    rule = Q()
    for earlier, later in pairwise(fields):
        rule &= Q(**{f"{earlier}__isnull": True}) | Q(**{f"{later}__isnull": True}) | Q(**{f"{later}__gte": F(earlier)})
    return CheckConstraint(
        condition=rule,
        name=f"{table}_in_order_{fields[0]}"[:60],
        violation_error_message=message,
    )


def one_of(field: str, choices: Iterable[str], *, table: str) -> CheckConstraint:
    return CheckConstraint(
        condition=Q(**{f"{field}__in": [str(choice) for choice in choices]}),
        name=f"{table}_{field}_is_known",
        violation_error_message=f"Choose one of the listed values for {field.replace('_', ' ')}.",
    )


def one_open_per(owner: str, *, closed_by: str, table: str, also: Q | None = None, message: str) -> UniqueConstraint:
    """Require that each owner has at most one row that is open: `closed_by` is empty and the condition `also` is met."""
    still_open = Q(**{f"{closed_by}__isnull": True})
    return UniqueConstraint(
        fields=[owner],
        condition=still_open & also if also is not None else still_open,
        name=f"{table}_one_open_per_{owner}",
        violation_error_message=message,
    )


def both_or_neither(first: str, second: str, *, table: str, message: str) -> CheckConstraint:
    """Require both fields or neither, such as the person who did something and the time."""
    return CheckConstraint(
        condition=Q(**{f"{first}__isnull": True, f"{second}__isnull": True})
        | Q(**{f"{first}__isnull": False, f"{second}__isnull": False}),
        name=f"{table}_{first}_with_{second}"[:60],
        violation_error_message=message,
    )
