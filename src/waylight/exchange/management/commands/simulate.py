"""`waylight simulate --children N --episodes M --seed S --out FOLDER`: write a made-up pack of any size."""

import sys
from argparse import ArgumentParser
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from waylight.core.clock import today
from waylight.core.dates import day_argument
from waylight.exchange.simulation.pack import write_pack
from waylight.exchange.simulation.plan import ImpossiblePlan, Plan


class Command(BaseCommand):
    help = "Write a made-up pack of files, of any size, in the form a council receives. No child in it is real."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--children", type=int, required=True, help="how many children go missing")
        parser.add_argument("--episodes", type=int, required=True, help="how many episodes in total")
        parser.add_argument("--seed", type=int, required=True, help="any number: the same number gives the same files")
        parser.add_argument("--out", type=Path, required=True, metavar="FOLDER", help="where to write the files")
        parser.add_argument("--from", type=day_argument, dest="since", metavar="DATE", help="the first day (a year before)")
        parser.add_argument("--until", type=day_argument, metavar="DATE", help="the day after the last (today)")
        parser.add_argument("--council", default="356", help="the Department for Education's three-figure code (356)")
        parser.add_argument("--clean", action="store_true", help="do not include the mistakes that real files contain")

    def handle(self, *_: Any, out: Path, since: date | None, until: date | None, **options: Any) -> None:
        until = until or today()
        since = since or until - timedelta(days=365)
        if until > today():
            raise CommandError("--until is in the future. Enter today or an earlier date.")
        if not (options["council"].isdigit() and len(options["council"]) == 3):  # noqa: PLR2004 - three figures
            raise CommandError(f"{options['council']} is not a council's three-figure code.")
        plan_options = {name: options[name] for name in ("children", "episodes", "seed", "council", "clean")}
        try:
            plan = Plan(since=_midnight(since), until=_midnight(until), **plan_options)
        except ImpossiblePlan as problem:
            raise CommandError(str(problem)) from problem
        counts = write_pack(plan, out, tick=_say)
        if sys.stderr.isatty():
            print("\r\033[K", end="", file=sys.stderr)
        print(
            f"{counts.episodes:,} episodes of {counts.children:,} children, {counts.still_missing:,} still missing: "
            f"{counts.police_rows:,} police rows and {counts.interview_rows:,} interview rows in {out}."
        )
        print(
            f"Among the police rows: {counts.second_reports:,} duplicate reports, {counts.exported_twice:,} exported twice, "
            f"{counts.absent:,} absent, {counts.adults:,} about adults, {counts.refused:,} that will not load."
        )


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time())


def _say(episodes: int) -> None:
    if sys.stderr.isatty():
        print(f"\r{episodes:,} episodes\033[K", end="", file=sys.stderr, flush=True)
