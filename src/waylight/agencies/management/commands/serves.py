"""`waylight serves "Northmarch Police" --kind force 356 357`: a force, provider or home works for these councils."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from waylight.agencies.actions import serve
from waylight.agencies.councils import council_of
from waylight.agencies.models import Kind

KINDS = {"force": Kind.FORCE, "provider": Kind.PROVIDER, "home": Kind.HOME}


class Command(BaseCommand):
    help = "Record that a police force, a return-interview provider or a children's home works for these councils."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name")
        parser.add_argument("--kind", choices=KINDS, required=True)
        parser.add_argument("councils", nargs="+", help="the Department for Education's three-figure codes")

    def handle(self, *_: Any, name: str, kind: str, councils: list[str], **__: Any) -> None:
        try:
            agency = serve(by=None, kind=KINDS[kind], name=name, councils=[council_of(code) for code in councils])
        except ValidationError as refused:
            raise CommandError(" ".join(refused.messages)) from refused
        served = ", ".join(str(council) for council in agency.serves.all())
        self.stdout.write(f"{agency} serves {served}.")
