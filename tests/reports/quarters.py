"""A council's year in short: lives enough for a report with something in every section."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import ibis

from tests.facts.made_up_facts import OURS, Life, facts_of
from waylight.indicators.engine import WHOLE, measures
from waylight.reports.counts.month_counts import MonthCounts
from waylight.reports.counts.months import Month

MONTH = Month(2026, 3)
AS_AT = datetime(2026, 4, 7, 9, 30, tzinfo=UTC)
OUTCOMES = ("COMPLETED", "COMPLETED", "COMPLETED", "DECLINED_CHILD", "NO_CONTACT", "")


def lives() -> list[Life]:
    """Two a week for fourteen months, of children A to M in turn; every fourth goes for three days."""
    told = []
    begins = datetime.fromisoformat("2025-03-03 18:00")
    for number in range(115):
        started = begins + timedelta(days=3.5 * number, hours=number % 7)
        back = started + timedelta(hours=80 if number % 4 == 0 else 5)
        outcome = OUTCOMES[number % 6]
        held = back + timedelta(hours=30 + 25 * (number % 3)) if outcome == "COMPLETED" else None
        told.append(
            Life(
                "ABCDEFGHIJKLM"[number % 13],
                f"{started:%Y-%m-%d %H:%M}",
                f"{back:%Y-%m-%d %H:%M}",
                outcome,
                f"{held:%Y-%m-%d %H:%M}" if held else "",
                offered=f"{back:%Y-%m-%d %H:%M}",
            )
        )
    return told


def counts_from(connection: ibis.BaseBackend, month: Month = MONTH, *, began: date | None = date(2025, 3, 3)) -> MonthCounts:
    """What counting finds, from facts that stand alone."""
    by_month = measures(connection, OURS, month.year_before.start, month.until, by_month=True, for_reports=True)
    twelve = measures(connection, OURS, month.twelve[0].start, month.until, for_reports=True)[WHOLE]
    return MonthCounts(
        code=OURS,
        council="Harrowmere",
        partnership="Northmarch partnership",
        month=month,
        as_at=AS_AT,
        build="1",
        began=began,
        months={str(shown): by_month[shown.number] for shown in month.thirteen},
        twelve=twelve,
        repeats={"3": {"month": 6, "before": 0, "twelve": 9}, "5": {"month": 2, "before": 0, "twelve": 7}},
    )


def a_march(folder: Path) -> MonthCounts:
    return counts_from(facts_of(folder, lives()))
