"""`waylight seal-audit`: seal new audit entries. Run it every few minutes; it is safe to run several at once."""

from typing import Any

from django.core.management.base import BaseCommand

from waylight.audit.models import Segment
from waylight.audit.sealing import seal_new


class Command(BaseCommand):
    help = "Seal new audit entries and print the last seal. Keep a note of it outside the database."

    def handle(self, *_: Any, **__: Any) -> None:
        new_segments = seal_new()
        last = Segment.objects.last()
        self.stdout.write(
            f"Sealed {new_segments} segment{'s' * (new_segments != 1)}." if new_segments else "There are no new entries to seal."
        )
        if last:
            self.stdout.write(f"Keep a note of this seal outside the database: {last.number}:{last.seal}")
