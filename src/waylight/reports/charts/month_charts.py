"""The charts of the month's report: each with its finding, its drawing, and the same data as a table."""

from dataclasses import dataclass

from waylight.facts.durations import BANDS
from waylight.reports import findings
from waylight.reports.charts.chart_data import Bar, BarChart, ColumnChart, Drawing, StackedColumnChart, StackPart
from waylight.reports.charts.svg import draw
from waylight.reports.charts.svg_marks import DASH
from waylight.reports.counts.months import MONTHS_IN_A_YEAR, Month
from waylight.reports.disclosure.disclosure_control import (
    AGE_GROUPS,
    DURATIONS,
    HOURS,
    LATER,
    NOT_HELD,
    TWELVE,
    DisclosedCounts,
    span_words,
)
from waylight.reports.figures import Figure, Number, ReportTable

EVERY_THIRD_HOUR = 3
ROOM_BEFORE_JANUARY = 10
UNDER_TEN = f"0{DASH}9"


@dataclass(frozen=True, kw_only=True)
class Chart:
    """One chart. `of` says what is counted and the total; `basis` names the chart without its finding."""

    key: str
    basis: str
    finding: str
    of: str
    drawing: Drawing
    table: ReportTable

    def svg(self, width: float) -> str:
        return draw(
            self.drawing, title=self.finding, desc=f"{self.basis}. {self.of}", name=f"{self.key}-{width:.0f}", width=width
        )


def charts_of(counts_shown: DisclosedCounts) -> dict[str, Chart]:
    charts = (
        _months(counts_shown),
        _durations(counts_shown),
        _ages(counts_shown),
        _hours(counts_shown),
        _interviews(counts_shown),
    )
    return {chart.key: chart for chart in charts}


def _month_label(shown: Month, first: Month) -> tuple[str, str]:
    """Return the month's short name, with the year under January, and under the first month if there is room for it."""
    is_first = shown == first and first.month <= ROOM_BEFORE_JANUARY
    return shown.short[:3], str(shown.year) if is_first or shown.month == 1 else ""


def _months(counts_shown: DisclosedCounts) -> Chart:
    month = counts_shown.counts.month
    numbers = {shown: counts_shown.number(str(shown), "episodes") for shown in month.thirteen}
    now, before = numbers[month], numbers[month.year_before]
    others = [value for shown, number in numbers.items() if shown != month and (value := number.shown) is not None]
    known = [value for shown in month.twelve if (value := numbers[shown].shown) is not None]
    average = sum(known) / len(known) if len(known) > 1 else None
    bars = []
    for shown, number in numbers.items():
        label, under = _month_label(shown, month.thirteen[0])
        bars.append(Bar(label=label, under=under, number=number, strong=shown in {month, month.year_before}))
    return Chart(
        key="months",
        basis="Episodes by the month they began",
        finding=findings.of_episodes(month.words, now, before, month.year_before.words, others),
        of=f"Missing episodes, {month.year_before.words} to {month.words}",
        drawing=ColumnChart(
            bars=tuple(bars), average=average, average_words=f"{average:,.0f} in an average month" if average else ""
        ),
        table=ReportTable(
            head=("Month", "Episodes", "Children"),
            rows=tuple((shown.words, number, _children(counts_shown, shown)) for shown, number in numbers.items()),
        )
        if counts_shown.whole_view
        else ReportTable(head=("Month", "Episodes"), rows=tuple((shown.words, number) for shown, number in numbers.items())),
    )


def _children(counts_shown: DisclosedCounts, month: Month) -> Number:
    return counts_shown.number(str(month), "children")


