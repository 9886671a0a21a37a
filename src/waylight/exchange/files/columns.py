"""A file's rows as columns of text, for a file too long to be looked at a row at a time."""

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
from waylight.exchange.files.spreadsheets import LONGEST_CELL, Cells, headings_of, open_table, plain_text

type Numbers = npt.NDArray[np.int64]
type Truths = npt.NDArray[np.bool_]
ROWS_AT_A_TIME = 50_000


@dataclass(frozen=True)
class ColumnTable:
    """One text column for each of the mapping's fields, as the file has it; `numbers` says which row of the file each is."""

    fields: tuple[str, ...]
    numbers: Numbers
    text: dict[str, Any]

    def __len__(self) -> int:
        return len(self.numbers)

    def row(self, place: int) -> Cells:
        """One row's cells, stripped, in the order of the fields."""
        return tuple(self.text[field][place].as_py().strip() for field in self.fields)

    def rows(self, places: Numbers) -> Iterable[tuple[int, int, Cells]]:
        """The place, number and cells of each of these rows."""
        picked = [self.text[field].take(pa.array(places)).to_pylist() for field in self.fields]
        for place, number, *cells in zip(places.tolist(), self.numbers[places].tolist(), *picked, strict=True):
            yield place, number, tuple([cell.strip() for cell in cells])


def read_columns(path: Path, mapping: FileMapping, *, tick: Callable[[int], None] = lambda _: None) -> ColumnTable:
    """Read a CSV or XLSX file whole. Rows with nothing in them are passed over. Raises UnreadableFile."""
    return in_one_go(path, mapping) or _row_by_row(path, mapping, tick)


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


def in_one_go(path: Path, mapping: FileMapping) -> ColumnTable | None:
    """Read a file whose every line is a row as wide as the headings, with no cell quoted; None for any other."""
    lines = plain_text(path)
    heading = headings_of(path, mapping) if lines else None
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
        return None  # which the reader of rows refuses in words
    filled = _filled(table)
    numbers = np.arange(heading.number + 1, heading.number + 1 + len(table))
    if not filled.all():
        table, numbers = table.filter(pa.array(filled)), numbers[filled]
    nothing = pa.array([""]).take(pa.array(np.zeros(len(table), np.int8)))
    text = {field: nothing if place is None else table.column(place).combine_chunks() for field, place in heading.places.items()}
    return ColumnTable(tuple(mapping.columns), numbers, text)


def _filled(table: Any) -> Truths:
    """Which rows have anything in them."""
    longest = np.zeros(len(table), np.int64)
    for column in table.columns:
        np.maximum(longest, pc.binary_length(column).to_numpy(), out=longest)
        if longest.all():
            break
    return longest > 0


def by_word[T](column: Any, read: Callable[[str], T]) -> tuple[Numbers, list[T]]:
    """Read each different text of a column once: which of the values each row has, and the values."""
    encoded = column.dictionary_encode()
    return encoded.indices.to_numpy(zero_copy_only=False).astype(np.int64), [
        read(text) for text in encoded.dictionary.to_pylist()
    ]


def words(each: Sequence[str | None], which: Numbers) -> Any:
    """A column in which every different word stands once; `which` says, for every row, which of `each` it has."""
    known = list(dict.fromkeys(word for word in each if word is not None))
    place = {word: at for at, word in enumerate(known)}
    moved = np.array([-1 if word is None else place[word] for word in each] or [-1], np.int32)[which]
    return pa.DictionaryArray.from_arrays(pa.array(moved, mask=moved < 0), pa.array(known, pa.string()))


def reworded(column: Any, read: Callable[[str], str | None]) -> Any:
    """A column of words with each word changed to another, or to nothing."""
    return words([read(word) for word in column.dictionary.to_pylist()], column.indices.to_numpy(zero_copy_only=False))
