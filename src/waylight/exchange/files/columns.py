"""The rows of a file as columns of text, for files too long to read a row at a time."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import batched
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv

from waylight.exchange.files.mapping import FileMapping
from waylight.exchange.files.spreadsheets import LONGEST_CELL, Cells, find_headings, open_table, unquoted_csv

type Integers = npt.NDArray[np.int64]
type Booleans = npt.NDArray[np.bool_]
ROWS_AT_A_TIME = 50_000


@dataclass(frozen=True)
class ColumnTable:
    """One column of text for each field of the mapping, not stripped. `numbers` are the row numbers in the file."""

    fields: tuple[str, ...]
    numbers: Integers
    text: dict[str, Any]

    def __len__(self) -> int:
        return len(self.numbers)

    def row(self, place: int) -> Cells:
        """Return the cells of one row, stripped, in the order of the fields."""
        return tuple(self.text[field][place].as_py().strip() for field in self.fields)

    def rows(self, places: Integers) -> Iterable[tuple[int, int, Cells]]:
        """Yield the place, row number and stripped cells of each of these rows."""
        columns = [self.text[field].take(pa.array(places)).to_pylist() for field in self.fields]
        for place, number, *cells in zip(places.tolist(), self.numbers[places].tolist(), *columns, strict=True):
            yield place, number, tuple([cell.strip() for cell in cells])


def read_columns(path: Path, mapping: FileMapping, *, tick: Callable[[int], None] = lambda _: None) -> ColumnTable:
    """Read a whole CSV or XLSX file without its empty rows. `tick` receives how many rows are read. Raises UnreadableFile."""
    return read_unquoted_csv(path, mapping) or _row_by_row(path, mapping, tick)


def _row_by_row(path: Path, mapping: FileMapping, tick: Callable[[int], None]) -> ColumnTable:
    table = open_table(path, mapping)
    numbers: list[int] = []
    parts: list[list[Any]] = [[] for _ in table.fields]
    for chunk in batched(table.rows, ROWS_AT_A_TIME):
        numbers += [number for number, _ in chunk]
        for part, cells in zip(parts, zip(*(cells for _, cells in chunk), strict=True), strict=True):
            part.append(pa.array(cells, pa.string()))
        tick(len(numbers))
    text = {field: pa.concat_arrays(part or [pa.array([], pa.string())]) for field, part in zip(table.fields, parts, strict=True)}
    return ColumnTable(tuple(table.fields), np.array(numbers, np.int64), text)


def read_unquoted_csv(path: Path, mapping: FileMapping) -> ColumnTable | None:
    """Read a CSV file in which each line is one row as wide as the headings and no cell is quoted. Return None for others."""
    lines = unquoted_csv(path)
    heading = find_headings(path, mapping) if lines else None
    if not lines or heading is None:
        return None
    try:
        table = csv.read_csv(
            pa.BufferReader(lines),
            csv.ReadOptions(column_names=[str(place) for place in range(heading.width)], skip_rows=heading.number),
            csv.ParseOptions(quote_char=False, ignore_empty_lines=False),
            csv.ConvertOptions(
                column_types={str(place): pa.string() for place in range(heading.width)}, strings_can_be_null=False
            ),
        )
    except pa.ArrowInvalid:
        return None
    if any(pc.max(pc.binary_length(column)).as_py() > LONGEST_CELL for column in table.columns if len(column)):
        return None  # `_row_by_row` refuses the file and gives the reason
    filled = _filled(table)
    numbers = np.arange(heading.number + 1, heading.number + 1 + len(table))
    if not filled.all():
        table, numbers = table.filter(pa.array(filled)), numbers[filled]
    blanks = pa.array([""]).take(pa.array(np.zeros(len(table), np.int8)))
    text = {field: blanks if place is None else table.column(place).combine_chunks() for field, place in heading.places.items()}
    return ColumnTable(tuple(mapping.columns), numbers, text)


def _filled(table: Any) -> Booleans:
    """Return which rows have a cell that is not empty."""
    longest = np.zeros(len(table), np.int64)
    for column in table.columns:
        np.maximum(longest, pc.binary_length(column).to_numpy(), out=longest)
        if longest.all():
            break
    return longest > 0


def read_distinct[T](column: Any, read: Callable[[str], T]) -> tuple[Integers, list[T]]:
    """Read each different text of a column once. Return, for each row, the index of its value, and the list of values."""
    encoded = column.dictionary_encode()
    return encoded.indices.to_numpy(zero_copy_only=False).astype(np.int64), [
        read(text) for text in encoded.dictionary.to_pylist()
    ]


def dictionary_column(values: Sequence[str | None], indices: Integers) -> Any:
    """Return an Arrow dictionary column: row i has the text `values[indices[i]]`. None becomes null."""
    distinct = list(dict.fromkeys(text for text in values if text is not None))
    place = {text: index for index, text in enumerate(distinct)}
    codes = np.array([-1 if text is None else place[text] for text in values] or [-1], np.int32)[indices]
    return pa.DictionaryArray.from_arrays(pa.array(codes, mask=codes < 0), pa.array(distinct, pa.string()))


def map_dictionary(column: Any, read: Callable[[str], str | None]) -> Any:
    """Return an Arrow dictionary column with each different text replaced by what `read` returns. None becomes null."""
    return dictionary_column(
        [read(word) for word in column.dictionary.to_pylist()], column.indices.to_numpy(zero_copy_only=False)
    )
