"""Three kinds of chart as data: ordered columns, bars by kind, and stacked columns."""

from dataclasses import dataclass

from waylight.reports.figures import Number


@dataclass(frozen=True, kw_only=True)
class Bar:
    """One column or bar. `beside` is an average month's value; `under` is a second line of the label."""

    label: str
    number: Number
    under: str = ""
    strong: bool = False
    beside: float | None = None


@dataclass(frozen=True, kw_only=True)
class ColumnChart:
    """Ordered columns. `average` is drawn as a line; every `labelled`th label is written."""

    bars: tuple[Bar, ...]
    average: float | None = None
    average_words: str = ""
    beside_words: str = ""
    labelled: int = 1
    values: bool = True


@dataclass(frozen=True, kw_only=True)
class BarChart:
    bars: tuple[Bar, ...]
    beside_words: str = ""


@dataclass(frozen=True, kw_only=True)
class StackPart:
    label: str
    numbers: tuple[Number, ...]


@dataclass(frozen=True, kw_only=True)
class StackedColumnChart:
    """A stacked column for each label, parts from the bottom up. The last column is the report's own month."""

    labels: tuple[tuple[str, str], ...]
    parts: tuple[StackPart, ...]


type Drawing = ColumnChart | BarChart | StackedColumnChart