@dataclass(frozen=True)
class _Spread:
    """One spread of episodes: of the month for readers who see all counts, or else of the twelve months."""

    counts_shown: DisclosedCounts
    key: str
    groups: tuple[tuple[str, range], ...]
    names: tuple[str, ...]

    @property
    def span(self) -> str:
        return str(self.counts_shown.counts.month) if self.counts_shown.whole_view else TWELVE

    @property
    def period(self) -> str:
        return span_words(self.span, self.counts_shown.counts.month)

    @property
    def of(self) -> str:
        whole = self.counts_shown.number(self.span, "episodes")
        period = f"the twelve months to {self.counts_shown.counts.month.words}" if self.span == TWELVE else self.period
        return f"Missing episodes that began in {period}, {whole.words}"

    def numbers(self, span: str = "") -> list[Number]:
        return [self.counts_shown.number(span or self.span, f"{self.key}={label}") for label, _ in self.groups]

    def bars(self, *, strong: int | None) -> tuple[Bar, ...]:
        twelve = self.numbers(TWELVE)
        months = sum(self.counts_shown.counts.known(month) for month in self.counts_shown.counts.month.twelve)
        compare = self.counts_shown.whole_view and months > 1
        return tuple(
            Bar(
                label=UNDER_TEN if name == AGE_GROUPS[0][0] else name,
                number=number,
                strong=place == strong,
                beside=(twelve[place].shown or 0) / months if compare else None,
            )
            for place, (name, number) in enumerate(zip(self.names, self.numbers(), strict=True))
        )

    @property
    def beside_words(self) -> str:
        months = sum(self.counts_shown.counts.known(month) for month in self.counts_shown.counts.month.twelve)
        return (
            "average month of the twelve"
            if self.counts_shown.whole_view and months == MONTHS_IN_A_YEAR
            else (f"average of {months} months" if self.counts_shown.whole_view and months > 1 else "")
        )

    def table(self, first: str) -> ReportTable:
        month, twelve = self.counts_shown.counts.month, self.numbers(TWELVE)
        if not self.counts_shown.whole_view:
            rows = tuple((name, number) for name, number in zip(self.names, twelve, strict=True))
            return ReportTable(head=(first, f"Twelve months to {month.short}"), rows=rows)
        pairs = zip(self.names, self.numbers(), twelve, strict=True)
        return ReportTable(head=(first, month.words, f"Twelve months to {month.short}"), rows=tuple(pairs))


def _index_of_highest(numbers: list[Number]) -> int | None:
    shown = [number.shown or 0 for number in numbers]
    return shown.index(max(shown)) if any(shown) else None


def _durations(counts_shown: DisclosedCounts) -> Chart:
    spread = _Spread(counts_shown, "duration", DURATIONS, BANDS)
    within = counts_shown.figure(spread.span, "within_24h_share")
    return Chart(
        key="durations",
        basis="How long episodes lasted",
        finding=findings.of_durations(within, counts_shown.number(spread.span, "still_missing")),
        of=spread.of,
        drawing=BarChart(bars=spread.bars(strong=_index_of_highest(spread.numbers())), beside_words=spread.beside_words),
        table=spread.table("How long"),
    )


def _ages(counts_shown: DisclosedCounts) -> Chart:
    spread = _Spread(counts_shown, "age_at_start", AGE_GROUPS, tuple(label for label, _ in AGE_GROUPS))
    numbers = spread.numbers()
    return Chart(
        key="ages",
        basis="Ages when episodes began",
        finding=findings.of_ages(list(zip(spread.names, numbers, strict=True))),
        of=spread.of,
        drawing=ColumnChart(bars=spread.bars(strong=_index_of_highest(numbers)), beside_words=spread.beside_words),
        table=spread.table("Age"),
    )


def _hours(counts_shown: DisclosedCounts) -> Chart:
    spread = _Spread(counts_shown, "hour_of_start", HOURS, tuple(label for label, _ in HOURS))
    table = spread.table("Hour last seen")
    rows = tuple((f"{label}:00 to {label}:59", *cells) for (label, _), (_, *cells) in zip(HOURS, table.rows, strict=True))
    return Chart(
        key="hours",
        basis="The hour children were last seen",
        finding=findings.of_hours(spread.numbers()),
        of=spread.of,
        drawing=ColumnChart(
            bars=spread.bars(strong=_index_of_highest(spread.numbers())),
            beside_words=spread.beside_words,
            labelled=EVERY_THIRD_HOUR,
        ),
        table=ReportTable(head=table.head, rows=rows),
    )


def _interviews(counts_shown: DisclosedCounts) -> Chart:
    month = counts_shown.counts.month
    parts = (("rhi.in_72h", "Held in time"), (LATER, "Held later"), (NOT_HELD, "Not held"))
    numbers = [tuple(counts_shown.number(str(shown), key) for shown in month.thirteen) for key, _ in parts]
    now = str(month)
    due = counts_shown.number(now, "rhi.due")
    held, limit = Figure(counts_shown.number(now, "rhi.completed"), due), counts_shown.counts.allowed.interview
    return Chart(
        key="interviews",
        basis="Return interviews due, by the month the child came back",
        finding=findings.of_interviews(held, Figure(counts_shown.number(now, "rhi.in_72h"), due), limit),
        of=f"Return interviews due, {month.year_before.words} to {month.words}; in time is within {limit}",
        drawing=StackedColumnChart(
            labels=tuple(_month_label(shown, month.thirteen[0]) for shown in month.thirteen),
            parts=tuple(StackPart(label=label, numbers=each) for (_, label), each in zip(parts, numbers, strict=True)),
        ),
        table=ReportTable(
            head=("Month", "Due", *(label for _, label in parts)),
            rows=tuple(
                (shown.words, counts_shown.number(str(shown), "rhi.due"), *(each[place] for each in numbers))
                for place, shown in enumerate(month.thirteen)
            ),
        ),
    )
