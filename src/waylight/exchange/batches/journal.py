"""The journal of a load: its changes, so that it can be undone, and messages about values that a person wrote and it left."""

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
# The labels of fields in messages, where the name of the field is not plain English.
FIELD_LABELS = {
    "born_on": "date of birth",
    "started_on": "start date",
    "ended_on": "end date",
    "urn": "Ofsted number",
    "last_seen_at": "time last seen",
    "reported_at": "time of the report",
    "returned_at": "time of the return",
    "checked_at": "time of the check",
    "found_at": "place found",
    "offered_at": "time of the offer",
    "held_at": "time of the interview",
    "push": "push factors",
    "pull": "pull factors",
}
DERIVED_FROM_NAME = {"surname_key", "sounds_like"}  # not named in messages; the surname is


def label_of(field: str) -> str:
    return FIELD_LABELS.get(field) or field.removesuffix("_id").replace("_", " ")


class Journal:
    """Notes the changes of one batch and counts its records. A created record carries the batch's key.

    `alone` allows the load to drop the indexes of the tables it fills and create them at the end (see `bulk.alone_with`).
    The search index is updated for `new_children` and for `renamed`, the children with a changed or an added name.
    `differs` are messages about values in a file that differ from those that a person entered.
    """

    def __init__(self, batch: Batch, *, alone: bool = False) -> None:
        self.batch = batch
        self.alone = alone
        self.created = 0
        self.changed = 0
        self.differs: list[str] = []
        self.new_children: list[UUID] = []
        self.renamed: set[UUID] = set()

    def change[R: Record](self, record: R, values: Mapping[str, Any]) -> R:
        """Set those of `values` that differ and note what they replaced. Does nothing when all are equal."""
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

    def update[R: Record](self, record: R, values: Mapping[str, Any], *, label: str) -> R:
        """Change a record to the values of a file. `label` names the record in messages.

        An empty value never replaces another. In a record that a person wrote, only empty fields are filled, and a message
        names the others that differ.
        """
        new = {name: value for name, value in values.items() if value not in BLANK and getattr(record, name) != value}
        if new and written_by_a_person(record):
            differing = sorted(name for name in new if getattr(record, name) not in BLANK)
            if differing:
                field_names = [label_of(name) for name in differing if name not in DERIVED_FROM_NAME]
                self.differs.append(f"{label}: the file gives a different {' and '.join(field_names)}")
            new = {name: value for name, value in new.items() if name not in differing}
        return self.change(record, new)

    def create[R: models.Model](self, record: R) -> R:
        record.batch = self.batch.pk  # type: ignore[attr-defined]  # every Record has a batch
        record.save(force_insert=True)
        self.created += 1
        return record

    def index_names(self) -> None:
        """Add the children that this load made or renamed to the search index."""
        with bulk.indexes_made_after(SearchName, rows=len(self.new_children), alone=self.alone):
            index_children(self.new_children, fresh=True)
        index_children(sorted(self.renamed - set(self.new_children)))

    @property
    def key(self) -> UUID:
        return self.batch.pk

    @property
    def idle(self) -> bool:
        return not self.created and not self.changed


def written_by_a_person(record: Record) -> bool:
    """Return whether a person made the record, or changed it after a load made it.

    Each change by a load raises the version and is noted. If the version is higher than that, a person saved the record too.
    """
    if record.batch is None:
        return True
    return record.version > 1 and record.version - 1 != Change.objects.filter(record=record.pk).count()
