"""`waylight appoint EMAIL --name NAME --as administrator --at 356`: the first administrator or information governance officer."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse

from waylight.accounts import outbox
from waylight.accounts.bootstrap import APPOINTED, appoint
from waylight.agencies.councils import council_of
from waylight.agencies.models import Agency

LETTER = (
    "Hello {name}\n\nOpen this address on Waylight within three days and choose a password:\n\n{where}\n\nThe link works once.\n"
)


class Command(BaseCommand):
    help = "Appoint an organisation's first administrator or information governance officer. They cannot open children's records."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--name", required=True, help="the name their colleagues use")
        parser.add_argument("--as", dest="role", choices=APPOINTED, required=True)
        parser.add_argument("--at", required=True, help="a council's three-figure code, or the name of another organisation")

    def handle(self, *_: Any, email: str, name: str, role: str, at: str, **__: Any) -> None:
        try:
            user, secret = appoint(email=email, name=name, agency=_agency(at), role=APPOINTED[role])
        except ValidationError as refused:
            raise CommandError(" ".join(refused.messages)) from refused
        where = reverse("account_welcome", args=(user.pk, secret))
        letter = outbox.write_letter(user, subject="Your account on Waylight", text=LETTER.format(name=user.name, where=where))
        self.stdout.write(f"{user.name} is appointed. They must choose a password within three days at {where}")
        self.stdout.write(f"The letter to send them is in {letter}")


def _agency(name_or_code: str) -> Agency:
    if name_or_code.isdecimal():
        return council_of(name_or_code)
    matches = list(Agency.objects.filter(name__iexact=name_or_code.strip(), active=True)[:2])
    if len(matches) != 1:
        raise CommandError(f"{'No' if not matches else 'More than one'} organisation is called {name_or_code}.")
    return matches[0]
