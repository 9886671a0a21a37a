"""What an indicator is: a question, the rows it is asked of, and what is counted."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import ibis

from waylight.core.sources import Source

type Expression = Callable[[ibis.Table], ibis.Value]


def every(_: ibis.Table) -> ibis.Value:
    """Select all rows of the base."""
    return ibis.literal(value=True)


class Base(StrEnum):
    """What a measure counts, and the date by which a row falls in a period."""

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
    """The fields that all indicators share. `key` is the figure's place in a set of measures, such as "rhi.due"."""

    key: str
    title: str
    question: str
    base: Base
    source: Source
    better: Better = Better.NEITHER
    for_reports: bool = False  # shown in reports, but not one of the measures councils exchange
    reviewed: date = date(2026, 11, 1)


@dataclass(frozen=True, kw_only=True)
class Count(Indicator):
    """A number: `of` is an aggregate over the base's rows.

    `which` selects what was counted: a condition on an episode, or on a child where children are counted. It is None where the
    number does not count rows (such as the most episodes of one child).
    """

    of: Expression
    which: Expression | None


@dataclass(frozen=True, kw_only=True)
class Spread(Indicator):
    """A number, `of`, for each value of `by`, without empty values."""

    by: Expression
    of: Expression


@dataclass(frozen=True, kw_only=True)
class Share(Indicator):
    """One count as a share of another; both are given by their keys."""

    part: str
    whole: str
