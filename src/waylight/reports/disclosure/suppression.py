"""Suppression of small numbers, and of the numbers from which they could be derived by subtraction.

A figure of one to five could identify a child. Readers who may not see children see neither that figure nor enough of its
neighbours to derive it. The sums that connect figures are solved as a reader could solve them. If a small number can be
derived, its smallest neighbour is hidden too, until no small number can be derived.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

LARGEST_SMALL = 5


@dataclass(frozen=True)
class Sum:
    """A total and its parts. A part that is on no page must be in the `unpublished` values."""

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
    """Return the published figures to hide. `unpublished` values are in sums but on no page: they are unknown too."""
    ties = tuple(sums)
    concealed = set(unpublished) | {key for key, value in values.items() if is_small(value)}
    solved = derivable(ties, concealed)
    while revealed := {key for key in solved if is_small(values[key])}:
        candidates = _shown_near(revealed, values, ties, concealed) or _shown_near(solved, values, ties, concealed)
        concealed.add(min(candidates, key=lambda key: (values[key], key)))
        solved = derivable(ties, concealed)
    return frozenset(concealed - unpublished)


def _shown_near(derived: set[str], values: Mapping[str, int], ties: tuple[Sum, ...], concealed: set[str]) -> set[str]:
    """Return the shown figures that are not zero and in a sum with a derived figure; totals only if there are no parts."""
    sums = [tie for tie in ties if not derived.isdisjoint(tie.cells)]
    parts = {key for tie in sums for key in tie.parts if key not in concealed and values[key]}
    wholes = {tie.whole for tie in sums if tie.whole not in concealed and values[tie.whole]}
    return parts - wholes or parts | wholes


@dataclass
class _Rows:
    """Equations of the hidden figures only, in reduced form: each leading figure is in one row only."""

    rows: dict[str, dict[str, Fraction]] = field(default_factory=dict)

    def add(self, row: dict[str, Fraction]) -> None:
        for lead in [key for key in row if key in self.rows]:
            _subtract(row, self.rows[lead], row[lead])
        if not row:
            return
        lead = next(iter(row))
        row = {key: coefficient / row[lead] for key, coefficient in row.items()}
        for other in self.rows.values():
            if lead in other:
                _subtract(other, row, other[lead])
        self.rows[lead] = row


def _subtract(row: dict[str, Fraction], other: Mapping[str, Fraction], factor: Fraction) -> None:
    for key, coefficient in other.items():
        difference = row.get(key, Fraction(0)) - factor * coefficient
        if difference:
            row[key] = difference
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
        reduced.add({key: coefficient for key, coefficient in row.items() if coefficient})
    return {lead for lead, row in reduced.rows.items() if len(row) == 1}
