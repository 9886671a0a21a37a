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
    """Insert `rows`, tuples in the order of the model fields in `columns`, and return how many.

    `always` gives fields with the same value in every row. Runs in the caller's transaction. Values are Python values as the
    model holds them (UUID, aware datetime, date, str, int, bool or None). Sets no defaults and validates nothing.
    """
    same = tuple((always or {}).values())
    fields = [model._meta.get_field(name) for name in (*(always or {}), *columns)]
    table = connection.ops.quote_name(model._meta.db_table)
    names = ", ".join(connection.ops.quote_name(str(field.column)) for field in fields)  # type: ignore[union-attr]  # no reverse relation is among them
    if connection.vendor == "postgresql":
        return _copy(f"COPY {table} ({names}) FROM STDIN", (same + row for row in rows) if same else rows)
    marks = ", ".join([*(_literal(value) for value in same), *["%s"] * len(columns)])
    return _many(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows)  # noqa: S608 - quoted names of our own


def insert_columns(model: type[models.Model], columns: Mapping[str, Any], *, always: Mapping[str, Any] | None = None) -> int:
    """Insert rows from Arrow columns, each under the name of its model field, and return how many.

    A column has text as the database stores it (a key as 32 hexadecimal digits) or instants in UTC without a zone. Otherwise as
    `insert`.
    """
    constants = {name: value if value is None else str(value) for name, value in (always or {}).items()}
    fields = [model._meta.get_field(name) for name in (*constants, *columns)]
    table = connection.ops.quote_name(model._meta.db_table)
    names = ", ".join(connection.ops.quote_name(str(field.column)) for field in fields)  # type: ignore[union-attr]  # as above
    chunks = pa.table(dict(columns)).to_batches(max_chunksize=ROWS_IN_COLUMNS)
    if connection.vendor == "postgresql":
        same = [_escaped(pa.scalar(value, pa.string())) for value in constants.values()]
        with connection.cursor() as cursor, cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
            for chunk in chunks:
                copy.write(_as_copied(same, chunk.columns))
    else:
        marks = ", ".join([*(_literal(value) for value in (always or {}).values()), *["%s"] * len(columns)])
        with connection.cursor() as cursor:
            for chunk in chunks:
                _many_at_once(cursor, f"INSERT INTO {table} ({names}) VALUES ", f"({marks})", chunk, _rows_a_statement(model))  # noqa: S608 - quoted names of our own
    return sum(chunk.num_rows for chunk in chunks)


def _rows_a_statement(model: type[models.Model]) -> int:
    """SQLite prepares check constraints once per statement, so a table with checks takes many rows in one statement."""
    return 50 if any(isinstance(constraint, models.CheckConstraint) for constraint in model._meta.constraints) else 1


def _many_at_once(cursor: Any, statement: str, marks: str, chunk: Any, together: int) -> None:
    """Insert a chunk with `together` rows in each statement, and the remaining rows one by one."""
    whole = chunk.num_rows - chunk.num_rows % together
    columns = [_as_objects(column) for column in chunk.columns]
    cursor.executemany(
        statement + ", ".join([marks] * together),
        np.column_stack([column[:whole] for column in columns]).reshape(-1, together * len(columns)).tolist(),
    )
    if whole < chunk.num_rows:
        cursor.executemany(statement + marks, np.column_stack([column[whole:] for column in columns]).tolist())


def _as_objects(column: Any) -> npt.NDArray[np.object_]:
    """Return an Arrow column as Python values. Each word of a dictionary column is created once."""
    if pa.types.is_dictionary(column.type):
        words = np.array([*column.dictionary.to_pylist(), None], object)
        which = column.indices.fill_null(len(words) - 1).to_numpy(zero_copy_only=False)
        return np.asarray(words[which], object)
    if pa.types.is_timestamp(column.type):
        column = column.cast(pa.string())
    return np.asarray(column.to_numpy(zero_copy_only=False), object)


def _as_copied(same: Sequence[Any], columns: Sequence[Any]) -> memoryview:
    """Return rows in the text form of COPY, built column by column. The result is the buffer of one text column, not a copy."""
    texts = [*same, *map(_as_text, columns)]
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
    """Escape backslashes, tabs and line ends as COPY needs it."""
    for plain, written in (("\\", "\\\\"), ("\t", "\\t"), ("\n", "\\n"), ("\r", "\\r")):
        text = pc.replace_substring(text, plain, written)
    return text


def alone_with(*kinds: type[models.Model]) -> bool:
    """Return whether this transaction may drop and rebuild the indexes of these tables. Call it at the transaction's start.

    On SQLite other connections see nothing until the commit. On PostgreSQL, dropping an index takes an exclusive lock and
    readers of the table would block, so it is allowed only while the tables are empty. All tables are locked at once or none,
    so that it cannot deadlock with a transaction that has locked one of them.
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

    Only for many `rows` into tables that have few, and only if `alone_with` allows it; otherwise the indexes stay. The caller's
    transaction covers the indexes too. On PostgreSQL the foreign keys between the tables are also checked only at the end.
    """
    if not alone or rows < MANY or any(kind._default_manager.all()[MANY:].exists() for kind in kinds):
        yield
        return
    with connection.cursor() as cursor:
        put_off = _indexes(cursor, kinds) + ([] if connection.vendor == "sqlite" else _links(cursor, kinds))
        for taken_away_by, _ in put_off:
            cursor.execute(taken_away_by)
        yield
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")  # or pending checks block
        for _, made_by in put_off:
            cursor.execute(made_by)


def _indexes(cursor: Any, kinds: Sequence[type[models.Model]]) -> list[tuple[str, str]]:
    """Return, per index that belongs to no key, the statements that drop and create it. Creating it checks uniqueness."""
    found = [index for kind in kinds for index in cursor.execute(_LISTED[connection.vendor], [kind._meta.db_table]).fetchall()]
    return [(f"DROP INDEX {connection.ops.quote_name(name)}", made_by) for name, made_by in found]


_LISTED = {
    "sqlite": "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name = %s",
    "postgresql": "SELECT relname, pg_get_indexdef(indexrelid) FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid"
    " WHERE indrelid = %s::regclass AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conindid = indexrelid)",
}


def _links(cursor: Any, kinds: Sequence[type[models.Model]]) -> list[tuple[str, str]]:
    """Return the same for the foreign keys between these tables on PostgreSQL."""
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
    ((stored,),) = _as_sqlite_keeps_them([(value,)])
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
            cursor.executemany(statement, list(_as_sqlite_keeps_them(chunk)))
            count += len(chunk)
    return count


def _as_sqlite_keeps_them(rows: Sequence[Row]) -> Iterator[Row]:
    """Return UUIDs as 32 hexadecimal digits and instants (in UTC) as naive text, as Django reads them.

    Converts column by column, after the type of its first value: the values of a column have one type, or are None.
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
    """Return a value for a JSON column, for both databases."""
    return json.dumps(value)
