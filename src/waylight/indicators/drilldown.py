"""The episodes behind a figure, for people who may see them."""

from datetime import date

import ibis

from waylight.facts.tables import TRIGGERS
from waylight.indicators.engine import CHILDREN, ROLLUP_EXPRESSIONS, episodes_of
from waylight.indicators.indicator import Count
from waylight.indicators.register import COUNTS

OPENING = {count.key: count for count in COUNTS if count.which is not None}


def episodes_behind(connection: ibis.BaseBackend, key: str, council: str, start: date, until: date) -> list[int]:
    """Return the pseudonyms of the episodes behind a count: for a count of children, all their episodes in the period.

    Raises KeyError if there is no such count, or if it has no episodes to open.
    """
    return _keys(connection, _counted(OPENING[key], council, start, until))


def _counted(count: Count, council: str, start: date, until: date) -> ibis.Table:
    rows = episodes_of(count.base, council, start, until)
    if count.which is None or count.base not in CHILDREN:
        return rows.filter(count.which(rows)) if count.which else rows
    children = ROLLUP_EXPRESSIONS[count.base](rows)
    return rows.semi_join(children.filter(count.which(children)), "child")


def episodes_behind_level(connection: ibis.BaseBackend, level: int, council: str, start: date, until: date) -> list[int]:
    """Return the pseudonyms of the episodes at which children reached a repeat level in the period."""
    reached = TRIGGERS.filter(
        TRIGGERS.council == council, TRIGGERS.level == level, TRIGGERS.fired_on >= start, TRIGGERS.fired_on < until
    )
    return _keys(connection, reached)


def _keys(connection: ibis.BaseBackend, rows: ibis.Table) -> list[int]:
    return [line["episode"] for line in connection.to_pyarrow(rows.select("episode").order_by("episode")).to_pylist()]
