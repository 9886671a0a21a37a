"""`waylight seal-audit`: put what was done since under seal. Run it every few minutes; several at once do no harm."""

from typing import Any

from django.core.management.base import BaseCommand

from waylight.audit.models import Segment
from waylight.audit.sealing import seal_new


class Command(BaseCommand):
    help = "Seal new audit entries and print the last seal. Keep a note of it outside the database."

    def handle(self, *_: Any, **__: Any) -> None:
        made = seal_new()
        last = Segment.objects.last()
        self.stdout.write(f"Sealed {made} segment{'s' * (made != 1)}." if made else "There are no new entries to seal.")
        if last:
            self.stdout.write(f"Keep a note of this seal outside the database: {last.number}:{last.seal}")
