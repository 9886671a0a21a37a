"""Writing many rows in the quickest way the database in use allows."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from itertools import batched
from typing import Any
from uuid import UUID

from django.db import connection, models

type Row = tuple[Any, ...]
ROWS_AT_A_TIME = 10_000


def insert(
    model: type[models.Model], columns: Sequence[str], rows: Iterable[Row], *, always: Mapping[str, Any] | None = None
) -> int:
    """Insert `rows` (tuples in the order of the model fields named in `columns`); returns how many.

    `always` gives the fields that are the same in every row, which spares saying them a million times.

    Runs in the caller's transaction. Values are Python values as the model would hold them (UUID, aware datetime,
    date, str, int, bool or None); no default is filled in and no validation done, so the caller has done both.
    """
    same = tuple((always or {}).values())
    fields = [model._meta.get_field(name) for name in (*(always or {}), *columns)]
    table = connection.ops.quote_name(model._meta.db_table)
    names = ", ".join(connection.ops.quote_name(str(field.column)) for field in fields)  # type: ignore[union-attr]  # no relation from afar is named here
    if connection.vendor == "postgresql":
        return _copy(f"COPY {table} ({names}) FROM STDIN", (same + row for row in rows) if same else rows)
    marks = ", ".join([*(_literal(value) for value in same), *["%s"] * len(columns)])
    return _many(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows)  # noqa: S608 - quoted names of our own


@contextmanager
def indexes_made_after(*kinds: type[models.Model]) -> Iterator[None]:
    """Within this block an SQLite table is written without its plain indexes, which are made again at its end, sorted.

    For a load that outnumbers what the tables hold. The caller's transaction covers the indexes too. PostgreSQL keeps
    its own: dropping one would shut out everybody who reads.
    """
    if connection.vendor != "sqlite":
        yield
        return
    tables = [kind._meta.db_table for kind in kinds]
    with connection.cursor() as cursor:
        marks = ", ".join(["%s"] * len(tables))
        cursor.execute(f"SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name IN ({marks})", tables)  # noqa: S608 - marks
        plain = [(name, made_by) for name, made_by in cursor.fetchall() if made_by and "UNIQUE" not in made_by]
        for name, _ in plain:
            cursor.execute(f"DROP INDEX {connection.ops.quote_name(name)}")
        yield
        for _, made_by in plain:
            cursor.execute(made_by.replace("%", "%%"))


def _literal(value: object) -> str:
    """A value written into SQLite's statement itself."""
    ((kept,),) = _as_sqlite_keeps_them([(value,)])
    if kept is None or isinstance(kept, int):
        return "NULL" if kept is None else str(int(kept))
    return "'" + str(kept).replace("'", "''").replace("%", "%%") + "'"


def _copy(statement: str, rows: Iterable[Row]) -> int:
    count = 0
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)
            count += 1
    return count


def _many(statement: str, rows: Iterable[Row]) -> int:
    count = 0
    with connection.cursor() as cursor:
        for chunk in batched(rows, ROWS_AT_A_TIME):
            cursor.executemany(statement, list(_as_sqlite_keeps_them(chunk)))
            count += len(chunk)
    return count


def _as_sqlite_keeps_them(rows: Sequence[Row]) -> Iterator[Row]:
    """UUIDs as 32 hexadecimal digits and instants (in UTC) as naive text: the form Django reads back.

    A column at a time, by the kind of its first value: every value of a column is of one kind, or None.
    """
    return zip(*map(_column, zip(*rows, strict=True)), strict=True)


def _column(values: Row) -> Iterable[Any]:
    kind = next((type(value) for value in values if value is not None), None)
    if kind is UUID:
        return [value and value.hex for value in values]
    if kind is datetime:
        return [value and str(value)[:_WITHOUT_OFFSET] for value in values]
    if kind is date:
        return [value and value.isoformat() for value in values]
    return values


_WITHOUT_OFFSET = -len("+00:00")


def as_json(value: object) -> str:
    """A value for a JSON column, as both databases take it."""
    return json.dumps(value)
