"""What an indicator is: a question, the rows that answer it, and what is counted."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import ibis

from waylight.core.sources import Source

type Expression = Callable[[ibis.Table], ibis.Value]


def every(_: ibis.Table) -> ibis.Value:
    """Return the condition that selects all rows of the base."""
    return ibis.literal(value=True)


class Base(StrEnum):
    """The rows that a measure counts, and the date that decides in which period a row counts."""

    EPISODES = "episodes, by the day they began"
    CHILDREN = "children with an episode that began in the period"
    RETURNS = "episodes, by the day the child came back"
    CHILDREN_BACK = "children who came back in the period"


class Better(StrEnum):
    HIGHER = "higher is better"
    LOWER = "lower is better"
    NEITHER = "neither higher nor lower is better"


@dataclass(frozen=True, kw_only=True)
class Indicator:
    """The fields that all indicators share. `key` is the dotted key of the figure in a set of measures, such as "rhi.due"."""

    key: str
    title: str
    question: str
    base: Base
    source: Source
    better: Better = Better.NEITHER
    for_reports: bool = False  # shown only in reports: not one of the measures that councils exchange
    reviewed: date = date(2026, 11, 1)


@dataclass(frozen=True, kw_only=True)
class Count(Indicator):
    """A number. `of` is an aggregate over the base's rows.

    `which` selects what was counted: a condition on an episode, or on a child where children are counted. It is None if the
    number does not count rows (such as the most episodes of one child). `flag` is the kind of flag that it counts, if any: who is
    in the figure then tells that a child has the flag.
    """

    of: Expression
    which: Expression | None
    flag: str = ""


@dataclass(frozen=True, kw_only=True)
class Spread(Indicator):
    """A number for each value of `by`, without empty values. `of` is an aggregate."""

    by: Expression
    of: Expression


@dataclass(frozen=True, kw_only=True)
class Share(Indicator):
    """One count as a share of another; both are given by their keys."""

    part: str
    whole: str
