"""What every report asks for again and again, worked out once when facts are built: tallies and children, by month.

Each expression makes a prepared table and, over a period of any length, the same rows for that period. Tallies add up
across months. Children do not: a child is one row in a period however many episodes there were.
"""

from pathlib import Path

import ibis

from waylight.facts.tables import CHILD_MONTHS, CHILD_RETURNS, EPISODE_TALLIES, RETURN_TALLIES


def tally_of_episodes(began: ibis.Table, *keys: str) -> ibis.Table:
    """How many episodes of each age, hour and duration, and how they stand."""
    return began.group_by(*keys, "age", "start_hour", "duration").aggregate(
        episodes=began.count(),
        closed=began.closed.sum(),
        within_24h=began.within_24h.sum(),
        cse_flag=began.cse_flag.sum(),
    )


def tally_of_returns(due: ibis.Table, *keys: str) -> ibis.Table:
    """How many returns were owed an interview, and how each of those stands."""
    return due.group_by(*keys).aggregate(
        due=due.count(),
        offered=due.offered.sum(),
        completed=due.completed.sum(),
        in_time=due.in_time.sum(where=due.completed == 1),
        declined=due.declined.sum(),
        no_contact=due.no_contact.sum(),
        superseded=due.superseded.sum(),
        not_offered=due.not_offered.sum(),
        outstanding=due.outstanding.sum(),
        checked=due.checked.sum(),
        checked_in_time=due.checked_in_time.sum(),
    )


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
        completed=due.completed.sum(),
        declined=due.declined.sum(),
    )


def write_prepared(folder: Path) -> dict[str, int]:
    """Write the prepared tables beside the episodes of one build; returns how many rows each has."""
    connection = ibis.duckdb.connect(temp_directory=str(folder))
    episodes = connection.read_parquet(folder / "episodes.parquet", table_name="episodes")
    began = episodes.filter(episodes.counted == 1).mutate(month=episodes.start_month)
    due = episodes.filter(episodes.due == 1).mutate(month=episodes.return_month)
    made = {
        EPISODE_TALLIES: tally_of_episodes(began, "council", "month"),
        RETURN_TALLIES: tally_of_returns(due, "council", "month"),
        CHILD_MONTHS: who_went(began, "council", "month"),
        CHILD_RETURNS: who_came_back(due, "council", "month"),
    }
    rows = {}
    for table, expression in made.items():
        file = folder / f"{table.get_name()}.parquet"
        in_order = expression.select(*table.columns).cast(table.schema()).order_by("council", "month")
        connection.to_parquet(in_order, file, compression="zstd")
        rows[table.get_name()] = int(connection.read_parquet(file).count().to_pyarrow().as_py())
    connection.disconnect()
    return rows
