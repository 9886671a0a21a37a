"""Three kinds of chart, as data: columns in order, bars by kind, and columns of parts."""

from dataclasses import dataclass

from waylight.reports.figures import Number


@dataclass(frozen=True, kw_only=True)
class Bar:
    """One column or bar. `beside` is what an average month would be; `under` a second line of its label."""

    label: str
    number: Number
    under: str = ""
    strong: bool = False
    beside: float | None = None


@dataclass(frozen=True, kw_only=True)
class Columns:
    """Columns in order. `average` is drawn across; `labelled` says how many of the labels to write, 1 for all."""

    bars: tuple[Bar, ...]
    average: float | None = None
    average_words: str = ""
    beside_words: str = ""
    labelled: int = 1
    values: bool = True


@dataclass(frozen=True, kw_only=True)
class Bars:
    bars: tuple[Bar, ...]
    beside_words: str = ""


@dataclass(frozen=True, kw_only=True)
class Part:
    label: str
    numbers: tuple[Number, ...]


@dataclass(frozen=True, kw_only=True)
class Stack:
    """A column for each label, made of parts from the foot up; the last column is the report's own month."""

    labels: tuple[tuple[str, str], ...]
    parts: tuple[Part, ...]


type Drawing = Columns | Bars | Stack
