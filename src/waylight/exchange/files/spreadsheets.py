"""Reading the rows of CSV files and workbooks by the fields of a mapping."""

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
LARGEST_UNPACKED = 2 * 1024**3  # bytes
# openpyxl reads all strings of a workbook into memory before its first row.
MOST_STRINGS = 256 * 1024**2  # bytes
# What openpyxl raises for a workbook that was not written by a spreadsheet program.
MALFORMED = (ValueError, SyntaxError, LookupError, TypeError, AttributeError, ArithmeticError, BadZipFile, zlib.error, EOFError)
# The last row a sheet can have, and more cells than any extract has. openpyxl reads rows missing from the file as empty ones.
LAST_ROW, MOST_CELLS = 1_048_576, 200_000_000
WORKBOOKS = {".xlsx", ".xlsm"}
LONGEST_CELL = csv.field_size_limit()


type Cells = tuple[str, ...]


@dataclass
class RowTable:
    """The rows of one file: the row number, and the cells in the order of `fields`. A missing column gives empty cells."""

    file: str
    fields: Sequence[str]
    rows: Iterator[tuple[int, Cells]]

    def at(self, field: str) -> int:
        return self.fields.index(field)


def open_table(path: Path, mapping: FileMapping) -> RowTable:
    """Open a CSV or XLSX file. Raises UnreadableFile when it cannot be read or a required column is missing."""
    lines = _lines(path)
    heading = _headings(lines, mapping, path)
    fields = tuple(mapping.columns)
    return RowTable(path.name, fields, _cells_of_fields(lines, [heading.places[field] for field in fields]))


@dataclass(frozen=True)
class Headings:
    """The line of the headings: its number (the first line is 1), its number of cells, and the cell of each field."""

    number: int
    width: int
    places: Mapping[str, int | None]


def find_headings(path: Path, mapping: FileMapping) -> Headings:
    """Find the headings of a file. Raises UnreadableFile when a required column is missing."""
    return _headings(_lines(path), mapping, path)


def _headings(lines: Iterator[tuple[int, Sequence[str]]], mapping: FileMapping, path: Path) -> Headings:
    searched = []
    for number, cells in islice(lines, LINES_SEARCHED_FOR_HEADINGS):
        places = _places(cells, mapping)
        if all(places[field] is not None for field in mapping.required):
            return Headings(number, len(cells), places)
        searched.append((number, places))
    best = max(searched, key=lambda line: sum(place is not None for place in line[1].values()), default=(0, {}))[1]
    missing = ", ".join(
        mapping.heading(field) for field in mapping.columns if field in mapping.required and best.get(field) is None
    )
    raise UnreadableFile(f"{path.name} has no column for {missing}. Check the headings, or choose which of its columns to use.")


def unquoted_csv(path: Path) -> bytes | None:
    """Return a CSV file's contents in UTF-8 when each line is one row and no cell is quoted. Return None for other files."""
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
    """Return the first lines of a file. Raises UnreadableFile."""
    return [cells for _, cells in islice(_lines(path), count)]


def guess_heading_line(lines: Sequence[Sequence[str]]) -> int:
    """Return the index of the line of headings: the first of these lines with the most filled cells."""
    filled = [sum(bool(cell.strip()) for cell in cells) for cells in lines[:LINES_SEARCHED_FOR_HEADINGS]]
    return filled.index(max(filled))


def has_required_headings(lines: Sequence[Sequence[str]], mapping: FileMapping) -> bool:
    """Return whether one of these lines has every heading that the mapping requires."""
    return any(all(_places(cells, mapping)[field] is not None for field in mapping.required) for cells in lines)


def _lines(path: Path) -> Iterator[tuple[int, Sequence[str]]]:
    return _sheet(path) if path.suffix.lower() in WORKBOOKS else _csv(path)


def _places(cells: Sequence[str], mapping: FileMapping) -> dict[str, int | None]:
    headings = {" ".join(cell.split()).casefold(): place for place, cell in reversed(list(enumerate(cells)))}
    return {
        field: next((headings[name.casefold()] for name in names if name.casefold() in headings), None)
        for field, names in mapping.columns.items()
    }


def _cells_of_fields(lines: Iterator[tuple[int, Sequence[str]]], places: Sequence[int | None]) -> Iterator[tuple[int, Cells]]:
    for number, cells in lines:
        width = len(cells)
        if any(cells):
            yield number, tuple([cells[place].strip() if place is not None and place < width else "" for place in places])


def _csv(path: Path) -> Iterator[tuple[int, list[str]]]:
    _refuse_zero_bytes(path)
    with path.open(newline="", encoding=_encoding(path), errors="strict") as file:
        try:
            yield from enumerate(csv.reader(file), start=1)
        except (csv.Error, UnicodeDecodeError) as problem:
            raise UnreadableFile(f"{path.name} cannot be read as a CSV file: {problem}.") from problem


def _refuse_zero_bytes(path: Path) -> None:
    """Refuse a file with a zero byte. Databases do not store them in text, and files in UTF-16 are full of them."""
    with path.open("rb") as file:
        if any(b"\0" in block for block in iter(lambda: file.read(1 << 20), b"")):
            raise UnreadableFile(f"{path.name} is not plain text. Save it as CSV (UTF-8).")


def _encoding(path: Path) -> str:
    """Return the file's encoding: ASCII or UTF-8 when it is valid, or else Windows-1252, which forces' systems write."""
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
    _refuse_zip_bomb(path)
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


def _refuse_zip_bomb(path: Path) -> None:
    """Refuse a workbook that would fill the memory when it is unpacked: a workbook is a ZIP file."""
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
