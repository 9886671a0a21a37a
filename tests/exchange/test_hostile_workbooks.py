"""Workbooks made to fill the memory are refused before they are unpacked."""

from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from waylight.exchange import tables
from waylight.exchange.refusals import UnreadableFile
from waylight.exchange.tables import first_lines


def test_a_workbook_that_swells_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = tmp_path / "interviews.xlsx"
    with ZipFile(bomb, "w", ZIP_DEFLATED) as packed:
        packed.writestr("xl/sharedStrings.xml", b"0" * 1_000_000)
    monkeypatch.setattr(tables, "LARGEST_UNPACKED", 500_000)
    with pytest.raises(UnreadableFile, match="too large"):
        first_lines(bomb)
