"""Writing many rows in the quickest way the database in use allows."""

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


def insert_columns(model: type[models.Model], columns: Mapping[str, Any], *, always: Mapping[str, Any] | None = None) -> int:
    """Insert rows given as Arrow columns, each under the name of its model field; returns how many.

    A column holds text as the database keeps it (a key as 32 hexadecimal digits), or instants in UTC without a zone.
    Otherwise as `insert`.
    """
    kept = {name: value if value is None else str(value) for name, value in (always or {}).items()}
    fields = [model._meta.get_field(name) for name in (*kept, *columns)]
    table = connection.ops.quote_name(model._meta.db_table)
    names = ", ".join(connection.ops.quote_name(str(field.column)) for field in fields)  # type: ignore[union-attr]  # as above
    chunks = pa.table(dict(columns)).to_batches(max_chunksize=ROWS_IN_COLUMNS)
    if connection.vendor == "postgresql":
        same = [_escaped(pa.scalar(value, pa.string())) for value in kept.values()]
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
    """SQLite sets up what a check needs once a statement: where there are checks, many rows share one."""
    return 50 if any(isinstance(promise, models.CheckConstraint) for promise in model._meta.constraints) else 1


def _many_at_once(cursor: Any, statement: str, marks: str, chunk: Any, together: int) -> None:
    """Insert a chunk, as many rows to a statement as `together` says and the last few alone."""
    whole = chunk.num_rows - chunk.num_rows % together
    columns = [_as_objects(column) for column in chunk.columns]
    cursor.executemany(
        statement + ", ".join([marks] * together),
        np.column_stack([column[:whole] for column in columns]).reshape(-1, together * len(columns)).tolist(),
    )
    if whole < chunk.num_rows:
        cursor.executemany(statement + marks, np.column_stack([column[whole:] for column in columns]).tolist())


def _as_objects(column: Any) -> npt.NDArray[np.object_]:
    """An Arrow column as Python values; each word of a dictionary is made once."""
    if pa.types.is_dictionary(column.type):
        words = np.array([*column.dictionary.to_pylist(), None], object)
        which = column.indices.fill_null(len(words) - 1).to_numpy(zero_copy_only=False)
        return np.asarray(words[which], object)
    if pa.types.is_timestamp(column.type):
        column = column.cast(pa.string())
    return np.asarray(column.to_numpy(zero_copy_only=False), object)


def _as_copied(same: Sequence[Any], columns: Sequence[Any]) -> memoryview:
    """Rows in the text form that COPY reads, built a column at a time: the buffer of one text column is the message itself."""
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
    """Text as COPY reads it: a backslash, a tab and the ends of lines stand behind a backslash."""
    for plain, written in (("\\", "\\\\"), ("\t", "\\t"), ("\n", "\\n"), ("\r", "\\r")):
        text = pc.replace_substring(text, plain, written)
    return text


def alone_with(*kinds: type[models.Model]) -> bool:
    """Whether this transaction may take the indexes of these tables away and make them again; asked when it begins.

    SQLite shows others nothing of it until it is done. PostgreSQL shuts out whoever reads a table whose index goes, so
    there it is done only while the tables are empty, and nobody has anything to read; all of them are locked at once or
    none, so that nobody who holds one and waits for another stands in the way.
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
    """Within this block tables are written without their indexes, which are made again at its end, sorted.

    For a load of many `rows` into tables that hold few, which it is `alone_with`; any other goes on as usual. The
    caller's transaction covers the indexes too. On PostgreSQL links between the tables are likewise checked at the end.
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
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")  # what waits would bar the way
        for _, made_by in put_off:
            cursor.execute(made_by)


def _indexes(cursor: Any, kinds: Sequence[type[models.Model]]) -> list[tuple[str, str]]:
    """The statements that drop each index, save those of a key, and that make it again, when what it promises is checked."""
    found = [index for kind in kinds for index in cursor.execute(_LISTED[connection.vendor], [kind._meta.db_table]).fetchall()]
    return [(f"DROP INDEX {connection.ops.quote_name(name)}", made_by) for name, made_by in found]


_LISTED = {
    "sqlite": "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name = %s",
    "postgresql": "SELECT relname, pg_get_indexdef(indexrelid) FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid"
    " WHERE indrelid = %s::regclass AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conindid = indexrelid)",
}


def _links(cursor: Any, kinds: Sequence[type[models.Model]]) -> list[tuple[str, str]]:
    """Likewise the links that PostgreSQL keeps between these kinds."""
    tables = [kind._meta.db_table for kind in kinds]
    cursor.execute(
        "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE contype = 'f'"
        " AND conrelid = ANY(%s::regclass[]) AND confrelid = ANY(%s::regclass[])",
        [tables, tables],
    )
    quoted = connection.ops.quote_name
    return [
        (f"ALTER TABLE {table} DROP CONSTRAINT {quoted(name)}", f"ALTER TABLE {table} ADD CONSTRAINT {quoted(name)} {told}")
        for table, name, told in cursor.fetchall()
    ]


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
