"""Working out all the measures of a council, for a whole period or month by month, in as few scans as will do."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import ibis

from waylight.facts.tables import EPISODES
from waylight.indicators.indicator import Base, Count, Spread
from waylight.indicators.register import COUNTS, SPREADS

ADULT = 18
WHOLE = 0  # the one "month" of a period taken whole

type Measures = dict[str, Any]


def measures(
    connection: ibis.BaseBackend, council: str, start: date, until: date, *, by_month: bool = False
) -> dict[int, Measures]:
    """Every count and spread, keyed by month (201512), or by WHOLE alone. `until` is not included.

    A month with nothing in it is there with noughts. Dotted keys become nested: "rhi.due" is ["rhi"]["due"].
    """
    found: dict[int, Measures] = {month: _blank() for month in (months(start, until) if by_month else [WHOLE])}
    for base in Base:
        rows = base_rows(base, council, start, until, by_month=by_month)
        wanted = {count.key: count.of(rows) for count in COUNTS if count.base == base}
        for line in connection.to_pyarrow(rows.group_by("month").aggregate(**wanted)).to_pylist():
            for key in wanted:
                _put(found[line["month"]], key, line[key] or 0)
        for spread in (spread for spread in SPREADS if spread.base == base):
            for month, value, number in _spread(connection, rows, spread):
                found[month][spread.key][value] = number
    return found


def _spread(connection: ibis.BaseBackend, rows: ibis.Table, spread: Spread) -> Iterator[tuple[int, str, int]]:
    table = rows.group_by("month", value=spread.by(rows)).aggregate(number=rows.count()).order_by("month", "value")
    for line in connection.to_pyarrow(table).to_pylist():
        yield line["month"], str(line["value"]), line["number"]


def base_rows(base: Base, council: str, start: date, until: date, *, by_month: bool) -> ibis.Table:
    """The rows a base counts, each with the month it falls in."""
    counted = EPISODES.filter(EPISODES.council == council, EPISODES.category == "MISSING", EPISODES.age < ADULT)
    if base == Base.RETURNS:
        back = counted.filter(counted.returned_on >= start, counted.returned_on < until, counted.outcome != "EXEMPT")
        return back.mutate(month=back.return_month if by_month else ibis.literal(WHOLE))
    began = counted.filter(counted.started_on >= start, counted.started_on < until)
    began = began.mutate(month=began.start_month if by_month else ibis.literal(WHOLE))
    return began if base == Base.EPISODES else _children(began)


def _children(began: ibis.Table) -> ibis.Table:
    """A row for each child in each month: how many episodes, and how things stood at the first."""
    return began.group_by("month", "child").aggregate(
        episodes=began.count(),
        first_age=began.age.argmin(began.start_order),
        first_place=began.missing_from.argmin(began.start_order),
        looked_after=began.looked_after.max(),
        other_authority=began.other_authority.max(),
        cse_flag=began.cse_flag.max(),
    )


def behind(connection: ibis.BaseBackend, key: str, council: str, start: date, until: date) -> list[int]:
    """The pseudonyms of the episodes that a base of measures rests on: what a figure opens."""
    indicator = next(count for count in COUNTS if count.key == key)
    rows = base_rows(Base.RETURNS if indicator.base == Base.RETURNS else Base.EPISODES, council, start, until, by_month=False)
    return [line["episode"] for line in connection.to_pyarrow(rows.select("episode")).to_pylist()]


def months(start: date, until: date) -> Iterator[int]:
    year, month = start.year, start.month
    while date(year, month, 1) < until:
        yield year * 100 + month
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)  # noqa: PLR2004 - December


def _blank() -> Measures:
    blank: Measures = {}
    for indicator in (*COUNTS, *SPREADS):
        _put(blank, indicator.key, 0 if isinstance(indicator, Count) else {})
    return blank


def _put(measures: Measures, key: str, value: object) -> None:
    *path, last = key.split(".")
    for part in path:
        measures = measures.setdefault(part, {})
    measures[last] = value
