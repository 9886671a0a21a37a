"""`waylight measures --council 356 --from 2015-01-01 --until 2016-01-01 [--each month] [--json]`."""

import json
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand

from waylight.indicators.engine import value_of
from waylight.indicators.register import COUNTS
from waylight.reports.cli_arguments import add_period, council_named
from waylight.reports.counts.queries import count_measures


class Command(BaseCommand):
    help = "Print every measure of a council in a period, or in each of its months."

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_period(parser)
        parser.add_argument("--each", choices=("month",), help="one set for each month")

    def handle(self, *_: Any, council: str, start: date, until: date, each: str | None, **options: Any) -> None:
        counted = count_measures(council_named(council), start, until, by_month=each == "month")
        if each:
            by_month = {f"{month // 100}-{month % 100:02}": found for month, found in counted.measures.items()}
            self.stdout.write(json.dumps(by_month, indent=1) if options["json"] else _by_month(by_month))
        else:
            self.stdout.write(json.dumps(counted.whole, indent=1) if options["json"] else _table(counted.whole))


def _table(measures: dict[str, Any]) -> str:
    return "\n".join(
        f"{value_of(measures, indicator.key):>9,}  {indicator.title}" for indicator in COUNTS if not indicator.for_reports
    )


def _by_month(by_month: dict[str, dict[str, Any]]) -> str:
    heading = " ".join(f"{month:>8}" for month in by_month)
    lines = (
        " ".join(f"{value_of(measures, indicator.key):>8,}" for measures in by_month.values()) + f"  {indicator.title}"
        for indicator in COUNTS
        if not indicator.for_reports
    )
    return "\n".join([heading, *lines])
