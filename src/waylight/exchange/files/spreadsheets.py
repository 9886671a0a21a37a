"""Reading tables out of CSV files and workbooks, whatever the council, force or provider calls its columns."""

import codecs
import csv
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from zipfile import BadZipFile, ZipFile

import openpyxl

from waylight.exchange.files.mapping import FileMapping
from waylight.exchange.files.refusals import UnreadableFile

LINES_SEARCHED_FOR_HEADINGS = 15
LARGEST_UNPACKED = 2 * 1024**3
# The strings of a workbook are read whole, before its first row.
MOST_STRINGS = 256 * 1024**2
# What the reader of workbooks stumbles over in one that no spreadsheet wrote.
MALFORMED = (ValueError, SyntaxError, LookupError, TypeError, AttributeError, ArithmeticError, BadZipFile, zlib.error, EOFError)
# The last row of any sheet, and more cells than any extract has; those that a file leaves out are read, empty, too.
LAST_ROW, MOST_CELLS = 1_048_576, 200_000_000
WORKBOOKS = {".xlsx", ".xlsm"}
LONGEST_CELL = csv.field_size_limit()


type Cells = tuple[str, ...]


@dataclass
class RowTable:
    """The rows of one file as tuples in the order of the mapping's fields; a column the file lacks gives blanks."""

    file: str
    fields: Sequence[str]
    rows: Iterator[tuple[int, Cells]]

    def at(self, field: str) -> int:
        return self.fields.index(field)


def open_table(path: Path, mapping: FileMapping) -> RowTable:
    """Open a CSV or XLSX file; raises UnreadableFile when it is not one or a needed column is missing."""
    lines = _lines(path)
    heading = _headings(lines, mapping, path)
    fields = tuple(mapping.columns)
    return RowTable(path.name, fields, _picked(lines, [heading.places[field] for field in fields]))


@dataclass(frozen=True)
class Headings:
    """The line that holds the headings (the first is 1), how many cells it has, and at which of them each field stands."""

    number: int
    width: int
    places: Mapping[str, int | None]


def headings_of(path: Path, mapping: FileMapping) -> Headings:
    """Where a file's headings are. Raises UnreadableFile when a needed column is missing."""
    return _headings(_lines(path), mapping, path)


def _headings(lines: Iterator[tuple[int, Sequence[str]]], mapping: FileMapping, path: Path) -> Headings:
    passed = []
    for number, cells in islice(lines, LINES_SEARCHED_FOR_HEADINGS):
        places = _places(cells, mapping)
        if all(places[field] is not None for field in mapping.required):
            return Headings(number, len(cells), places)
        passed.append((number, places))
    best = max(passed, key=lambda line: sum(place is not None for place in line[1].values()), default=(0, {}))[1]
    lacking = ", ".join(
        mapping.heading(field) for field in mapping.columns if field in mapping.required and best.get(field) is None
    )
    raise UnreadableFile(f"{path.name} has no column for {lacking}. Check the headings, or choose which of its columns to use.")


def plain_text(path: Path) -> bytes | None:
    """A CSV file in UTF-8, when each of its lines is one row and no cell is quoted; None for any other."""
    if path.suffix.lower() in WORKBOOKS:
        return None
    lines = path.read_bytes()
    if b'"' in lines or b"\0" in lines or lines.count(b"\r") not in {0, lines.count(b"\r\n")}:
        return None
    try:
        return lines.decode("cp1252").encode() if _encoding(path) == "cp1252" else lines.removeprefix(codecs.BOM_UTF8)
    except UnicodeDecodeError:
        return None


def first_lines(path: Path, count: int = LINES_SEARCHED_FOR_HEADINGS) -> list[Sequence[str]]:
    """The opening lines as they stand. Raises UnreadableFile."""
    return [cells for _, cells in islice(_lines(path), count)]


def headings_in(lines: Sequence[Sequence[str]]) -> int:
    """Which of the opening lines holds the headings: the first of those with the most cells filled."""
    filled = [sum(bool(cell.strip()) for cell in cells) for cells in lines[:LINES_SEARCHED_FOR_HEADINGS]]
    return filled.index(max(filled))


def fits(lines: Sequence[Sequence[str]], mapping: FileMapping) -> bool:
    """Whether one of these lines holds every heading the mapping needs."""
    return any(all(_places(cells, mapping)[field] is not None for field in mapping.required) for cells in lines)


