"""The arguments of the counting commands: a council and a period."""

from argparse import ArgumentParser

from django.core.exceptions import ValidationError
from django.core.management.base import CommandError

from waylight.agencies.councils import council_of
from waylight.agencies.models import Agency
from waylight.core.dates import day_argument


def add_period(parser: ArgumentParser) -> None:
    parser.add_argument("--council", required=True, help="the Department for Education's three-figure code")
    parser.add_argument("--from", dest="start", required=True, type=day_argument, help="the first day, as 2015-01-01")
    parser.add_argument("--until", required=True, type=day_argument, help="the day after the last")
    parser.add_argument("--json", action="store_true", help="print as JSON")


def council_named(code: str) -> Agency:
    try:
        return council_of(code)
    except ValidationError as problem:
        raise CommandError(problem.messages[0]) from problem
