"""The month's report as a PDF: tagged for screen readers, A4, in the house style."""

import json
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal

import typst

from waylight.reports.figures import Figure, ReportTable
from waylight.reports.formats.fonts import faces_for_paper
from waylight.reports.month import Headline, MonthReport

CHART_WIDTH = 440.0  # so that letters are about eight points high on paper
STANDARD: Literal["ua-1"] = "ua-1"


@dataclass(frozen=True)
class _Sheet:
    """The folder that typst reads: data, drawings and template."""

    folder: Path

    def fill(self, report: MonthReport) -> Path:
        for chart in report.charts:
            (self.folder / f"{chart.key}.svg").write_text(chart.svg(CHART_WIDTH), encoding="utf-8")
        (self.folder / "told.json").write_text(json.dumps(paper_data(report)), encoding="utf-8")
        template = self.folder / "month.typ"
        template.write_text((files("waylight.reports.formats") / "month.typ").read_text(encoding="utf-8"), encoding="utf-8")
        return template


def pdf(report: MonthReport) -> bytes:
    with TemporaryDirectory() as directory:
        folder = Path(directory)
        template = _Sheet(folder).fill(report)
        document = typst.compile(
            str(template), root=directory, font_paths=[str(faces_for_paper())], ignore_system_fonts=True, pdf_standards=STANDARD
        )
        return bytes(document)


def pages_as_pictures(report: MonthReport, *, ppi: float = 100) -> list[bytes]:
    """Return each page as a PNG image."""
    with TemporaryDirectory() as directory:
        template = _Sheet(Path(directory)).fill(report)
        pages = typst.compile(
            str(template), root=directory, font_paths=[str(faces_for_paper())], ignore_system_fonts=True, format="png", ppi=ppi
        )
        return [bytes(page) for page in (pages if isinstance(pages, list) else [pages])]


def paper_data(report: MonthReport) -> dict[str, Any]:
    """Return everything on the paper as plain text, for the typst template."""
    where = f"{report.council}, {report.partnership}" if report.partnership else report.council
    return {
        "title": report.title,
        "author": where,
        "kicker": report.partnership or "Performance report",
        "headline": "Children missing from home and care",
        "council": report.council,
        "month": report.month.words,
        "basis": f"Figures as at {report.as_at_words}",
        "foot": f"{where}. As at {report.as_at_words}. Made with Waylight.",
        "columns": list(report.columns),
        "glance": [_stat(headline) for headline in report.glance],
        "sections": [
            {
                "title": section.title,
                "headlines": [_line(headline) for headline in section.headlines],
                "charts": [
                    {
                        "finding": chart.finding,
                        "of": chart.of,
                        "file": f"{chart.key}.svg",
                        "alt": f"{chart.finding}. {chart.basis}; the figures are in the table beside it.",
                        "table": _table(chart.table),
                    }
                    for chart in section.charts
                ],
            }
            for section in report.sections
        ],
        "repeats": _table(report.repeats),
        "definitions": [
            {"name": each.name, "means": each.means, "counts": each.counts, "source": each.source} for each in report.definitions
        ],
        "notes": list(report.notes),
        "changed": list(report.changed),
    }


def _table(table: ReportTable) -> dict[str, Any]:
    return {"head": list(table.head), "rows": table.words}


def _figure(figure: Figure) -> dict[str, str]:
    return {"words": figure.words, "base": figure.base}


def _stat(headline: Headline) -> dict[str, str]:
    return {"name": headline.name, "change": headline.change, **_figure(headline.month)}


def _line(headline: Headline) -> dict[str, Any]:
    return {
        "name": headline.name,
        "month": _figure(headline.month),
        "before": _figure(headline.before),
        "twelve": _figure(headline.twelve),
        "change": headline.change,
    }
