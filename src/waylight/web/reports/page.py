"""The contents of the report pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from waylight.indicators.drilldown import OPENING
from waylight.reports.charts.month_charts import Chart
from waylight.reports.counts.months import Month
from waylight.reports.disclosure.disclosure_control import TWELVE
from waylight.reports.disclosure.readers import FiguresAccess
from waylight.reports.figures import UNCOMPARED, Figure, Number
from waylight.reports.formats.register import FORMATS
from waylight.reports.models import Published
from waylight.reports.month import Headline, MonthReport

WIDE, NARROW = 620.0, 330.0
FORMAT_WORDS = {"pdf": "PDF to print or send", "xlsx": "Excel workbook", "html": "Web page"}


@dataclass(frozen=True, kw_only=True)
class ShownFigure:
    """A figure on the page: its words, its base, and the link to the episodes behind it."""

    words: str
    base: str
    href: str


@dataclass(frozen=True, kw_only=True)
class HeadlineRow:
    name: str
    question: str
    month: ShownFigure
    before: ShownFigure
    twelve: ShownFigure
    change: str
    since: str
    trend: Sequence[float]


@dataclass(frozen=True, kw_only=True)
class ShownChart:
    """A chart on the page, drawn for a wide window and for a phone."""

    finding: str
    of: str
    svg: SafeString
    head: tuple[str, ...]
    rows: list[list[str]]


@dataclass(frozen=True, kw_only=True)
class ReportPart:
    title: str
    lines: list[HeadlineRow]
    charts: list[ShownChart]


@dataclass(frozen=True, kw_only=True)
class ReportPage:
    report: MonthReport
    reading: FiguresAccess
    published: Published | None
    latest_published: Published | None
    publishes: bool
    under_way: bool
    empty: bool
    glance: list[HeadlineRow]
    parts: list[ReportPart]
    repeats: list[tuple[str, list[ShownFigure]]]
    files: list[dict[str, str]]
    earlier: str
    later: str


def report_page(
    report: MonthReport,
    access: FiguresAccess,
    *,
    published: Published | None = None,
    latest_published: Published | None = None,
    latest: Month,
) -> ReportPage:
    """Return the page of a report. A `published` report has no links to children, because records change.

    `latest_published` is the latest publication of a month shown with current figures. A month can be published after it ends.
    """
    links = _FigureLinks(report, whole_view=access.opens and published is None)
    month, code = report.month, report.code
    empty = all(headline.twelve.part.value is None for headline in report.glance)
    return ReportPage(
        report=report,
        reading=access,
        published=published,
        latest_published=latest_published,
        under_way=published is None and month == latest,
        empty=empty,
        publishes=access.publishes and published is None and month < latest and not empty,
        glance=[links.line(headline) for headline in report.glance],
        parts=[
            ReportPart(
                title=section.title,
                lines=[links.line(headline) for headline in section.headlines],
                charts=[_shown_chart(chart) for chart in section.charts],
            )
            for section in report.sections
        ],
        repeats=[
            (str(level), [links.number(cell) for cell in cells if isinstance(cell, Number)])
            for level, *cells in report.repeats.rows
        ],
        files=_files(report, published),
        earlier=reverse("reports:month", args=[code, month.later(-1)]) if published is None else "",
        later=reverse("reports:month", args=[code, month.later(1)]) if published is None and month < latest else "",
    )


def _files(report: MonthReport, published: Published | None) -> list[dict[str, str]]:
    addresses = {
        kind: reverse("reports:published_download", args=[published.pk, kind])
        if published
        else reverse("reports:download", args=[report.code, report.month, kind])
        for kind in FORMAT_WORDS
        if kind in FORMATS
    }
    return [{"words": FORMAT_WORDS[kind], "href": href} for kind, href in addresses.items()]


@dataclass(frozen=True)
class _FigureLinks:
    """Makes the figures of the page, with links for people who may open the children behind them."""

    report: MonthReport
    whole_view: bool

    def line(self, headline: Headline) -> HeadlineRow:
        trend = [value for value in headline.trend if value is not None]
        return HeadlineRow(
            name=headline.name,
            question=headline.question,
            month=self.figure(headline.month),
            before=self.figure(headline.before),
            twelve=self.figure(headline.twelve),
            change=headline.change,
            since="" if headline.change in UNCOMPARED else f"compared with {self.report.columns[2]}",
            trend=trend if len(trend) > 2 else [],  # noqa: PLR2004 - two points are no trend
        )

    def figure(self, figure: Figure) -> ShownFigure:
        return ShownFigure(words=figure.words, base=figure.base, href=self._href(figure.part))

    def number(self, number: Number) -> ShownFigure:
        return ShownFigure(words=number.words, base="", href=self._href(number))

    def _href(self, number: Number) -> str:
        has_list = number.key in OPENING or number.key.startswith("repeat.")
        if not (self.whole_view and number.shown and has_list):
            return ""
        span = f"twelve-to-{self.report.month}" if number.span == TWELVE else number.span
        return reverse("reports:behind", args=[self.report.code, span, number.key])


def _shown_chart(chart: Chart) -> ShownChart:
    """Return the chart with our own drawing as safe markup. The drawing escapes every word."""
    drawings = f'<div class="wl-chart__wide">{chart.svg(WIDE)}</div><div class="wl-chart__narrow">{chart.svg(NARROW)}</div>'
    return ShownChart(
        finding=chart.finding,
        of=chart.of,
        svg=mark_safe(drawings),  # noqa: S308 - see above
        head=chart.table.head,
        rows=chart.table.words,
    )


def months_to_choose(access: FiguresAccess, first: Month, last: Month, published: dict[str, Published]) -> list[dict[str, Any]]:
    """Return the months with records, latest first, each with its latest publication."""
    code, months = access.council.authority_id, []
    month = last
    while month >= first:
        latest = published.get(str(month))
        months.append(
            {
                "words": month.words,
                "href": reverse("reports:month", args=[code, month]),
                "published": latest,
                "published_href": reverse("reports:published", args=[latest.pk]) if latest else "",
            }
        )
        month = month.later(-1)
    return months
