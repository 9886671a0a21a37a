"""The month's report as one HTML file that contains its fonts, styles and drawings; no script, no network."""

from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from waylight.reports.formats.fonts import faces_for_a_file
from waylight.reports.month import MonthReport

WIDE, NARROW = 620.0, 340.0


def html(report: MonthReport) -> bytes:
    drawings = {
        chart.key: mark_safe(  # noqa: S308 - our own drawing, every word in it escaped
            f'<div class="wide">{chart.svg(WIDE)}</div><div class="narrow">{chart.svg(NARROW)}</div>'
        )
        for chart in report.charts
    }
    charts = [(chart, drawings[chart.key], chart.table.words) for chart in report.charts]
    context = {"report": report, "charts": charts, "faces": faces_for_a_file()}
    return render_to_string("reports/file/month.html", context).encode()
