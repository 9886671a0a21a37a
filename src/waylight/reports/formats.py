"""The ways a report leaves: by the ending of a file's name."""

from collections.abc import Callable

from waylight.reports.month import MonthReport
from waylight.reports.page import html
from waylight.reports.paper.typesetting import pdf
from waylight.reports.sheet import xlsx

type Writer = Callable[[MonthReport], bytes]

FORMATS: dict[str, tuple[Writer, str]] = {
    "html": (html, "text/html; charset=utf-8"),
    "pdf": (pdf, "application/pdf"),
    "xlsx": (xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}
