"""Taking a load back, while nobody has built on it.

Records the load made carry its key; records it changed have what they were in its journal. People build on a load by
changing a record it wrote, or by adding one of their own to it; a later load builds on it in the same ways.
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


@dataclass(frozen=True)
class LaterChange:
    """One thing done since: by whom, what and when, in words. `onto` is the record of the load it was added to."""

    kind: str
    record: UUID
    onto: UUID

    def __str__(self) -> str:
        acts = Entry.objects.filter(record__in=(self.record, self.onto)).exclude(by=None).exclude(verb__startswith="viewed")
        entry = acts.order_by("id").last()
        if entry is None or entry.by is None:
            return f"a later load changed {_with_article(self.kind)}"
        kind = _with_article(entry.kind.replace("_", " "))
        return f"{entry.by.name} {entry.verb} {kind} on {local(entry.at):%-d %B %Y at %H:%M}"


class LoadBuiltOn(ValidationError):
    """People or a later load have built on the batch; `built` says what."""

    def __init__(self, built: list[LaterChange]) -> None:
        self.built = built
        said = "; ".join(dict.fromkeys(str(thing) for thing in built[:NAMED_AT_MOST]))
        more = " and more" if len(built) > NAMED_AT_MOST else ""
        super().__init__(f"You cannot undo this load because people or later loads have built on it: {said}{more}.")


@transaction.atomic
def undo_load(batch: Batch, *, by: User | None) -> Batch:
    """Take back everything the batch made and changed. Raises StillBuiltOn, or ValidationError when there is nothing to undo."""
    lock_council_or_refuse(batch.council)
    batch = Batch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    if batch.stage != Stage.DONE:
        raise ValidationError("You can only undo a load that has finished and has not already been undone.")
    built = list(later_changes(batch))
    if built:
        raise LoadBuiltOn(built)
    _restore(batch)
    removed = _remove(batch)
    Waiting.objects.filter(batch=batch).undecided().delete()
    batch.stage = Stage.UNDONE
    batch.save(update_fields=["stage"])
    log.record("undid", batch, by=by, detail={"removed": removed})
    return batch


def later_changes(batch: Batch) -> Iterator[LaterChange]:
    """Everything others did to what this batch wrote, at most a handful of each kind."""
    for model in _kinds():
        for key in _changed_since(model, batch)[: NAMED_AT_MOST + 1]:
            yield LaterChange(str(model._meta.verbose_name), key, key)
        for field in _links(model):
            others = model._default_manager.filter(**{f"{field.name}__batch": batch.pk}).exclude(batch=batch.pk)
            for key, onto in others.values_list("pk", field.attname)[: NAMED_AT_MOST + 1]:
                yield LaterChange(str(model._meta.verbose_name), key, onto)


def _changed_since(model: type[Record], batch: Batch) -> Any:
    """Records the batch made or changed whose version is no longer the one it left."""
    left = Subquery(Change.objects.filter(batch=batch, record=OuterRef("pk")).order_by("-version").values("version")[:1])
    records = model._default_manager.annotate(left=left)
    made = records.filter(batch=batch.pk, left=None, version__gt=1)
    changed = records.exclude(left=None).exclude(version=F("left"))
    return sorted({*made.values_list("pk", flat=True), *changed.values_list("pk", flat=True)})


def _restore(batch: Batch) -> None:
    """Put back what the batch changed, latest change first, each as a change of its own so that versions only rise."""
    Episode.objects.filter(batch=batch.pk, returned_at=None).update(category=Category.VOID)  # soon removed: not open meanwhile
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
    """Delete what the batch made, what leans on others first."""
    removed = 0
    renamed = set(OtherName.objects.filter(batch=batch.pk).exclude(child__batch=batch.pk).values_list("child_id", flat=True))
    renamed |= set(batch.changes.filter(kind=Child._meta.label).values_list("record", flat=True))
    SearchName.objects.filter(child__batch=batch.pk).delete()
    Waiting.candidates.through.objects.filter(child__batch=batch.pk).delete()
    with connection.cursor() as cursor:
        for model in reversed(_leaned_on_first()):
            table = connection.ops.quote_name(model._meta.db_table)
            cursor.execute(f"DELETE FROM {table} WHERE batch = %s", [_key(batch.pk)])  # noqa: S608 - the table's own name
            removed += cursor.rowcount
    index_children(sorted(renamed & set(Child.objects.filter(pk__in=renamed).values_list("pk", flat=True))))
    return removed


def _key(key: UUID) -> str | UUID:
    """A key as this database keeps it."""
    kept: str | UUID = models.UUIDField().get_db_prep_value(key, connection)
    return kept


def _kinds() -> list[type[Record]]:
    return [model for model in apps.get_models() if issubclass(model, Record)]


def _links(model: type[Record]) -> list[Any]:
    return [field for field in model._meta.fields if field.is_relation and issubclass(field.related_model, Record)]  # type: ignore[arg-type]  # a relation's model is a class here


def _leaned_on_first() -> list[type[Record]]:
    """Every kind of record, each after those it links to."""
    ordered: list[type[Record]] = []

    def place(model: type[Record], above: frozenset[type[Record]]) -> None:
        if model in ordered or model in above:
            return
        for field in _links(model):
            place(field.related_model, above | {model})
        ordered.append(model)

    for model in _kinds():
        place(model, frozenset())
    return ordered


def _with_article(name: str) -> str:
    return f"{'an' if name[0] in 'aeiou' else 'a'} {name}"
