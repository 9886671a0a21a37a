"""What a load changed, so that it can be undone; and what it may not change, because a person wrote it."""

import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from waylight.core import bulk
from waylight.core.models import Record
from waylight.exchange.models import Batch, Change
from waylight.people.models import Child, SearchName
from waylight.people.search.index import index_children

BLANK: tuple[object, ...] = (None, "", [])
FOLLOWS_A_NAME = {"surname_key", "sounds_like"}  # said with the name itself


class Journal:
    """Counts and notes the changes of one batch; created records carry the batch's key instead.

    `alone` says that the load may put off the indexes of the tables it fills (see `bulk.alone_with`). `met` are the
    children it made, `renamed` those whose names it changed or added to: the search needs to know.
    """

    def __init__(self, batch: Batch, *, alone: bool = False) -> None:
        self.batch = batch
        self.alone = alone
        self.created = 0
        self.changed = 0
        self.differs: list[str] = []
        self.met: list[UUID] = []
        self.renamed: set[UUID] = set()

    def change[R: Record](self, record: R, values: Mapping[str, Any]) -> R:
        """Set those of `values` that differ, keeping what they replaced; does nothing when none does."""
        before = {name: getattr(record, name) for name, value in values.items() if getattr(record, name) != value}
        if not before:
            return record
        for name in before:
            setattr(record, name, values[name])
        record.version += 1
        Change.objects.create(
            batch=self.batch,
            kind=record._meta.label,
            record=record.pk,
            version=record.version,
            before=json.loads(json.dumps(before, cls=DjangoJSONEncoder)),
        )
        record.save(update_fields=[*before, "version"])
        self.changed += 1
        if isinstance(record, Child):
            self.renamed.add(record.pk)
        return record

    def update[R: Record](self, record: R, values: Mapping[str, Any], *, called: str) -> R:
        """Change a record to what a file says: a blank never wipes, and what a person wrote stays, noted as differing."""
        told = {name: value for name, value in values.items() if value not in BLANK and getattr(record, name) != value}
        if told and written_by_a_person(record):
            kept = sorted(name for name in told if getattr(record, name) not in BLANK)
            if kept:
                words = " and ".join(name.removesuffix("_id").replace("_", " ") for name in kept if name not in FOLLOWS_A_NAME)
                self.differs.append(f"{called}: the file gives a different {words}")
            told = {name: value for name, value in told.items() if name not in kept}
        return self.change(record, told)

    def create[R: models.Model](self, record: R) -> R:
        record.batch = self.batch.pk  # type: ignore[attr-defined]  # every Record has one
        record.save(force_insert=True)
        self.created += 1
        return record

    def index_names(self) -> None:
        """Let every child this load made or renamed be found by their names."""
        with bulk.indexes_made_after(SearchName, rows=len(self.met), alone=self.alone):
            index_children(self.met, fresh=True)
        index_children(sorted(self.renamed - set(self.met)))

    @property
    def key(self) -> UUID:
        return self.batch.pk

    @property
    def idle(self) -> bool:
        return not self.created and not self.changed


def written_by_a_person(record: Record) -> bool:
    """Whether someone opened this record themselves, or has saved a change that no load made."""
    if record.batch is None:
        return True
    return record.version > 1 and record.version - 1 != Change.objects.filter(record=record.pk).count()
