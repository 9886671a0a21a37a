"""All counts of a month's report. They are made once, and publishing stores them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Self

from django.conf import settings

from waylight.agencies.models import Agency
from waylight.facts import builder, store
from waylight.facts.store import FillRecord
from waylight.facts.tables import EPISODES, TRIGGERS
from waylight.indicators.engine import WHOLE, Measures, measures
from waylight.reports.counts.agreed_times import USUAL, AgreedTimes, agreed_times_between
from waylight.reports.counts.months import Month

PATIENCE = 5.0  # seconds: facts that take longer to build are not built while a page waits


@dataclass(frozen=True, kw_only=True)
class MonthCounts:
    """Counts of thirteen months, of the twelve as one period, and of repeat levels. `began` is the first day with a record."""

    code: str
    council: str
    partnership: str
    month: Month
    as_at: datetime
    build: str
    began: date | None
    months: Mapping[str, Measures]
    twelve: Measures
    repeats: Mapping[str, Mapping[str, int]]
    allowed: AgreedTimes = USUAL

    def known(self, month: Month) -> bool:
        """Return whether there are records as early as this month."""
        return self.began is not None and Month.of(self.began) <= month

    def as_json(self) -> dict[str, Any]:
        plain = {"month": str(self.month), "as_at": self.as_at.isoformat(), "began": self.began and self.began.isoformat()}
        names = ("code", "council", "partnership", "build", "months", "twelve", "repeats")
        return plain | {name: getattr(self, name) for name in names} | {"allowed": self.allowed.as_json()}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        began = date.fromisoformat(stored["began"]) if stored["began"] else None
        plain = {"month": Month.named(stored["month"]), "as_at": datetime.fromisoformat(stored["as_at"]), "began": began}
        allowed = AgreedTimes.from_json(stored["allowed"]) if "allowed" in stored else USUAL
        return cls(**{**stored, **plain, "allowed": allowed})


def count_month(council: Agency, month: Month, *, facts: FillRecord | None = None) -> MonthCounts:
    """Return the counts of one month's report, from current facts unless `facts` are given."""
    record = facts or builder.current_facts()
    connection = store.connect(record)
    code = str(council.authority_id)
    start, until = month.year_before.start, month.until
    by_month = measures(connection, code, start, until, by_month=True, for_reports=True)
    twelve = measures(connection, code, month.twelve[0].start, until, for_reports=True)[WHOLE]
    episodes = EPISODES.filter(EPISODES.council == code)
    began = connection.to_pyarrow(episodes.started_on.min()).as_py()
    counts = MonthCounts(
        code=code,
        council=str(council),
        partnership=settings.PARTNERSHIP,
        month=month,
        as_at=datetime.fromisoformat(record.as_at),
        build=record.build,
        began=began,
        months={str(shown): by_month[shown.number] for shown in month.thirteen},
        twelve=twelve,
        repeats={},
        allowed=agreed_times_between(council, start, until),
    )
    reached = TRIGGERS.filter(TRIGGERS.council == code, TRIGGERS.fired_on >= start, TRIGGERS.fired_on < until)
    lines = connection.to_pyarrow(reached.select("child", "fired_month", "level")).to_pylist()
    return replace(counts, repeats=_repeats(month, lines))


def first_month(council: Agency) -> Month | None:
    """Return the first month with a record of this council."""
    episodes = EPISODES.filter(EPISODES.council == str(council.authority_id))
    began = store.connect(facts_for_a_page()).to_pyarrow(episodes.started_on.min()).as_py()
    return Month.of(began) if began else None


def facts_for_a_page() -> FillRecord:
    """Return the facts for a page: current facts, or the last build if a new one would take longer than PATIENCE."""
    last = store.current()
    return last if last and last.seconds > PATIENCE else builder.current_facts()


def _repeats(month: Month, lines: list[dict[str, int]]) -> dict[str, dict[str, int]]:
    """Return how many children reached each level in the month, a year earlier, and in the twelve months."""
    spans = {"month": {month.number}, "before": {month.year_before.number}, "twelve": {shown.number for shown in month.twelve}}
    levels = sorted({line["level"] for line in lines})
    return {
        str(level): {
            span: len({line["child"] for line in lines if line["level"] == level and line["fired_month"] in numbers})
            for span, numbers in spans.items()
        }
        for level in levels
    }
