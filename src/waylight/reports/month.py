"""The month's report, defined once for the page, the file, the paper and the workbook."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from waylight.core.clock import local
from waylight.indicators.indicator import Share
from waylight.indicators.register import named
from waylight.reports.charts.month_charts import Chart, charts_of
from waylight.reports.counts.agreed_times import AgreedTimes
from waylight.reports.counts.month_counts import MonthCounts
from waylight.reports.counts.months import Month
from waylight.reports.disclosure.disclosure_control import TWELVE, DisclosedCounts
from waylight.reports.figures import Cell, Figure, ReportTable, cell_words, change

# The title, headline figures (keys of the register) and charts of each section, in the order of the page.
SECTIONS = (
    ("How many", ("episodes", "children", "children_3plus_share", "within_24h_share"), ("months", "durations")),
    ("Who and when", ("aged_15plus_share", "looked_after_share", "other_la_share", "cse_share"), ("ages", "hours")),
    (
        "When they came back",
        (
            "checks.in_24h_share", "rhi.due", "rhi.offered_share", "rhi.completed_share", "rhi.in_72h_share",
            "rhi.in_72h_of_completed", "rhi.declined_share", "rhi.outstanding_share",
        ),
        ("interviews",),
    ),
)  # fmt: skip
AT_A_GLANCE = ("episodes", "children", "within_24h_share", "rhi.completed_share", "rhi.in_72h_share", "checks.in_24h_share")
HIDING = (
    "Numbers from 1 to 5 are hidden so that no one can identify a child. Any number that could be used to work out a hidden "
    "number is also hidden. Charts of ages, hours and durations then cover twelve months."
)


@dataclass(frozen=True, kw_only=True)
class Headline:
    """One line of the headline table. `trend` has thirteen months, with None for a figure that is not shown."""

    key: str
    name: str
    question: str
    month: Figure
    before: Figure
    twelve: Figure
    change: str
    trend: tuple[float | None, ...]


@dataclass(frozen=True, kw_only=True)
class ReportSection:
    title: str
    headlines: tuple[Headline, ...]
    charts: tuple[Chart, ...]


@dataclass(frozen=True, kw_only=True)
class Definition:
    name: str
    means: str
    counts: str
    source: str


@dataclass(frozen=True, kw_only=True)
class MonthReport:
    code: str
    council: str
    partnership: str
    month: Month
    as_at: datetime
    hiding: bool
    sections: tuple[ReportSection, ...]
    repeats: ReportTable
    definitions: tuple[Definition, ...]
    notes: tuple[str, ...]
    changed: tuple[str, ...]

    @property
    def title(self) -> str:
        return f"Children missing from home and care, {self.month.words}"

    @property
    def as_at_words(self) -> str:
        local_time = local(self.as_at)
        return f"{local_time.day} {local_time:%B %Y}, {local_time:%H:%M}"

    @property
    def headlines(self) -> tuple[Headline, ...]:
        return tuple(headline for section in self.sections for headline in section.headlines)

    @property
    def charts(self) -> tuple[Chart, ...]:
        return tuple(chart for section in self.sections for chart in section.charts)

    @property
    def glance(self) -> tuple[Headline, ...]:
        by_key = {headline.key: headline for headline in self.headlines}
        return tuple(by_key[key] for key in AT_A_GLANCE)

    @property
    def columns(self) -> tuple[str, ...]:
        """Return the headings of the headline table."""
        return ("Measure", self.month.words, self.month.year_before.words, "Change", f"Twelve months to {self.month.short}")


def month_report(
    counts: MonthCounts,
    *,
    whole_view: bool,
    published: MonthCounts | None = None,
    definitions: Iterable[Definition] | None = None,
) -> MonthReport:
    """Return the report of these counts. Without `whole_view`, small numbers are hidden. `published` is the latest one."""
    counts_shown = DisclosedCounts(counts, whole_view)
    charts = charts_of(counts_shown)
    return MonthReport(
        code=counts.code,
        council=counts.council,
        partnership=counts.partnership,
        month=counts.month,
        as_at=counts.as_at,
        hiding=not whole_view,
        sections=tuple(
            ReportSection(
                title=title,
                headlines=tuple(_headline(counts_shown, key) for key in keys),
                charts=tuple(charts[name] for name in chart_keys),
            )
            for title, keys, chart_keys in SECTIONS
        ),
        repeats=_repeats(counts_shown),
        definitions=tuple(definitions if definitions is not None else define(counts.allowed)),
        notes=tuple(_notes(counts, whole_view=whole_view)),
        changed=tuple(_changed(counts_shown, DisclosedCounts(published, whole_view), published) if published else ()),
    )


def _headline(counts_shown: DisclosedCounts, key: str) -> Headline:
    month, indicator = counts_shown.counts.month, named(key)
    now, before = counts_shown.figure(str(month), key), counts_shown.figure(str(month.year_before), key)
    return Headline(
        key=key,
        name=counts_shown.counts.allowed.title_of(indicator),
        question=indicator.question,
        month=now,
        before=before,
        twelve=counts_shown.figure(TWELVE, key),
        change=change(now, before),
        trend=tuple(_value(counts_shown.figure(str(shown), key)) for shown in month.thirteen) if counts_shown.whole_view else (),
    )


def _value(figure: Figure) -> float | None:
    return figure.part.shown if figure.whole is None else figure.share


def _repeats(counts_shown: DisclosedCounts) -> ReportTable:
    month = counts_shown.counts.month
    spans = (str(month), str(month.year_before), TWELVE)
    head = (
        f"Episodes in {counts_shown.counts.allowed.days} days",
        month.words,
        month.year_before.words,
        f"Twelve months to {month.short}",
    )
    rows: list[tuple[Cell, ...]] = [
        (f"{level} or more", *(counts_shown.number(span, f"repeat.{level}") for span in spans))
        for level in sorted(counts_shown.counts.repeats, key=int)
    ]
    return ReportTable(head=head, rows=tuple(rows))


def define(allowed: AgreedTimes) -> list[Definition]:
    """Return the definition of each headline figure, from the register and the times agreed in those months."""
    keys = [key for _, headlines, _ in SECTIONS for key in headlines]
    return [_definition(key, allowed) for key in keys]


def _definition(key: str, allowed: AgreedTimes) -> Definition:
    indicator = named(key)
    counts = f"Counts {indicator.base}."
    if isinstance(indicator, Share):
        whole = allowed.title_of(named(indicator.whole))
        counts = f"Of {whole[0].lower()}{whole[1:]}: {indicator.base}."
    return Definition(name=allowed.title_of(indicator), means=indicator.question, counts=counts, source=str(indicator.source))


def _notes(counts: MonthCounts, *, whole_view: bool) -> Iterable[str]:
    month = counts.month
    yield (
        "An episode is one time a child under 18 was missing. It counts once, in the month it began. Interviews and checks count "
        "in the month the child came back. Absences without apparent risk are not included."
    )
    yield (
        "A child is counted once in each period, even with several episodes. The twelve months are counted separately: "
        "they are not the sum of the monthly figures."
    )
    yield from counts.allowed.changes
    subject = "Those hours" if counts.allowed.changes else counts.allowed.interview
    yield f"{subject} are counted day and night from the return. If the time was not recorded, it does not count as in time."
    if counts.began is None:
        yield "There are no records of this council yet."
    elif not counts.known(month.year_before):
        began = f"{counts.began.day} {counts.began:%B %Y}"
        yield f"Records begin on {began}. A month before that shows “no records”, which does not mean zero."
    if local(counts.as_at).date() < month.until:
        yield f"{month.words} was not over when these figures were taken, so they do not include later episodes."
    if not whole_view:
        yield HIDING


def _changed(counts_now: DisclosedCounts, counts_then: DisclosedCounts, published: MonthCounts) -> Iterable[str]:
    """Return a sentence for each headline figure that has changed since it was last published for this month."""
    day = local(published.as_at)
    for _, keys, _ in SECTIONS:
        for key in keys:
            before, after = (
                counts_then.figure(str(counts_now.counts.month), key),
                counts_now.figure(str(counts_now.counts.month), key),
            )
            if cell_words(before) != cell_words(after):
                changed = f"{cell_words(before)} as at {day.day} {day:%B %Y}, {cell_words(after)} now."
                yield f"{counts_now.counts.allowed.title_of(named(key))}: {changed}"
