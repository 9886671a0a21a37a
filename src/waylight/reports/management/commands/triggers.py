"""`waylight triggers --council 356 --from 2015-01-01 --until 2016-01-01 [--json]`."""

import json
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand

from waylight.reports.cli_arguments import add_period, council_named
from waylight.reports.counts.queries import triggers


class Command(BaseCommand):
    help = "List every time a child reached a repeat level in a period: the date, the incident and the level."

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_period(parser)

    def handle(self, *_: Any, council: str, start: date, until: date, **options: Any) -> None:
        reached = triggers(council_named(council), start, until)
        if options["json"]:
            self.stdout.write(json.dumps(reached))
        else:
            self.stdout.write(
                "\n".join(f"{day}  {reference}  {level} episodes" for day, reference, level in reached) or "None in this period."
            )
