"""`waylight undo-load BATCH`: undo a load, unless people or later loads have built on it."""

from argparse import ArgumentParser
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from waylight.exchange.batches.undo import undo_load
from waylight.exchange.models import Batch


class Command(BaseCommand):
    help = "Undo one load: remove the records it made and restore the records it changed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("batch", type=UUID, help="the batch's key, as the load printed it")

    def handle(self, *_: Any, batch: UUID, **__: Any) -> None:
        found = Batch.objects.filter(pk=batch).first()
        if found is None:
            raise CommandError(f"There is no load {batch}.")
        try:
            undo_load(found, by=None)
        except ValidationError as refused:
            raise CommandError(refused.messages[0]) from refused
        self.stdout.write(f"The load of {found.started_at:%-d %B %Y} has been undone.")
