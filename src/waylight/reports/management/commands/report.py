"""`waylight report month --council 356 --month 2015-12 --out FILE`: HTML, PDF or XLSX, by the file's ending."""

from argparse import ArgumentParser, ArgumentTypeError
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from waylight.reports.cli_arguments import council_named
from waylight.reports.counts.month_counts import count_month
from waylight.reports.counts.months import Month
from waylight.reports.formats.fonts import NoFonts
from waylight.reports.formats.register import FORMATS
from waylight.reports.month import month_report
from waylight.reports.publishing import last_published


def _month(text: str) -> Month:
    try:
        return Month.named(text)
    except ValueError as problem:
        raise ArgumentTypeError(f"{text} is not a month. Write it as 2015-12.") from problem


class Command(BaseCommand):
    help = "Write the performance report of a council's month, as HTML, PDF or XLSX."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("kind", choices=("month",), help="which report")
        parser.add_argument("--council", required=True, help="the Department for Education's three-figure code")
        parser.add_argument("--month", required=True, type=_month, help="as 2015-12")
        parser.add_argument("--out", required=True, type=Path, help="the file to write, ending in .html, .pdf or .xlsx")
        parser.add_argument("--hide-small", action="store_true", help="hide small numbers, as for a board or the public")

    def handle(self, *_: Any, council: str, month: Month, out: Path, hide_small: bool, **__: Any) -> None:
        writer, _kind = FORMATS.get(out.suffix.lower().removeprefix("."), (None, ""))
        if writer is None:
            raise CommandError(f"The file's name must end in .html, .pdf or .xlsx. It is {out.name}.")
        counts = count_month(council_named(council), month)
        report = month_report(counts, whole_view=not hide_small, published=last_published(counts.code, month))
        try:
            out.write_bytes(writer(report))
        except NoFonts as problem:
            raise CommandError(str(problem)) from problem
        self.stdout.write(f"{report.title}, {report.council}, is in {out}.")
