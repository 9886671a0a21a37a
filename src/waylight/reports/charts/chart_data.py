"""Three kinds of chart as data: columns in order, bars, and stacked columns."""

from dataclasses import dataclass

from waylight.reports.figures import Number


@dataclass(frozen=True, kw_only=True)
class Bar:
    """One column or bar. `beside` is the value of an average month; `under` is a second line of the label."""

    label: str
    number: Number
    under: str = ""
    strong: bool = False
    beside: float | None = None


@dataclass(frozen=True, kw_only=True)
class ColumnChart:
    """Columns in order. `average` is drawn as a line. With `labelled` 3, only every third label is written."""

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
    """A stacked column for each label, with its parts from the bottom up. The last column is the month of the report."""

    labels: tuple[tuple[str, str], ...]
    parts: tuple[StackPart, ...]


type Drawing = ColumnChart | BarChart | StackedColumnChart
