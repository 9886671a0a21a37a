"""Computes all measures of a council, for a period or by month, in as few scans as possible."""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import partial
from typing import Any

import ibis

from waylight.facts.rollups import children_of_episodes, children_of_returns, tally_of_episodes, tally_of_returns
from waylight.facts.tables import CHILD_MONTHS, CHILD_RETURNS, EPISODE_TALLIES, EPISODES, RETURN_TALLIES
from waylight.indicators.indicator import Base, Count, Spread
from waylight.indicators.register import COUNTS, SPREADS

WHOLE = 0  # the key of a period that is not divided into months
DECEMBER = 12
BACK = {Base.RETURNS, Base.CHILDREN_BACK}
CHILDREN = {Base.CHILDREN, Base.CHILDREN_BACK}
ADD_UP = {Base.EPISODES, Base.RETURNS}  # counts that add up across months; counts of children do not
ROLLUP_TABLES = {
    Base.EPISODES: EPISODE_TALLIES,
    Base.RETURNS: RETURN_TALLIES,
    Base.CHILDREN: CHILD_MONTHS,
    Base.CHILDREN_BACK: CHILD_RETURNS,
}
ROLLUP_EXPRESSIONS = {
    Base.EPISODES: tally_of_episodes,
    Base.RETURNS: tally_of_returns,
    Base.CHILDREN: children_of_episodes,
    Base.CHILDREN_BACK: children_of_returns,
}

type Measures = dict[str, Any]


def measures(
    connection: ibis.BaseBackend, council: str, start: date, until: date, *, by_month: bool = False, for_reports: bool = False
) -> dict[int, Measures]:
    """Return every count and spread, keyed by month (such as 201512) or by WHOLE. `until` is not included.

    An empty month has zeros. Dotted keys become nested: "rhi.due" is ["rhi"]["due"]. `for_reports` adds the measures that only
    reports show.
    """
    counts = [count for count in COUNTS if for_reports or not count.for_reports]
    spreads = [spread for spread in SPREADS if for_reports or not spread.for_reports]
    blank = partial(_blank, counts, spreads)
    by_month_number: dict[int, Measures] = {month: blank() for month in (months(start, until) if by_month else [WHOLE])}
    for base in Base:
        rows = base_rows(base, council, start, until, by_month=by_month)
        aggregates = {count.key: count.of(rows) for count in counts if count.base == base}
        for line in connection.to_pyarrow(rows.group_by("month").aggregate(**aggregates)).to_pylist():
            for key in aggregates:
                _put(by_month_number[line["month"]], key, line[key] or 0)
        for spread in (spread for spread in spreads if spread.base == base):
            for month, value, number in _spread(connection, rows, spread):
                by_month_number[month][spread.key][value] = number
    return by_month_number


def _spread(connection: ibis.BaseBackend, rows: ibis.Table, spread: Spread) -> Iterator[tuple[int, str, int]]:
    table = rows.group_by("month", value=spread.by(rows)).aggregate(number=spread.of(rows)).order_by("month", "value")
    for line in connection.to_pyarrow(table).to_pylist():
        yield line["month"], str(line["value"]), line["number"]


def base_rows(base: Base, council: str, start: date, until: date, *, by_month: bool) -> ibis.Table:
    """Return the rows that a base counts, each with its month (or WHOLE)."""
    if whole_months(start, until) and (by_month or base in ADD_UP):
        table = ROLLUP_TABLES[base]
        rows = table.filter(table.council == council, *_within(table, "month", "", start, until))
        return rows if by_month else rows.mutate(month=ibis.literal(WHOLE))
    rows = episodes_of(base, council, start, until)
    month = rows.return_month if base in BACK else rows.start_month
    return ROLLUP_EXPRESSIONS[base](rows.mutate(month=month if by_month else ibis.literal(WHOLE)), "month")


def episodes_of(base: Base, council: str, start: date, until: date) -> ibis.Table:
    """Return the episodes behind a base: those that began in the period, or those that ended in it and were due an interview."""
    if base in BACK:
        counted, month, day = EPISODES.filter(EPISODES.due == 1), "return_month", "returned_on"
    else:
        counted, month, day = EPISODES.filter(EPISODES.counted == 1), "start_month", "started_on"
    return counted.filter(counted.council == council, *_within(counted, month, day, start, until))


def _within(rows: ibis.Table, month: str, day: str, start: date, until: date) -> tuple[ibis.Value, ibis.Value]:
    """Return the conditions of a period. Whole months use the month column, which is narrow and fast to read."""
    if whole_months(start, until):
        return rows[month] >= month_of(start), rows[month] < month_of(until)
    return rows[day] >= start, rows[day] < until


def whole_months(start: date, until: date) -> bool:
    return start.day == until.day == 1


def months(start: date, until: date) -> Iterator[int]:
    year, month = start.year, start.month
    while date(year, month, 1) < until:
        yield year * 100 + month
        year, month = (year, month + 1) if month < DECEMBER else (year + 1, 1)


def month_of(day: date) -> int:
    return day.year * 100 + day.month


def value_of(measures: Measures, key: str) -> int:
    """Return the figure with a dotted key."""
    for part in key.split("."):
        measures = measures[part]
    return int(str(measures))


def _blank(counts: Iterable[Count], spreads: Iterable[Spread]) -> Measures:
    blank: Measures = {}
    for indicator in (*counts, *spreads):
        _put(blank, indicator.key, 0 if isinstance(indicator, Count) else {})
    return blank


def _put(measures: Measures, key: str, value: object) -> None:
    *path, last = key.split(".")
    for part in path:
        measures = measures.setdefault(part, {})
    measures[last] = value
