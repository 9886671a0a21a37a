"""Fast writing of many rows: COPY on PostgreSQL, large statements on SQLite."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from itertools import batched
from typing import Any
from uuid import UUID

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
from django.db import OperationalError, connection, models, transaction

type Row = tuple[Any, ...]
ROWS_AT_A_TIME = 10_000
ROWS_IN_COLUMNS = 50_000
MANY = 20_000


def insert(
    model: type[models.Model], columns: Sequence[str], rows: Iterable[Row], *, always: Mapping[str, Any] | None = None
) -> int:
    """Insert `rows` and return how many. Each row is a tuple with the values of `columns`, which are names of model fields.

    `always` gives fields that have the same value in every row. Runs in the caller's transaction. Values are Python values as
    the model holds them (UUID, aware datetime, date, str, int, bool or None). Sets no defaults and validates nothing.
    """
    constants = tuple((always or {}).values())
    fields = [model._meta.get_field(name) for name in (*(always or {}), *columns)]
    table = connection.ops.quote_name(model._meta.db_table)
    names = ", ".join(connection.ops.quote_name(str(field.column)) for field in fields)  # type: ignore[union-attr]  # no field here is a reverse relation
    if connection.vendor == "postgresql":
        return _copy(f"COPY {table} ({names}) FROM STDIN", (constants + row for row in rows) if constants else rows)
    placeholders = ", ".join([*(_literal(value) for value in constants), *["%s"] * len(columns)])
    return _many(f"INSERT INTO {table} ({names}) VALUES ({placeholders})", rows)  # noqa: S608 - only names of our own, quoted


def insert_missing(model: type[models.Model], columns: Sequence[str], rows: Iterable[Row]) -> int:
    """Insert the rows that no uniqueness rule of the table refuses, and return how many. Everything else is as in `insert`.

    Where another transaction has inserted the same and not committed yet, it waits for that and then inserts nothing.
    """
    table = connection.ops.quote_name(model._meta.db_table)
    names = ", ".join(connection.ops.quote_name(str(model._meta.get_field(name).column)) for name in columns)  # type: ignore[union-attr]  # as above
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"CREATE TEMPORARY TABLE new_rows AS SELECT {names} FROM {table} WITH NO DATA")  # noqa: S608 - as above
            _copy(f"COPY new_rows ({names}) FROM STDIN", rows)
            cursor.execute(f"INSERT INTO {table} ({names}) SELECT {names} FROM new_rows ON CONFLICT DO NOTHING")  # noqa: S608 - as above
            inserted = int(cursor.rowcount)
            cursor.execute("DROP TABLE new_rows")
            return inserted
    placeholders = ", ".join(["%s"] * len(columns))
    before = model._default_manager.count()
    _many(f"INSERT INTO {table} ({names}) VALUES ({placeholders}) ON CONFLICT DO NOTHING", rows)  # noqa: S608 - as above
    return model._default_manager.count() - before


def insert_columns(model: type[models.Model], columns: Mapping[str, Any], *, always: Mapping[str, Any] | None = None) -> int:
    """Insert rows from Arrow columns and return how many. `columns` gives each column by the name of its model field.

    A column contains text as the database stores it (a key as 32 hexadecimal digits), or instants in UTC without a zone.
    Everything else is as in `insert`.
    """
    constants = {name: value if value is None else str(value) for name, value in (always or {}).items()}
    fields = [model._meta.get_field(name) for name in (*constants, *columns)]
    table = connection.ops.quote_name(model._meta.db_table)
    names = ", ".join(connection.ops.quote_name(str(field.column)) for field in fields)  # type: ignore[union-attr]  # as above
    chunks = pa.table(dict(columns)).to_batches(max_chunksize=ROWS_IN_COLUMNS)
    if connection.vendor == "postgresql":
        escaped_constants = [_escaped(pa.scalar(value, pa.string())) for value in constants.values()]
        with connection.cursor() as cursor, cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
            for chunk in chunks:
                copy.write(_as_copied(escaped_constants, chunk.columns))
    else:
        placeholders = ", ".join([*(_literal(value) for value in (always or {}).values()), *["%s"] * len(columns)])
        statement = f"INSERT INTO {table} ({names}) VALUES "  # noqa: S608 - only names of our own, quoted
        with connection.cursor() as cursor:
            for chunk in chunks:
                _many_at_once(cursor, statement, f"({placeholders})", chunk, _rows_per_statement(model))
    return sum(chunk.num_rows for chunk in chunks)


def _rows_per_statement(model: type[models.Model]) -> int:
    """Return how many rows one INSERT takes: many for a table with checks, which SQLite prepares once per statement."""
    return 50 if any(isinstance(constraint, models.CheckConstraint) for constraint in model._meta.constraints) else 1


def _many_at_once(cursor: Any, statement: str, placeholders: str, chunk: Any, rows_at_once: int) -> None:
    """Insert a chunk with `rows_at_once` rows in each statement, and the remaining rows one by one."""
    in_full_statements = chunk.num_rows - chunk.num_rows % rows_at_once
    columns = [_as_objects(column) for column in chunk.columns]
    cursor.executemany(
        statement + ", ".join([placeholders] * rows_at_once),
        np.column_stack([column[:in_full_statements] for column in columns]).reshape(-1, rows_at_once * len(columns)).tolist(),
    )
    if in_full_statements < chunk.num_rows:
        cursor.executemany(
            statement + placeholders, np.column_stack([column[in_full_statements:] for column in columns]).tolist()
        )


def _as_objects(column: Any) -> npt.NDArray[np.object_]:
    """Return an Arrow column as Python values. For a dictionary column, each word becomes one Python string, not one per row."""
    if pa.types.is_dictionary(column.type):
        words = np.array([*column.dictionary.to_pylist(), None], object)
        indices = column.indices.fill_null(len(words) - 1).to_numpy(zero_copy_only=False)
        return np.asarray(words[indices], object)
    if pa.types.is_timestamp(column.type):
        column = column.cast(pa.string())
    return np.asarray(column.to_numpy(zero_copy_only=False), object)


def _as_copied(constants: Sequence[Any], columns: Sequence[Any]) -> memoryview:
    """Return rows in the text format of COPY, built column by column. The result is a view of an Arrow buffer, not a copy."""
    texts = [*constants, *map(_as_text, columns)]
    lines = pc.binary_join_element_wise(*texts, "\t", null_handling="replace", null_replacement="\\N")
    lines = pc.binary_join_element_wise(lines, "", "\n")
    offsets, text = lines.buffers()[1], lines.buffers()[2]
    first, last = np.frombuffer(offsets, np.int32)[[lines.offset, lines.offset + len(lines)]]
    return memoryview(text)[first:last]


def _as_text(column: Any) -> Any:
    if pa.types.is_dictionary(column.type):
        return _escaped(column.dictionary).take(column.indices)
    return column.cast(pa.string()) if pa.types.is_timestamp(column.type) else _escaped(column)


def _escaped(text: Any) -> Any:
    """Return text with backslashes, tabs and line ends escaped as COPY requires."""
    for plain, escaped in (("\\", "\\\\"), ("\t", "\\t"), ("\n", "\\n"), ("\r", "\\r")):
        text = pc.replace_substring(text, plain, escaped)
    return text


def alone_with(*kinds: type[models.Model]) -> bool:
    """Return whether this transaction may drop and rebuild the indexes of these tables. Call it at the transaction's start.

    On SQLite other connections see nothing until the commit, so it always may. On PostgreSQL, dropping an index takes an
    exclusive lock and blocks readers of the table, so it may only while the tables are empty. One statement locks all tables
    or none, without waiting, so that there is no deadlock with a transaction that has locked one of them.
    """
    if connection.vendor == "sqlite":
        return True
    if any(kind._default_manager.exists() for kind in kinds):
        return False
    tables = ", ".join(connection.ops.quote_name(kind._meta.db_table) for kind in kinds)
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {tables} IN ACCESS EXCLUSIVE MODE NOWAIT")
    except OperationalError:
        return False
    return True


@contextmanager
def indexes_made_after(*kinds: type[models.Model], rows: int, alone: bool) -> Iterator[None]:
    """Drop the indexes of these tables, run the block, and build the indexes again, which is faster than row by row.

    Does so only for many `rows` into tables that have few, and only if `alone_with` returned True (`alone`); otherwise the
    indexes stay. The caller's transaction covers the indexes too. On PostgreSQL it also drops the foreign keys between the
    tables and adds them again, which checks them.
    """
    if not alone or rows < MANY or any(kind._default_manager.all()[MANY:].exists() for kind in kinds):
        yield
        return
    with connection.cursor() as cursor:
        dropped = _indexes(cursor, kinds) + ([] if connection.vendor == "sqlite" else _foreign_keys(cursor, kinds))
        for drop, _ in dropped:
            cursor.execute(drop)
        yield
        if connection.vendor == "postgresql":
            # Run the deferred checks now: PostgreSQL refuses to alter a table that has pending ones.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
        for _, create in dropped:
            cursor.execute(create)


def _indexes(cursor: Any, kinds: Sequence[type[models.Model]]) -> list[tuple[str, str]]:
    """Return the statements that drop and create each index that serves no constraint. Creating a unique one checks the rows."""
    indexes = [
        index for kind in kinds for index in cursor.execute(_INDEX_QUERIES[connection.vendor], [kind._meta.db_table]).fetchall()
    ]
    return [(f"DROP INDEX {connection.ops.quote_name(name)}", create) for name, create in indexes]


_INDEX_QUERIES = {
    "sqlite": "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name = %s",
    "postgresql": "SELECT relname, pg_get_indexdef(indexrelid) FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid"
    " WHERE indrelid = %s::regclass AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conindid = indexrelid)",
}


def _foreign_keys(cursor: Any, kinds: Sequence[type[models.Model]]) -> list[tuple[str, str]]:
    """Return the statements that drop and add each foreign key between these tables, on PostgreSQL."""
    tables = [kind._meta.db_table for kind in kinds]
    cursor.execute(
        "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE contype = 'f'"
        " AND conrelid = ANY(%s::regclass[]) AND confrelid = ANY(%s::regclass[])",
        [tables, tables],
    )
    quoted = connection.ops.quote_name
    return [
        (f"ALTER TABLE {table} DROP CONSTRAINT {quoted(name)}", f"ALTER TABLE {table} ADD CONSTRAINT {quoted(name)} {definition}")
        for table, name, definition in cursor.fetchall()
    ]


def _literal(value: object) -> str:
    """Return a value as SQL text for SQLite."""
    ((stored,),) = _as_sqlite_stores([(value,)])
    if stored is None or isinstance(stored, int):
        return "NULL" if stored is None else str(int(stored))
    return "'" + str(stored).replace("'", "''").replace("%", "%%") + "'"


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
            cursor.executemany(statement, list(_as_sqlite_stores(chunk)))
            count += len(chunk)
    return count


def _as_sqlite_stores(rows: Sequence[Row]) -> Iterator[Row]:
    """Yield the rows as SQLite stores them for Django: UUIDs as 32 hexadecimal digits, instants (in UTC) as text without a zone.

    Converts column by column, by the type of its first value that is not None: all values of a column have one type or are None.
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
    """Return a value as text for a JSON column, in both databases."""
    return json.dumps(value)
