"""The month's workbook holds words and numbers: whatever a name is, nothing in it is a formula or a link."""

from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from tests.reports.quarters import a_march
from waylight.reports.formats.xlsx import xlsx
from waylight.reports.month import MonthReport, month_report

HOSTILE = [
    '=HYPERLINK("http://evil.example","Harrowmere")',
    "+1+1",
    "-2+3",
    "@SUM(1)",
    "{=1+1}",
    "http://evil.example/",
    "\t=1+1",
]


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> MonthReport:
    return month_report(a_march(tmp_path_factory.mktemp("march")), whole_view=True)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_that_would_run_is_only_written(report: MonthReport, name: str) -> None:
    named = replace(
        report,
        council=name,
        notes=(name,),
        changed=(name,),
        repeats=replace(report.repeats, head=(name, *report.repeats.head[1:]), rows=((name, *report.repeats.rows[0][1:]),)),
        definitions=(replace(report.definitions[0], name=name, means=name, counts=name, source=name),),
    )
    made = xlsx(named)
    assert formulas_and_links(made) == []
    cells = [cell for sheet in load_workbook(BytesIO(made)) for row in sheet.iter_rows(values_only=True) for cell in row]
    assert cells.count(name) >= 8


def formulas_and_links(made: bytes) -> list[str]:
    """The parts of the workbook that hold one."""
    with ZipFile(BytesIO(made)) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    return [name for name, xml in parts.items() if name.startswith("xl/worksheets") and (b"<f>" in xml or b"hyperlink" in xml)]
