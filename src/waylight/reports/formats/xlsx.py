"""The month's report as a workbook: headlines, chart data and definitions, as real numbers ready to print."""

from dataclasses import dataclass
from io import BytesIO

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from waylight.reports.figures import Cell, Number
from waylight.reports.month import MonthReport

ACTION, DEEP, MUTED, RULE = "#0F5A5E", "#0A3A3D", "#4A5856", "#D3DCDA"
A4, PORTRAIT_WIDTH = 9, 1


@dataclass(frozen=True)
class _Looks:
    title: Format
    quiet: Format
    head: Format
    name: Format
    count: Format
    share: Format
    words: Format
    wrapped: Format

    @classmethod
    def of(cls, book: xlsxwriter.Workbook) -> "_Looks":
        def look(**more: object) -> Format:
            return book.add_format({"font_name": "Inter", "font_size": 10, "valign": "top", **more})

        return cls(
            title=look(bold=True, font_size=18, font_color=DEEP),
            quiet=look(font_color=MUTED),
            head=look(bold=True, font_color="#FFFFFF", bg_color=ACTION, text_wrap=True),
            name=look(bold=True, bottom=1, bottom_color=RULE, text_wrap=True),
            count=look(num_format="#,##0", bottom=1, bottom_color=RULE, align="right"),
            share=look(num_format="0%", bottom=1, bottom_color=RULE, align="right"),
            words=look(bottom=1, bottom_color=RULE, align="right", font_color=MUTED),
            wrapped=look(bottom=1, bottom_color=RULE, text_wrap=True),
        )


def xlsx(report: MonthReport) -> bytes:
    file = BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": report.title, "author": report.council, "created": report.as_at.replace(tzinfo=None)})
    looks = _Looks.of(book)
    _headlines(_sheet(book, report, "Headlines", looks, widths=(44, 12, 16, 12, 16, 24, 12, 16)), report, looks)
    _charts(_sheet(book, report, "Charts' data", looks, widths=(30, 16, 20, 16, 16)), report, looks)
    _definitions(_sheet(book, report, "Definitions", looks, widths=(38, 60, 48, 56), landscape=True), report, looks)
    book.close()
    return file.getvalue()


def _sheet(
    book: xlsxwriter.Workbook,
    report: MonthReport,
    name: str,
    looks: _Looks,
    *,
    widths: tuple[int, ...],
    landscape: bool = False,
) -> Worksheet:
    sheet = book.add_worksheet(name)
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    sheet.hide_gridlines(2)
    sheet.set_paper(A4)
    sheet.fit_to_pages(PORTRAIT_WIDTH, 0)
    if landscape or name == "Headlines":
        sheet.set_landscape()
    sheet.set_margins(left=0.5, right=0.5, top=0.7, bottom=0.7)
    sheet.set_footer(f"&L{report.council}, as at {report.as_at_words}&RPage &P of &N")
    sheet.write(0, 0, report.title, looks.title)
    sheet.set_row(0, 26)
    sheet.write(1, 0, f"{report.council}. Figures as at {report.as_at_words}.", looks.quiet)
    return sheet


def _headlines(sheet: Worksheet, report: MonthReport, looks: _Looks) -> None:
    month, before, twelve = report.month.words, report.month.year_before.words, f"Twelve months to {report.month.short}"
    head = ("Figure", month, f"Base, {month}", before, f"Base, {before}", "Change", twelve, f"Base, {twelve}")
    row = 3
    sheet.write_row(row, 0, head, looks.head)
    sheet.set_row(row, 30)
    sheet.freeze_panes(row + 1, 1)
    sheet.repeat_rows(row)
    for headline in report.headlines:
        row += 1
        sheet.write(row, 0, headline.name, looks.name)
        for column, figure in ((1, headline.month), (3, headline.before), (6, headline.twelve)):
            _write(sheet, row, column, figure, looks)
            sheet.write(row, column + 1, figure.base, looks.words)
        sheet.write(row, 5, headline.change, looks.words)
    row += 2
    sheet.write(row, 0, "Children who reached a repeat level", looks.title)
    _table(sheet, row + 1, report.repeats.head, report.repeats.rows, looks)
    row += len(report.repeats.rows) + 3
    for line in (*report.notes, *report.changed):
        sheet.write(row, 0, line, looks.quiet)
        row += 1


def _charts(sheet: Worksheet, report: MonthReport, looks: _Looks) -> None:
    row = 3
    for chart in report.charts:
        sheet.write(row, 0, chart.finding, looks.title)
        sheet.write(row + 1, 0, chart.of, looks.quiet)
        _table(sheet, row + 2, chart.table.head, chart.table.rows, looks)
        row += len(chart.table.rows) + 5


def _definitions(sheet: Worksheet, report: MonthReport, looks: _Looks) -> None:
    sheet.write_row(3, 0, ("Figure", "The question", "What is counted", "Where it comes from"), looks.head)
    sheet.repeat_rows(3)
    for row, each in enumerate(report.definitions, start=4):
        sheet.write(row, 0, each.name, looks.name)
        sheet.write_row(row, 1, (each.means, each.counts, each.source), looks.wrapped)


def _table(sheet: Worksheet, row: int, head: tuple[str, ...], rows: tuple[tuple[Cell, ...], ...], looks: _Looks) -> None:
    sheet.write_row(row, 0, head, looks.head)
    for down, cells in enumerate(rows, start=1):
        for across, cell in enumerate(cells):
            _write(sheet, row + down, across, cell, looks)


def _write(sheet: Worksheet, row: int, column: int, cell: Cell, looks: _Looks) -> None:
    """Write a real number if it may be shown, or else its words."""
    if isinstance(cell, str):
        sheet.write(row, column, cell, looks.name if column == 0 else looks.words)
    elif isinstance(cell, Number) or cell.whole is None:
        number = cell if isinstance(cell, Number) else cell.part
        _or_words(sheet, row, column, number.shown, number.words, looks.count, looks.words)
    else:
        _or_words(sheet, row, column, cell.share, cell.words, looks.share, looks.words)


def _or_words(sheet: Worksheet, row: int, column: int, value: float | None, words: str, look: Format, other: Format) -> None:
    if value is None:
        sheet.write_string(row, column, words, other)
    else:
        sheet.write_number(row, column, value, look)
