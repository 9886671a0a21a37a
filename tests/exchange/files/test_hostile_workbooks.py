"""Workbooks made to fill the memory, or to keep a worker busy, do neither."""

from contextlib import suppress
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook

from waylight.exchange.files import spreadsheets
from waylight.exchange.files.refusals import UnreadableFile
from waylight.exchange.files.spreadsheets import first_lines

EVERY = 10_000


def test_a_workbook_that_swells_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = tmp_path / "interviews.xlsx"
    with ZipFile(bomb, "w", ZIP_DEFLATED) as packed:
        packed.writestr("xl/sharedStrings.xml", b"0" * 1_000_000)
    monkeypatch.setattr(spreadsheets, "LARGEST_UNPACKED", 500_000)
    with pytest.raises(UnreadableFile, match="too large"):
        first_lines(bomb)


def sheet_of(folder: Path, rows: str, *, before: str = "") -> Path:
    """A workbook of one sheet with these rows, as XML."""
    made = folder / "interviews.xlsx"
    book = Workbook()
    book.save(folder / "plain.xlsx")
    with ZipFile(folder / "plain.xlsx") as plain, ZipFile(made, "w", ZIP_DEFLATED) as packed:
        for part in plain.infolist():
            xml = plain.read(part)
            if part.filename.endswith("sheet1.xml"):
                space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
                xml = (
                    f'<?xml version="1.0"?>{before}<worksheet xmlns="{space}"><sheetData>{rows}</sheetData></worksheet>'.encode()
                )
            packed.writestr(part, xml)
    return made


def a_row(number: int, column: str = "A", said: str = "x") -> str:
    return f'<row r="{number}"><c r="{column}{number}" t="inlineStr"><is><t>{said}</t></is></c></row>'


def test_a_row_far_below_the_last_is_not_looked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreadsheets, "LAST_ROW", 20)
    told = first_lines(sheet_of(tmp_path, a_row(1) + a_row(10**12)), EVERY)
    assert (told[0], len(told), any(map(any, told[1:]))) == (["x"], 20, False)


def test_rows_made_too_wide_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreadsheets, "MOST_CELLS", 100_000)
    with pytest.raises(UnreadableFile, match="too many cells"):
        first_lines(sheet_of(tmp_path, "".join(a_row(number, "XFD") for number in range(1, 200))), EVERY)


@pytest.mark.parametrize(
    "row",
    [
        pytest.param('<row r="1"><c r="A1"><v>Amina</v></c></row>', id="words where a number is said to be"),
        pytest.param('<row r="1"><c r="A1" t="s"><v>99</v></c></row>', id="a string that is not there"),
        pytest.param('<row r="1"><c r="1A"><v>1</v></c></row>', id="a place that is none"),
        pytest.param('<row r="one"><c r="A1"><v>1</v></c></row>', id="a row that is no number"),
        pytest.param('<row r="1"><c r="A1" t="d"><v>soon</v></c></row>', id="a day that is none"),
        pytest.param('<row r="1"><c r="A1"><v>1</v></row>', id="XML that does not close"),
    ],
)
def test_a_workbook_no_spreadsheet_wrote_is_refused_in_words(tmp_path: Path, row: str) -> None:
    with pytest.raises(UnreadableFile, match=r"Save it again as \.xlsx or CSV"):
        first_lines(sheet_of(tmp_path, row), EVERY)


def test_what_an_entity_would_swell_to_is_not_read(tmp_path: Path) -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    bomb = sheet_of(tmp_path, a_row(1, said="&l11;"), before=f'<!DOCTYPE w [<!ENTITY l0 "ha">{laughs}]>')
    with pytest.raises(UnreadableFile):
        first_lines(bomb, EVERY)


def test_a_file_of_ours_is_not_read_into_a_sheet(tmp_path: Path) -> None:
    (tmp_path / "secret-key").write_text("a secret of ours")
    outside = f'<!DOCTYPE w [<!ENTITY key SYSTEM "file://{tmp_path}/secret-key">]>'
    told = ""
    with suppress(UnreadableFile):
        told = str(first_lines(sheet_of(tmp_path, a_row(1, said="&key;"), before=outside), EVERY))
    assert "a secret of ours" not in told


def test_a_formula_is_read_as_what_it_came_to_and_run_by_nobody(tmp_path: Path) -> None:
    formula = '<row r="1"><c r="A1" t="str"><f>HYPERLINK("http://evil.example","Amina")</f><v>Amina</v></c></row>'
    assert first_lines(sheet_of(tmp_path, formula), EVERY) == [["Amina"]]


def test_strings_made_to_fill_the_memory_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = tmp_path / "interviews.xlsx"
    with ZipFile(bomb, "w", ZIP_DEFLATED) as packed:
        packed.writestr("xl/sharedStrings.xml", b"0" * 1_000_000)
    monkeypatch.setattr(spreadsheets, "MOST_STRINGS", 500_000)
    with pytest.raises(UnreadableFile, match="too large"):
        first_lines(bomb)


def test_a_csv_of_one_endless_cell_is_refused_in_words(tmp_path: Path) -> None:
    endless = tmp_path / "police_reports.csv"
    endless.write_text("Reference,Surname\n1," + "A" * 1_000_000 + "\n")
    with pytest.raises(UnreadableFile):
        first_lines(endless, EVERY)


def test_a_folder_or_a_device_is_no_csv(tmp_path: Path) -> None:
    binary = tmp_path / "police_reports.csv"
    binary.write_bytes(bytes(range(256)) * 100)
    with suppress(UnreadableFile):
        first_lines(binary, EVERY)
