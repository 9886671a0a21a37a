"""Totals that every report needs, computed once when the facts are built: counts of episodes and children, by month.

The same expression makes a stored table by month, and rows for a period of any length. Counts of episodes add up across months.
Counts of children do not: within a period a child is one row, however many episodes there were.
"""

from pathlib import Path

import ibis

from waylight.facts.tables import CHILD_MONTHS, CHILD_RETURNS, EPISODE_TALLIES, RETURN_TALLIES


def tally_of_episodes(began: ibis.Table, *keys: str) -> ibis.Table:
    """Count episodes by age, hour, duration and state."""
    return began.group_by(*keys, "age", "start_hour", "duration").aggregate(
        episodes=began.count(),
        closed=began.closed.sum(),
        within_24h=began.within_24h.sum(),
        cse_flag=began.cse_flag.sum(),
    )


def tally_of_returns(due: ibis.Table, *keys: str) -> ibis.Table:
    """Count returns that were due an interview, by outcome."""
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


def children_of_episodes(began: ibis.Table, *keys: str) -> ibis.Table:
    """Return a row for each child: the number of these episodes, and the child's facts at the first."""
    return began.group_by(*keys, "child").aggregate(
        episodes=began.count(),
        first_age=began.age.argmin(began.start_order),
        first_place=began.missing_from.argmin(began.start_order),
        looked_after=began.looked_after.max(),
        other_authority=began.other_authority.max(),
        cse_flag=began.cse_flag.max(),
    )


def children_of_returns(due: ibis.Table, *keys: str) -> ibis.Table:
    """Return a row for each child: the number of these returns due an interview, by outcome."""
    return due.group_by(*keys, "child").aggregate(
        returns=due.count(),
        completed=due.completed.sum(),
        declined=due.declined.sum(),
    )


def write_rollups(folder: Path) -> dict[str, int]:
    """Write the roll-ups beside the episodes of one build. Return the number of rows of each."""
    connection = ibis.duckdb.connect(temp_directory=str(folder))
    episodes = connection.read_parquet(folder / "episodes.parquet", table_name="episodes")
    began = episodes.filter(episodes.counted == 1).mutate(month=episodes.start_month)
    due = episodes.filter(episodes.due == 1).mutate(month=episodes.return_month)
    rollups = {
        EPISODE_TALLIES: tally_of_episodes(began, "council", "month"),
        RETURN_TALLIES: tally_of_returns(due, "council", "month"),
        CHILD_MONTHS: children_of_episodes(began, "council", "month"),
        CHILD_RETURNS: children_of_returns(due, "council", "month"),
    }
    rows = {}
    for table, expression in rollups.items():
        file = folder / f"{table.get_name()}.parquet"
        in_order = expression.select(*table.columns).cast(table.schema()).order_by("council", "month")
        connection.to_parquet(in_order, file, compression="zstd")
        rows[table.get_name()] = int(connection.read_parquet(file).count().to_pyarrow().as_py())
    connection.disconnect()
    return rows
