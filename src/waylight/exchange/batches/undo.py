"""Undoing a load, which is possible until people or later loads have built on it.

The records that a load made carry its key. For the records that it changed, its journal has the earlier values. Building
on a load means changing a record that it wrote, or adding a record to one that it made.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import connection, models, transaction
from django.db.models import F, OuterRef, Subquery

from waylight.accounts.models import User
from waylight.audit import log
from waylight.audit.models import Entry
from waylight.core.clock import local
from waylight.core.models import Record
from waylight.episodes.choices import Category
from waylight.episodes.models import Episode
from waylight.exchange.batches.lock import lock_council_or_refuse
from waylight.exchange.models import Batch, Change, Stage, Waiting
from waylight.people.models import Child, OtherName, SearchName
from waylight.people.search.index import index_children

NAMED_AT_MOST = 5
# What the audit trail says of an involvement, as a part of a sentence.
INVOLVEMENT_ACTS = {
    "brought into work with a child:": "started an involvement",
    "ended work with a child:": "ended an involvement",
}


@dataclass(frozen=True)
class LaterChange:
    """A record changed or added since the load. `onto` is the load's own record that it changes or refers to.

    As a string it says who did what and when, or that a later load did it.
    """

    kind: str
    record: UUID
    onto: UUID

    def __str__(self) -> str:
        acts = Entry.objects.filter(record__in=(self.record, self.onto)).exclude(by=None).exclude(verb__startswith="viewed")
        entry = acts.order_by("id").last()
        if entry is None or entry.by is None:
            return f"a later load changed {_with_article(self.kind)}"
        act = INVOLVEMENT_ACTS.get(entry.verb) or f"{entry.verb} {_with_article(entry.kind.replace('_', ' '))}"
        return f"{entry.by.name} {act} on {local(entry.at):%-d %B %Y at %H:%M}"


class LoadBuiltOn(ValidationError):
    """Raised when people or later loads have built on the load. `changes` are what they did."""

    def __init__(self, changes: list[LaterChange]) -> None:
        self.changes = changes
        named = "; ".join(dict.fromkeys(map(str, changes[:NAMED_AT_MOST])))
        more = " and more" if len(changes) > NAMED_AT_MOST else ""
        super().__init__(f"You cannot undo this load, because its records were changed after it: {named}{more}.")


@transaction.atomic
def undo_load(batch: Batch, *, by: User | None) -> Batch:
    """Remove what the load made and restore what it changed.

    Raises LoadBuiltOn, or ValidationError when the load has not finished, is undone already, or its council is locked.
    """
    lock_council_or_refuse(batch.council)
    batch = Batch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    if batch.stage != Stage.DONE:
        raise ValidationError("You can only undo a load that has finished and has not already been undone.")
    changes = list(later_changes(batch))
    if changes:
        raise LoadBuiltOn(changes)
    _restore(batch)
    removed = _remove(batch)
    Waiting.objects.filter(batch=batch).undecided().delete()
    batch.stage = Stage.UNDONE
    batch.save(update_fields=["stage"])
    log.record("undid", batch, by=by, detail={"removed": removed})
    return batch


def later_changes(batch: Batch) -> Iterator[LaterChange]:
    """Yield what people and later loads did to the records of this load, at most a few changes for each model."""
    for model in _record_models():
        for key in _changed_since(model, batch)[: NAMED_AT_MOST + 1]:
            yield LaterChange(str(model._meta.verbose_name), key, key)
        for field in _references(model):
            others = model._default_manager.filter(**{f"{field.name}__batch": batch.pk}).exclude(batch=batch.pk)
            for key, onto in others.values_list("pk", field.attname)[: NAMED_AT_MOST + 1]:
                yield LaterChange(str(model._meta.verbose_name), key, onto)


def _changed_since(model: type[Record], batch: Batch) -> Any:
    """Return the keys of records that the load made or changed and that have a newer version since."""
    # The version in which the load left the record.
    left = Subquery(Change.objects.filter(batch=batch, record=OuterRef("pk")).order_by("-version").values("version")[:1])
    records = model._default_manager.annotate(left=left)
    made = records.filter(batch=batch.pk, left=None, version__gt=1)
    changed = records.exclude(left=None).exclude(version=F("left"))
    return sorted({*made.values_list("pk", flat=True), *changed.values_list("pk", flat=True)})


def _restore(batch: Batch) -> None:
    """Restore what the load changed, latest change first. Each is noted as a change itself, so that versions only rise."""
    # `_remove` deletes these episodes later. Until then, an open one would clash with a restored one: a child has one at most.
    Episode.objects.filter(batch=batch.pk, returned_at=None).update(category=Category.VOID)
    for change in batch.changes.order_by("-id"):
        model = apps.get_model(change.kind)
        record = model._default_manager.filter(pk=change.record).exclude(batch=batch.pk).first()
        if record is None:
            continue
        before = {name: model._meta.get_field(name).to_python(value) for name, value in change.before.items()}
        replaced = {name: model._meta.get_field(name).value_to_string(record) for name in before}
        model._default_manager.filter(pk=record.pk).update(version=record.version + 1, **before)
        Change.objects.create(batch=batch, kind=change.kind, record=record.pk, version=record.version + 1, before=replaced)


def _remove(batch: Batch) -> int:
    """Delete the records that the load made, and return how many. A record is deleted before those that it refers to."""
    removed = 0
    renamed = set(OtherName.objects.filter(batch=batch.pk).exclude(child__batch=batch.pk).values_list("child_id", flat=True))
    renamed |= set(batch.changes.filter(kind=Child._meta.label).values_list("record", flat=True))
    SearchName.objects.filter(child__batch=batch.pk).delete()
    Waiting.candidates.through.objects.filter(child__batch=batch.pk).delete()
    with connection.cursor() as cursor:
        for model in reversed(_in_order_of_reference()):
            table = connection.ops.quote_name(model._meta.db_table)
            cursor.execute(f"DELETE FROM {table} WHERE batch = %s", [_key(batch.pk)])  # noqa: S608 - the name comes from the model
            removed += cursor.rowcount
    index_children(sorted(renamed & set(Child.objects.filter(pk__in=renamed).values_list("pk", flat=True))))
    return removed


def _key(key: UUID) -> str | UUID:
    """Return a record's key in the form in which this database stores it."""
    stored: str | UUID = models.UUIDField().get_db_prep_value(key, connection)
    return stored


def _record_models() -> list[type[Record]]:
    return [model for model in apps.get_models() if issubclass(model, Record)]


def _references(model: type[Record]) -> list[Any]:
    return [field for field in model._meta.fields if field.is_relation and issubclass(field.related_model, Record)]  # type: ignore[arg-type]  # not a name any more: all models are loaded


def _in_order_of_reference() -> list[type[Record]]:
    """Return every model of a Record, each after the models that it refers to."""
    ordered: list[type[Record]] = []

    def place(model: type[Record], above: frozenset[type[Record]]) -> None:
        if model in ordered or model in above:
            return
        for field in _references(model):
            place(field.related_model, above | {model})
        ordered.append(model)

    for model in _record_models():
        place(model, frozenset())
    return ordered


def _with_article(name: str) -> str:
    return f"{'an' if name[0] in 'aeiou' else 'a'} {name}"
