"""Writing a workbook a row at a time, directly as XML.

A spreadsheet library needs minutes for a million rows; this needs seconds and little memory. The file has no
creation time, so that the same rows give the same bytes.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import IO, Self
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from waylight.exchange.simulation.clock_text import DAY

ROWS_A_SHEET = 1_048_576
_FIRST_DAY = 25_569  # the number of 1 January 1970 in spreadsheets
_TYPES = "http://schemas.openxmlformats.org"
_MAIN = f'xmlns="{_TYPES}/spreadsheetml/2006/main"'
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class Day:
    """A date, in days since 1970."""

    day: int


@dataclass(frozen=True, slots=True)
class Minute:
    """A wall-clock time, in minutes since 1970."""

    minute: int


type Cell = str | Day | Minute | None


class Workbook:
    """A context manager that writes a workbook. When a sheet is full, the rows continue on the next one."""

    def __init__(self, path: Path, *, name: str) -> None:
        self._zip = ZipFile(path, "w", ZIP_DEFLATED, compresslevel=3)
        self._name = name
        self._sheets = 0
        self._rows = 0
        self._sheet: IO[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._sheet is None:
            self._new_sheet()
        self._end_sheet()
        for part, content in self._parts().items():
            self._zip.writestr(_part(part), content)
        self._zip.close()

    def write(self, rows: Iterable[Iterable[Cell]]) -> None:
        for row in rows:
            if self._sheet is None or self._rows == ROWS_A_SHEET:
                self._new_sheet()
            self._rows += 1
            cells = "".join([_cell(f"{_LETTERS[place]}{self._rows}", cell) for place, cell in enumerate(row) if cell])
            self._sheet.write(f'<row r="{self._rows}">{cells}</row>'.encode())  # type: ignore[union-attr]  # opened just above

    def _new_sheet(self) -> None:
        self._end_sheet()
        self._sheets += 1
        self._rows = 0
        self._sheet = self._zip.open(_part(f"xl/worksheets/sheet{self._sheets}.xml"), "w", force_zip64=True)
        self._sheet.write(f"{_HEAD}<worksheet {_MAIN}><sheetData>".encode())

    def _end_sheet(self) -> None:
        if self._sheet is not None:
            self._sheet.write(b"</sheetData></worksheet>")
            self._sheet.close()
            self._sheet = None

    def _parts(self) -> dict[str, str]:
        numbers = range(1, self._sheets + 1)
        kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
        links = f"{_TYPES}/officeDocument/2006/relationships"
        sheets = "".join(
            f'<sheet name="{escape(self._name)}{"" if number == 1 else f" {number}"}" sheetId="{number}" r:id="rId{number}"/>'
            for number in numbers
        )
        to_sheets = "".join(
            f'<Relationship Id="rId{number}" Type="{links}/worksheet" Target="worksheets/sheet{number}.xml"/>'
            for number in numbers
        )
        overrides = "".join(
            f'<Override PartName="/xl/worksheets/sheet{number}.xml" ContentType="{kind}.worksheet+xml"/>' for number in numbers
        )
        packed = f'xmlns="{_TYPES}/package/2006/relationships"'
        return {
            "[Content_Types].xml": f'{_HEAD}<Types xmlns="{_TYPES}/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
            f'<Override PartName="/xl/styles.xml" ContentType="{kind}.styles+xml"/>{overrides}</Types>',
            "_rels/.rels": f"{_HEAD}<Relationships {packed}>"
            f'<Relationship Id="rId1" Type="{links}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
            "xl/workbook.xml": f'{_HEAD}<workbook {_MAIN} xmlns:r="{links}"><sheets>{sheets}</sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f"{_HEAD}<Relationships {packed}>{to_sheets}"
            f'<Relationship Id="rId{self._sheets + 1}" Type="{links}/styles" Target="styles.xml"/></Relationships>',
            "xl/styles.xml": _STYLES,
        }


def _part(name: str) -> ZipInfo:
    part = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    part.compress_type = ZIP_DEFLATED
    return part


def _cell(place: str, cell: Cell) -> str:
    if isinstance(cell, Minute):
        return f'<c r="{place}" s="1"><v>{_FIRST_DAY + cell.minute / DAY:.8f}</v></c>'
    if isinstance(cell, Day):
        return f'<c r="{place}" s="2"><v>{_FIRST_DAY + cell.day}</v></c>'
    return f'<c r="{place}" t="inlineStr"><is><t>{escape(cell or "", quote=False)}</t></is></c>'


_STYLES = (
    f"{_HEAD}<styleSheet {_MAIN}>"
    '<numFmts count="2"><numFmt numFmtId="164" formatCode="dd/mm/yyyy hh:mm"/>'
    '<numFmt numFmtId="165" formatCode="dd/mm/yyyy"/></numFmts>'
    '<fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border/></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="165" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
