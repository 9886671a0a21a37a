"""The counts of a month that one reader may see: all, or all except small numbers and the numbers that reveal them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from waylight.core.ages import ADULT
from waylight.facts.durations import STILL_MISSING
from waylight.indicators.engine import Measures, value_of
from waylight.indicators.indicator import Share
from waylight.indicators.register import COUNTS, SHARES, named
from waylight.reports.counts.month_counts import MonthCounts
from waylight.reports.counts.months import Month
from waylight.reports.disclosure.suppression import Sum, figures_to_hide
from waylight.reports.figures import Figure, Number

TWELVE = "twelve"
ENDINGS = ("rhi.completed", "rhi.declined", "rhi.no_contact", "rhi.superseded", "rhi.not_offered", "rhi.outstanding")
PRINTED_NOWHERE = {
    "rhi.no_contact",
    "rhi.superseded",
    "rhi.not_offered",
    "children_once",
    "children_10plus",
    "episodes_of_10plus",
}
WITHIN_A_DAY = ("0", "1", "2", "3")
# The columns of the charts of ages, hours and durations. Few children are under 10, so they share one column.
AGE_GROUPS = (("Under 10", range(10)), *((str(age), range(age, age + 1)) for age in range(10, ADULT)))
HOURS = tuple((f"{hour:02}", range(hour, hour + 1)) for hour in range(24))
DURATIONS = tuple((str(band), range(band, band + 1)) for band in range(STILL_MISSING + 1))
SPREADS = {"age_at_start": AGE_GROUPS, "hour_of_start": HOURS, "duration": DURATIONS}
LATER, NOT_HELD = "rhi.held_later", "rhi.not_held"
BY_MONTH = ("episodes", "rhi.due", "rhi.completed", "rhi.in_72h", LATER, NOT_HELD)  # printed for each month
HELD_TIES = (Sum("rhi.completed", ("rhi.in_72h", LATER)), Sum("rhi.due", ("rhi.completed", NOT_HELD)))
REST = "~rest"  # the whole minus the part: not printed, and readers must not be able to derive it


@dataclass
class DisclosedCounts:
    """Numbers by span ("2015-12", or TWELVE) and key. `whole_view` hides nothing: for readers who may see children."""

    counts: MonthCounts
    whole_view: bool
    _hidden: frozenset[str] = field(init=False)
    _values: dict[str, int] = field(init=False)

    def __post_init__(self) -> None:
        self._values = {cell: value for span in self.spans() for cell, value in _cells(span, self._measures(span))}
        self._values |= {
            f"{span}/repeat.{level}": reached
            for level, spans in self.counts.repeats.items()
            for span, reached in self._repeats(spans)
        }
        self._hidden = frozenset() if self.whole_view else self._cells_to_hide()

    def spans(self) -> list[str]:
        months = [str(month) for month in self.counts.month.thirteen if self.counts.known(month)]
        return [*months, TWELVE] if self.counts.known(self.counts.month) else []

    def number(self, span: str, key: str) -> Number:
        cell = f"{span}/{key}"
        return Number(self._values.get(cell), cell in self._hidden, key, span)

    def figure(self, span: str, key: str) -> Figure:
        """Return the figure of a count or a share."""
        indicator = named(key)
        if isinstance(indicator, Share):
            return Figure(self.number(span, indicator.part), self.number(span, indicator.whole))
        return Figure(self.number(span, key))

    def _measures(self, span: str) -> Measures:
        return self.counts.twelve if span == TWELVE else self.counts.months[span]

    def _repeats(self, spans: Mapping[str, int]) -> Iterator[tuple[str, int]]:
        month = self.counts.month
        for name, span in (("month", month), ("before", month.year_before)):
            if self.counts.known(span):
                yield str(span), spans[name]
        if self.counts.known(month):
            yield TWELVE, spans[TWELVE]

    def _cells_to_hide(self) -> frozenset[str]:
        """Return the small numbers that a report would print, and the numbers that would reveal them."""
        if not self.spans():
            return frozenset()
        headline = {str(self.counts.month), str(self.counts.month.year_before), TWELVE}
        ties: list[Sum] = []
        for span in self.spans():
            ties += [_at(span, tie) for tie in (HELD_TIES if span not in headline else (*HELD_TIES, *_headline_ties()))]
            ties += [_at(span, tie) for tie in _spread_ties()] if span == TWELVE else []
        months = [str(month) for month in self.counts.month.twelve if self.counts.known(month)]
        ties += [Sum(f"{TWELVE}/{key}", tuple(f"{month}/{key}" for month in months)) for key in BY_MONTH]
        cells = {cell for tie in ties for cell in tie.cells} | {cell for cell in self._values if "/repeat." in cell}
        values = {cell: self._values[cell] for cell in cells}
        unpublished = frozenset(cell for cell in cells if REST in cell or cell.partition("/")[2] in PRINTED_NOWHERE)
        return figures_to_hide(values, ties, unpublished=unpublished)


def _at(span: str, tie: Sum) -> Sum:
    return Sum(f"{span}/{tie.whole}", tuple(f"{span}/{part}" for part in tie.parts))


def _cells(span: str, found: Measures) -> Iterator[tuple[str, int]]:
    for count in COUNTS:
        yield f"{span}/{count.key}", value_of(found, count.key)
    for share in SHARES:
        yield f"{span}/{share.key}{REST}", value_of(found, share.whole) - value_of(found, share.part)
    for key, groups in SPREADS.items():
        for label, values in groups:
            yield f"{span}/{key}={label}", sum(found[key].get(str(value), 0) for value in values)
    held = value_of(found, "rhi.completed")
    yield f"{span}/{LATER}", held - value_of(found, "rhi.in_72h")
    yield f"{span}/{NOT_HELD}", value_of(found, "rhi.due") - held


def _headline_ties() -> Iterator[Sum]:
    """Return every sum that connects the headline figures of one span."""
    for share in SHARES:
        yield Sum(share.whole, (share.part, f"{share.key}{REST}"))
    yield Sum("episodes", ("closed", "still_missing"))
    yield Sum("rhi.due", ENDINGS)


def _spread_ties() -> Iterator[Sum]:
    for key, groups in SPREADS.items():
        yield Sum("episodes", tuple(f"{key}={label}" for label, _ in groups))
    yield Sum("within_24h", tuple(f"duration={band}" for band in WITHIN_A_DAY))
    yield Sum("closed", tuple(f"duration={band}" for band in range(STILL_MISSING)))


def span_words(span: str, month: Month) -> str:
    return f"Twelve months to {month.words}" if span == TWELVE else Month.named(span).words
