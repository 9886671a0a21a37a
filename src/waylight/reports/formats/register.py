"""The formats of a report, by file ending."""

from collections.abc import Callable

from waylight.reports.formats.html import html
from waylight.reports.formats.pdf import pdf
from waylight.reports.formats.xlsx import xlsx
from waylight.reports.month import MonthReport

type Writer = Callable[[MonthReport], bytes]

FORMATS: dict[str, tuple[Writer, str]] = {
    "html": (html, "text/html; charset=utf-8"),
    "pdf": (pdf, "application/pdf"),
    "xlsx": (xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}
