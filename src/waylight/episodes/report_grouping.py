"""Which reports are of one episode: those of one child whose missing periods overlap."""

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
    """Group one child's reports, given in order of their start.

    A report that nobody closed overlaps all that begins after it, until another report of the same episode says the
    child was back: the home may log the return while the force has not. Reports that only touch are two episodes; two
    that say the child was last seen at the same moment are one.
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
    """When the child was back: the latest any report says, or None while none says."""
    return max((report.returned_at for report in group if report.returned_at), default=None)


def leading_report[P](group: Sequence[P], *, category: str = "MISSING") -> P:
    """The report an episode is named after: the first of the category that counts, else the first."""
    return next((report for report in group if getattr(report, "category", None) == category), group[0])
