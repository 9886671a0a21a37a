"""Children, month by month: how often each went and came back. Worked out once, when facts are built.

The same two expressions make the prepared tables and, over a period of any length, the children of that period: a
child is one row however many episodes there were, so these rows never add up across months.
"""

from pathlib import Path

import ibis

from waylight.facts.tables import CHILD_MONTHS, CHILD_RETURNS, EPISODES

MONTHLY = (CHILD_MONTHS, CHILD_RETURNS)
DECLINED = ("DECLINED_CHILD", "DECLINED_PARENT")


def who_went(began: ibis.Table, *keys: str) -> ibis.Table:
    """A row for each child: how many of these episodes, and how things stood at the first."""
    return began.group_by(*keys, "child").aggregate(
        episodes=began.count(),
        first_age=began.age.argmin(began.start_order),
        first_place=began.missing_from.argmin(began.start_order),
        looked_after=began.looked_after.max(),
        other_authority=began.other_authority.max(),
        cse_flag=began.cse_flag.max(),
    )


def who_came_back(due: ibis.Table, *keys: str) -> ibis.Table:
    """A row for each child: how many of these returns were owed an interview, and what came of it."""
    return due.group_by(*keys, "child").aggregate(
        returns=due.count(),
        completed=due.count(where=due.outcome == "COMPLETED"),
        declined=due.count(where=due.outcome.isin(DECLINED)),
    )


def write_children(folder: Path) -> dict[str, int]:
    """Write the monthly tables beside the episodes of one build; returns how many rows each has."""
    connection = ibis.duckdb.connect(temp_directory=str(folder))
    episodes = connection.read_parquet(folder / "episodes.parquet", table_name="episodes").cast(EPISODES.schema())
    began, due = episodes.filter(episodes.counted == 1), episodes.filter(episodes.due == 1)
    made = {
        CHILD_MONTHS: who_went(began.mutate(month=began.start_month), "council", "month"),
        CHILD_RETURNS: who_came_back(due.mutate(month=due.return_month), "council", "month"),
    }
    rows = {}
    for table, expression in made.items():
        file = folder / f"{table.get_name()}.parquet"
        ordered = expression.order_by("council", "month", "child").cast(table.schema()).select(*table.columns)
        connection.to_parquet(ordered, file, compression="zstd")
        rows[table.get_name()] = int(connection.read_parquet(file).count().to_pyarrow().as_py())
    connection.disconnect()
    return rows
