"""Suppression of small numbers, and of the numbers from which they could be derived by subtraction.

A figure of one to five could identify a child, so readers who may not see children are not shown it, nor enough of its
neighbours to derive it. The sums that tie figures together are solved as a reader would solve them; where a small number can be
derived, its least neighbour is hidden too, until none can.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

LARGEST_SMALL = 5


@dataclass(frozen=True)
class Sum:
    """A total and its parts. A part that is not a published figure may be named and left out of `shown`."""

    whole: str
    parts: tuple[str, ...]

    @property
    def cells(self) -> tuple[str, ...]:
        return (self.whole, *self.parts)


def is_small(value: int) -> bool:
    return 1 <= value <= LARGEST_SMALL


def figures_to_hide(
    values: Mapping[str, int], sums: Iterable[Sum], *, unpublished: frozenset[str] = frozenset()
) -> frozenset[str]:
    """Return the published figures to hide. `unpublished` values occur in sums but on no page; they can reveal figures too."""
    ties = tuple(sums)
    concealed = set(unpublished) | {key for key, value in values.items() if is_small(value)}
    solved = derivable(ties, concealed)
    while given_away := {key for key in solved if is_small(values[key])}:
        near = _shown_near(given_away, values, ties, concealed) or _shown_near(solved, values, ties, concealed)
        concealed.add(min(near, key=lambda key: (values[key], key)))
        solved = derivable(ties, concealed)
    return frozenset(concealed - unpublished)


def _shown_near(found: set[str], values: Mapping[str, int], ties: tuple[Sum, ...], concealed: set[str]) -> set[str]:
    """Return the figures whose hiding would help: not zero, in a sum with a derived figure, parts before totals."""
    near = [tie for tie in ties if not found.isdisjoint(tie.cells)]
    parts = {key for tie in near for key in tie.parts if key not in concealed and values[key]}
    wholes = {tie.whole for tie in near if tie.whole not in concealed and values[tie.whole]}
    return parts - wholes or parts | wholes


@dataclass
class _Rows:
    """Equations in the hidden figures alone, kept reduced: each leading figure occurs in one row only."""

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


def derivable(ties: Iterable[Sum], concealed: set[str]) -> set[str]:
    """Return the hidden figures that the sums and the shown figures determine."""
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