def _lines(path: Path) -> Iterator[tuple[int, Sequence[str]]]:
    return _sheet(path) if path.suffix.lower() in WORKBOOKS else _csv(path)


def _places(cells: Sequence[str], mapping: FileMapping) -> dict[str, int | None]:
    headings = {" ".join(cell.split()).casefold(): place for place, cell in reversed(list(enumerate(cells)))}
    return {
        field: next((headings[name.casefold()] for name in names if name.casefold() in headings), None)
        for field, names in mapping.columns.items()
    }


def _picked(lines: Iterator[tuple[int, Sequence[str]]], places: Sequence[int | None]) -> Iterator[tuple[int, Cells]]:
    for number, cells in lines:
        width = len(cells)
        if any(cells):
            yield number, tuple([cells[place].strip() if place is not None and place < width else "" for place in places])


def _csv(path: Path) -> Iterator[tuple[int, list[str]]]:
    _refuse_what_is_no_text(path)
    with path.open(newline="", encoding=_encoding(path), errors="strict") as file:
        try:
            yield from enumerate(csv.reader(file), start=1)
        except (csv.Error, UnicodeDecodeError) as problem:
            raise UnreadableFile(f"{path.name} cannot be read as a CSV file: {problem}.") from problem


def _refuse_what_is_no_text(path: Path) -> None:
    """No database keeps a zero byte in words; a file in UTF-16, or of another kind, is full of them."""
    with path.open("rb") as file:
        if any(b"\0" in block for block in iter(lambda: file.read(1 << 20), b"")):
            raise UnreadableFile(f"{path.name} is not plain text. Save it as CSV (UTF-8).")


def _encoding(path: Path) -> str:
    """UTF-8 where every byte allows it, else Windows-1252, which forces' systems write."""
    with path.open("rb") as file:
        opening = file.read(3)
        file.seek(0)
        if opening == b"\xef\xbb\xbf":
            return "utf-8-sig"
        try:
            for _ in iter(lambda: file.read(1 << 20).decode("ascii"), ""):
                pass
        except UnicodeDecodeError:
            file.seek(0)
        else:
            return "ascii"
        try:
            file.read().decode("utf-8")
        except UnicodeDecodeError:
            return "cp1252"
        return "utf-8"


def _sheet(path: Path) -> Iterator[tuple[int, list[str]]]:
    _refuse_what_swells(path)
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except Exception as problem:
        raise UnreadableFile(f"{path.name} cannot be opened as a workbook. Save it again as .xlsx or CSV.") from problem
    try:
        yield from _rows(path, book)
    except UnreadableFile:
        raise
    except MALFORMED as problem:
        raise UnreadableFile(f"{path.name} cannot be read to the end. Save it again as .xlsx or CSV.") from problem
    book.close()


def _rows(path: Path, book: openpyxl.Workbook) -> Iterator[tuple[int, list[str]]]:
    number = read = 0
    for sheet in book.worksheets:
        sheet.reset_dimensions()  # a workbook may say that it is a million cells wide, or name a row far below the last
        for cells in sheet.iter_rows(values_only=True, max_row=LAST_ROW):
            number += 1
            read += len(cells) + 1
            if read > MOST_CELLS:
                raise UnreadableFile(f"{path.name} has too many cells to read. Save the sheet you want to load as CSV.")
            yield number, [_as_text(cell) for cell in cells]


def _refuse_what_swells(path: Path) -> None:
    """A workbook is a packed folder; one made to fill the memory is far larger unpacked than any council's."""
    try:
        with ZipFile(path) as packed:
            unpacked = sum(part.file_size for part in packed.infolist())
            strings = max(
                (part.file_size for part in packed.infolist() if part.filename.endswith("sharedStrings.xml")), default=0
            )
    except (BadZipFile, OSError) as problem:
        raise UnreadableFile(f"{path.name} cannot be opened as a workbook. Save it again as .xlsx or CSV.") from problem
    if unpacked > LARGEST_UNPACKED or strings > MOST_STRINGS:
        raise UnreadableFile(f"{path.name} is too large to read as a workbook. Save it as CSV.")


def _as_text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return f"{cell:%d/%m/%Y %H:%M:%S}"
    if isinstance(cell, date):
        return f"{cell:%d/%m/%Y}"
    return str(cell)
