"""Numbers that may be hidden or unknown, figures with their base, and how figures changed."""

from dataclasses import dataclass

HIDDEN, UNKNOWN, NOTHING = "hidden", "no records", "none"


@dataclass(frozen=True)
class Number:
    """A count. `value` is None if there are no records, and must not be shown if `hidden`.

    `key` and `span` identify the episodes behind it, for readers who may open them.
    """

    value: int | None
    hidden: bool = False
    key: str = ""
    span: str = ""

    @property
    def shown(self) -> int | None:
        """Return the value, or None if it is unknown or hidden."""
        return None if self.hidden else self.value

    @property
    def words(self) -> str:
        if self.value is None:
            return UNKNOWN
        return HIDDEN if self.hidden else f"{self.value:,}"


@dataclass(frozen=True)
class Figure:
    """A count, or a count as a share of another, always with its base."""

    part: Number
    whole: Number | None = None

    @property
    def share(self) -> float | None:
        if self.whole is None or self.part.shown is None or not self.whole.shown:
            return None
        return self.part.shown / self.whole.shown

    @property
    def words(self) -> str:
        if self.whole is None or self.part.value is None:
            return self.part.words
        if self.part.hidden or self.whole.hidden:
            return HIDDEN
        return f"{percent(self.share)} %" if self.share is not None else NOTHING

    @property
    def base(self) -> str:
        """Return the counts of a share: "221 of 315"."""
        if self.whole is None or self.whole.value is None or (self.part.hidden and self.whole.hidden):
            return ""
        whole = "a hidden number" if self.whole.hidden else self.whole.words
        return f"of {whole}" if self.part.hidden else f"{self.part.words} of {whole}"


def percent(share: float | None) -> int:
    """Return a share as whole percent, with halves rounded up. 0 and 100 are only for none and all."""
    if share is None:
        return 0
    points = int(share * 100 + 0.5)
    return min(max(points, 1), 99) if 0 < share < 1 else points


NO_RECORDS, NOT_SHOWN, NO_SHARE = "No records to compare", "Not shown", "Nothing to compare"
UNCOMPARED = frozenset({NO_RECORDS, NOT_SHOWN, NO_SHARE})


def change(now: Figure, before: Figure) -> str:
    """Return how a figure changed, in words."""
    if before.part.value is None or now.part.value is None:
        return NO_RECORDS
    if now.whole is None and before.whole is None:
        return _count_change(now.part, before.part)
    if HIDDEN in {now.words, before.words}:
        return NOT_SHOWN
    if now.share is None or before.share is None:
        return NO_SHARE
    difference = percent(now.share) - percent(before.share)
    return (
        f"{'Up' if difference > 0 else 'Down'} {abs(difference)} point{'s' * (abs(difference) != 1)}"
        if difference
        else "No change"
    )


def _count_change(now: Number, before: Number) -> str:
    if now.shown is None or before.shown is None:
        return NOT_SHOWN
    difference = now.shown - before.shown
    return f"{abs(difference):,} {'more' if difference > 0 else 'fewer'}" if difference else "No change"


type Cell = str | Number | Figure


@dataclass(frozen=True, kw_only=True)
class ReportTable:
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    @property
    def spans(self) -> tuple[str, ...]:
        """Return the headings of all columns except the first."""
        return self.head[1:]

    @property
    def words(self) -> list[list[str]]:
        return [[cell_words(cell) for cell in row] for row in self.rows]


def cell_words(cell: Cell) -> str:
    if isinstance(cell, Figure):
        return f"{cell.words} ({cell.base})" if cell.base else cell.words
    return cell.words if isinstance(cell, Number) else cell
