"""`waylight check-audit [--expect NUMBER:SEAL] [--json]`: verify the audit trail. Exits with 1 at the first broken link."""

import json
import sys
from argparse import ArgumentParser, ArgumentTypeError
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand

from waylight.audit.sealing import seal_new
from waylight.audit.verification import BrokenTrail, VerifiedTrail, verify_trail


def seal_argument(text: str) -> tuple[int, str]:
    number, _, seal = text.partition(":")
    if not number.isdigit() or not seal:
        raise ArgumentTypeError(f"{text!r} is not a seal. Enter the seal that seal-audit printed, such as 12:9f86…")
    return int(number), seal


class Command(BaseCommand):
    help = "Check every audit entry and seal, report the first that is broken, and seal new entries."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--expect", type=seal_argument, help="a segment's number and seal as seal-audit printed them")
        parser.add_argument("--json", action="store_true", help="print the result as JSON")

    def handle(self, *_: Any, expect: tuple[int, str] | None, **options: Any) -> None:
        try:
            checked = verify_trail(expect)
        except BrokenTrail as broken:
            result = {"whole": False, "link": broken.link.lower(), "number": broken.number, "what": broken.what}
            self.stdout.write(json.dumps(result) if options["json"] else f"The audit trail is broken. {broken}.")
            sys.exit(1)
        seal_new()
        told = {"whole": True} | asdict(checked) | {"unsealed": 0, "sealed_now": checked.unsealed}
        self.stdout.write(json.dumps(told) if options["json"] else in_words(checked))


def in_words(checked: VerifiedTrail) -> str:
    return (
        f"The audit trail is intact: {checked.entries:,} entries under {checked.segments:,} seals, "
        f"and {checked.unsealed:,} newer entries, sealed now."
    )
