"""Grouping the reports of one child into episodes: reports with overlapping periods belong to one episode."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Protocol

from waylight.core.periods import is_in_force_at


class MissingPeriod(Protocol):
    @property
    def last_seen_at(self) -> datetime: ...
    @property
    def returned_at(self) -> datetime | None: ...


def group_into_episodes[P: MissingPeriod](in_order: Iterable[P]) -> list[list[P]]:
    """Return the reports of one child in groups, one for each episode. The reports must be in order of their start.

    A report without a return overlaps every later one, until another report of the same episode gives a return: a home may
    record the return when the force has not. A report that starts when an episode ends begins a new episode. Two reports with
    the same last sighting belong to one episode.
    """
    groups: list[list[P]] = []
    for report in in_order:
        if groups and overlaps(groups[-1], report.last_seen_at):
            groups[-1].append(report)
        else:
            groups.append([report])
    return groups


def overlaps(group: Sequence[MissingPeriod], starts: datetime) -> bool:
    first = group[0].last_seen_at
    return starts == first or is_in_force_at(first, returned(group), starts)


def returned(group: Sequence[MissingPeriod]) -> datetime | None:
    """Return the latest return of these reports, or None when no report gives one."""
    return max((report.returned_at for report in group if report.returned_at), default=None)


def leading_report[P](group: Sequence[P], *, category: str = "MISSING") -> P:
    """Return the report that gives an episode its reference: the first of this category, or else the first."""
    return next((report for report in group if getattr(report, "category", None) == category), group[0])
