"""One report, four ways: the page, the file, the paper and the sheet carry the same figures, and they are the measures."""

import json
import re
from dataclasses import replace
from datetime import date, timedelta
from html import unescape
from io import BytesIO
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from openpyxl import load_workbook

from tests.reports.quarters import MONTH, a_march
from waylight.indicators.engine import value_of
from waylight.indicators.indicator import Share
from waylight.indicators.register import named
from waylight.reports.counts.month_counts import MonthCounts
from waylight.reports.figures import cell_words
from waylight.reports.formats.html import html
from waylight.reports.formats.pdf import paper_data, pdf
from waylight.reports.formats.register import FORMATS
from waylight.reports.formats.xlsx import xlsx
from waylight.reports.month import MonthReport, month_report


@pytest.fixture(scope="module")
def counts(tmp_path_factory: pytest.TempPathFactory) -> MonthCounts:
    return a_march(tmp_path_factory.mktemp("march"))


@pytest.fixture(scope="module")
def report(counts: MonthCounts) -> MonthReport:
    return month_report(counts, whole_view=True)


def test_every_headline_is_the_measure_of_its_month(counts: MonthCounts, report: MonthReport) -> None:
    for headline in report.headlines:
        indicator, found = named(headline.key), counts.months[str(MONTH)]
        if isinstance(indicator, Share):
            assert headline.month.part.value == value_of(found, indicator.part)
            assert headline.month.whole
            assert headline.month.whole.value == value_of(found, indicator.whole)
        else:
            assert headline.month.part.value == value_of(found, headline.key)


def test_children_of_the_twelve_months_are_counted_afresh_and_never_summed(counts: MonthCounts, report: MonthReport) -> None:
    children = next(headline for headline in report.headlines if headline.key == "children")
    assert children.twelve.part.value == counts.twelve["children"] == 13
    assert sum(counts.months[str(month)]["children"] for month in MONTH.twelve) > 13


def test_the_three_formats_carry_every_figure_of_the_report(report: MonthReport) -> None:
    page = unescape(re.sub(r"<style>.*?</style>", "", html(report).decode(), flags=re.DOTALL))
    paper = json.dumps(paper_data(report), ensure_ascii=False)
    sheet = load_workbook(BytesIO(xlsx(report)))["Headlines"]
    rows = {row[0]: row[1:] for row in sheet.iter_rows(min_row=5, values_only=True) if row[0]}
    for headline in report.headlines:
        for figure in (headline.month, headline.before, headline.twelve):
            assert figure.words in page
            assert f'"{figure.words}"' in paper
            assert figure.base in page
        shown = rows[headline.name]
        assert shown[0] == pytest.approx(headline.month.share if headline.month.whole else headline.month.part.value)
        assert (shown[1] or "", shown[4]) == (headline.month.base, headline.change)


def test_the_sheet_holds_real_numbers_of_every_chart(report: MonthReport) -> None:
    sheet = load_workbook(BytesIO(xlsx(report)))["Charts' data"]
    kept = [row for row in sheet.iter_rows(values_only=True) if row[0]]
    for chart in report.charts:
        for row in chart.table.rows:
            values = tuple(cell if isinstance(cell, str) else cell.value for cell in row)
            assert any(line[: len(values)] == values for line in kept)


def test_the_paper_is_a_tagged_pdf_with_a_title_and_a_language(report: MonthReport) -> None:
    made = pdf(report)
    assert made.startswith(b"%PDF")
    for sign in (b"/MarkInfo", b"/StructTreeRoot", b"/Lang", b"pdfuaid"):
        assert sign in made


def test_the_file_asks_nothing_of_the_network_and_runs_no_script(report: MonthReport) -> None:
    page = html(report).decode()
    assert "<script" not in page
    assert not re.findall(r"""(?:src|href)\s*=\s*["']?(?!#)[a-z/]""", page)
    assert "url(data:font/woff2" in page


def test_a_drawing_says_what_it_shows_and_carries_no_style(report: MonthReport) -> None:
    for chart in report.charts:
        svg = chart.svg(620)
        assert f'<title id="{chart.key}-620-title">{chart.finding}</title>' in unescape(svg)
        assert "<desc" in svg
        assert not re.search(r"\sstyle=|<style|<script", svg)


@pytest.mark.parametrize("width", [340.0, 440.0, 620.0])
def test_every_drawing_stays_inside_its_own_frame(report: MonthReport, width: float) -> None:
    for chart in report.charts:
        places = [float(x) for x in re.findall(r'\bx="(-?[\d.]+)"', chart.svg(width))]
        assert min(places) >= -0.5
        assert max(places) <= width


def test_a_month_before_the_first_record_says_so_and_is_not_nought(counts: MonthCounts) -> None:
    later = replace(counts, began=date(2025, 6, 1))
    report = month_report(later, whole_view=True)
    episodes = report.headlines[0]
    assert (episodes.before.words, episodes.change) == ("no records", "No records to compare")
    assert any("Records begin on 1 June 2025" in note for note in report.notes)


def test_a_council_without_records_gets_a_report_that_says_so(counts: MonthCounts) -> None:
    report = month_report(replace(counts, began=None), whole_view=True)
    assert {headline.month.words for headline in report.headlines} == {"no records"}
    assert all(FORMATS[kind][0](report) for kind in FORMATS)


def test_a_month_that_is_not_over_says_so(counts: MonthCounts) -> None:
    early = replace(counts, as_at=counts.as_at - timedelta(days=20))
    assert any("was not over" in note for note in month_report(early, whole_view=True).notes)
    assert not any("was not over" in note for note in month_report(counts, whole_view=True).notes)


def test_what_has_changed_since_the_last_publication_is_said(counts: MonthCounts) -> None:
    then = replace(counts, months={month: found | {"episodes": 1} for month, found in counts.months.items()})
    changed = month_report(counts, whole_view=True, published=then).changed
    assert len(changed) == 1
    assert changed[0].startswith("Missing episodes: 1 as at 7 April 2026, ")


def test_counts_survive_being_kept_as_json(counts: MonthCounts) -> None:
    assert MonthCounts.from_json(json.loads(json.dumps(counts.as_json()))) == counts


def test_no_small_number_reaches_a_reader_who_may_not_see_children(counts: MonthCounts) -> None:
    report = month_report(counts, whole_view=False)
    cells = [cell for chart in report.charts for row in chart.table.rows for cell in row]
    cells += [cell for row in report.repeats.rows for cell in row]
    words = {cell_words(cell) for cell in cells} | {
        figure.part.words for line in report.headlines for figure in (line.month, line.before, line.twelve)
    }
    assert not words & {"1", "2", "3", "4", "5"}
    assert "hidden" in words


def test_the_hiding_report_says_that_it_hides(counts: MonthCounts) -> None:
    assert any("hidden so that no one can identify a child" in note for note in month_report(counts, whole_view=False).notes)


def test_the_fonts_are_whole(report: MonthReport, settings, tmp_path: Path) -> None:
    settings.HOME = tmp_path
    pdf(report)
    weights = {TTFont(face)["OS/2"].usWeightClass for face in (tmp_path / "fonts").iterdir()}
    assert weights == {400, 600, 700}
