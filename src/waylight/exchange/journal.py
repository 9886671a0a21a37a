"""What a load changed, so that it can be undone."""

import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from waylight.core.models import Record
from waylight.exchange.models import Batch, Change


class Journal:
    """Counts and notes the changes of one batch; created records carry the batch's key instead."""

    def __init__(self, batch: Batch) -> None:
        self.batch = batch
        self.created = 0
        self.changed = 0
        self.differs: list[str] = []

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
        return record

    def create[R: models.Model](self, record: R) -> R:
        record.batch = self.batch.pk  # type: ignore[attr-defined]  # every Record has one
        record.save(force_insert=True)
        self.created += 1
        return record

    @property
    def key(self) -> UUID:
        return self.batch.pk

    @property
    def idle(self) -> bool:
        return not self.created and not self.changed
