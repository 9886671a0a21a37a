"""Hiding small numbers, and whatever else would give them away by subtraction.

A figure of one to five could point at a child, so people who may not see children are not shown it. Nor are they shown
enough of its neighbours to work it out: the sums that tie figures together are solved as a reader would, and where a
small number could be found, the least of its neighbours is hidden too, until none can.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

LARGEST_SMALL = 5


@dataclass(frozen=True)
class Sum:
    """The whole is all its parts together. A part that is not a published figure may be named and left out of `shown`."""

    whole: str
    parts: tuple[str, ...]

    @property
    def cells(self) -> tuple[str, ...]:
        return (self.whole, *self.parts)


def small(value: int) -> bool:
    return 1 <= value <= LARGEST_SMALL


def hidden(values: Mapping[str, int], sums: Iterable[Sum], *, unpublished: frozenset[str] = frozenset()) -> frozenset[str]:
    """The published figures not to show. `unpublished` values stand in sums but on no page; they may give away as well."""
    ties = tuple(sums)
    concealed = set(unpublished) | {key for key, value in values.items() if small(value)}
    solved = solvable(ties, concealed)
    while given_away := {key for key in solved if small(values[key])}:
        near = _shown_near(given_away, values, ties, concealed) or _shown_near(solved, values, ties, concealed)
        concealed.add(min(near, key=lambda key: (values[key], key)))
        solved = solvable(ties, concealed)
    return frozenset(concealed - unpublished)


def _shown_near(found: set[str], values: Mapping[str, int], ties: tuple[Sum, ...], concealed: set[str]) -> set[str]:
    """The figures whose hiding would help: not nought, in a sum with one found, parts before wholes."""
    near = [tie for tie in ties if not found.isdisjoint(tie.cells)]
    parts = {key for tie in near for key in tie.parts if key not in concealed and values[key]}
    wholes = {tie.whole for tie in near if tie.whole not in concealed and values[tie.whole]}
    return parts - wholes or parts | wholes


@dataclass
class _Rows:
    """Equations in the concealed figures alone, kept reduced: each leading figure stands in one row only."""

    rows: dict[str, dict[str, Fraction]] = field(default_factory=dict)

    def add(self, row: dict[str, Fraction]) -> None:
        for lead in [key for key in row if key in self.rows]:
            _take(row, self.rows[lead], row[lead])
        if not row:
            return
        lead = next(iter(row))
        row = {key: share / row[lead] for key, share in row.items()}
        for other in self.rows.values():
            if lead in other:
                _take(other, row, other[lead])
        self.rows[lead] = row


def _take(row: dict[str, Fraction], away: Mapping[str, Fraction], times: Fraction) -> None:
    for key, share in away.items():
        left = row.get(key, Fraction(0)) - times * share
        if left:
            row[key] = left
        else:
            row.pop(key, None)


def solvable(ties: Iterable[Sum], concealed: set[str]) -> set[str]:
    """The concealed figures that the sums and the figures shown determine."""
    reduced = _Rows()
    for tie in ties:
        row: dict[str, Fraction] = {}
        for key in tie.parts:
            if key in concealed:
                row[key] = row.get(key, Fraction(0)) + 1
        if tie.whole in concealed:
            row[tie.whole] = row.get(tie.whole, Fraction(0)) - 1
        reduced.add({key: share for key, share in row.items() if share})
    return {lead for lead, row in reduced.rows.items() if len(row) == 1}
