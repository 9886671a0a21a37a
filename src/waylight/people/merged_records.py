"""Moving everything from one record of a child to another when the two are merged, and back when the merge is undone.

The merged record is not deleted. It keeps only records of which the kept one has a duplicate, such as the same flag. A search
finds the child by every name and number that either record had. `Merge.moved` lists what moved, so that an undo can move it back.
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models import Exists, OuterRef, Q

from waylight.accounts.models import User
from waylight.agencies.models import Agency
from waylight.audit import log
from waylight.core.clock import now
from waylight.core.models import Record
from waylight.core.versions import save_change
from waylight.people.models import Child, Identifier, Merge, OtherName, SearchName
from waylight.people.search.index import index_children

CHANGED_WHILE_COMPARING = (
    "Someone changed one of these records while you were comparing them. Check both records again before you continue."
)


@transaction.atomic
def merge_children(kept: Child, merged: Child, *, by: User, versions: tuple[int, int], because: str) -> Merge:
    """Move everything from `merged` to `kept`. `versions` are those of the two records when the user compared them.

    Raises ValidationError when either has changed since or is already merged. Use it through `merging.actions`, which also
    refuses when both have an open episode.
    """
    kept, merged = _lock(kept, merged)
    if (kept.version, merged.version) != versions:
        raise ValidationError(CHANGED_WHILE_COMPARING)
    refuse_merging(kept, merged, because)
    moved = _move_everything(merged, kept)
    names = [str(name.pk) for name in _add_other_names(kept, merged)]
    merge = Merge(kept=kept, merged=merged, because=because.strip(), by=by, merged_at=now(), moved=moved, names=names)
    merge.full_clean()
    merge.save(force_insert=True)
    save_change(kept, expected=kept.version)
    save_change(merged, expected=merged.version, merged_into=kept)
    SearchName.objects.filter(child=merged).delete()
    index_children([kept.pk])
    log.record("merged another record into", kept, by=by, child=kept.pk, detail={"merged": str(merged.pk)})
    log.record("merged away", merged, by=by, child=merged.pk, detail={"kept": str(kept.pk)})
    return merge


@transaction.atomic
def undo_children_merge(merge: Merge, *, by: User, version: int) -> Child:
    """Move back what the merge moved. Records that were added since stay with the record that was kept."""
    kept, merged = _lock(merge.kept, merge.merged)
    refuse_undoing(Merge.objects.get(pk=merge.pk), kept)
    for field_label, keys in merge.moved.items():
        label, field = field_label.rsplit(".", 1)
        model: Any = apps.get_model(label)
        model._default_manager.filter(pk__in=keys, **{field: kept}).update(**{field: merged})
    OtherName.objects.filter(pk__in=merge.names).delete()
    save_change(kept, expected=kept.version)
    merged = save_change(merged, expected=merged.version, merged_into=None)
    save_change(merge, expected=version, undone_at=now(), undone_by=by)
    index_children([kept.pk, merged.pk])
    log.record("undid a merge into", kept, by=by, child=kept.pk, detail={"merged": str(merged.pk)})
    log.record("restored by undoing a merge", merged, by=by, child=merged.pk, detail={"kept": str(kept.pk)})
    return merged


def refuse_merging(kept: Child, merged: Child, because: str) -> None:
    if not because.strip():
        raise ValidationError({"because": "Give the reason these two records are of one child."})
    impossible = why_not_merge(kept, merged)
    if impossible:
        raise ValidationError(impossible)


def why_not_merge(one: Child, other: Child) -> str:
    """Return why these two records cannot be merged, in a sentence, or "" when they can."""
    if one.pk == other.pk:
        return "These are already the same record."
    if one.council_id != other.council_id:
        return "The two records belong to different councils. Each council keeps its own record of a child."
    if one.merged_into_id or other.merged_into_id:
        return "One of these records has already been merged. Open the record that was kept."
    return ""


def refuse_undoing(merge: Merge, kept: Child) -> None:
    if merge.undone_at is not None:
        raise ValidationError("This merge has already been undone.")
    if kept.merged_into_id is not None:
        raise ValidationError("The record that was kept has itself been merged since. Undo that merge first.")


def kept_record_key(key: UUID | str) -> UUID | str:
    """Return the key of the record that is kept for a child after any number of merges; without a merge, the same key."""
    while kept_key := Child.objects.filter(pk=key).values_list("merged_into", flat=True).first():
        key = kept_key
    return key


def kept_record_keys(children: models.QuerySet[Child]) -> dict[UUID, UUID]:
    """Return, for each of these records that was merged, the key of the record that is kept, after any number of merges."""
    merged = {key: kept for key, kept in children.exclude(merged_into=None).values_list("pk", "merged_into") if kept}
    kept_keys = dict(merged)
    for key in merged:
        while kept_keys[key] in merged:
            kept_keys[key] = merged[kept_keys[key]]
    return kept_keys


def count_left_behind(merge: Merge) -> dict[str, int]:
    """Return, by kind, how many records stayed with the merged record because the kept one has a duplicate."""
    counts = {model._meta.label: _about(model, field, merge.merged).count() for model, field in _about_a_child()}
    return {label: count for label, count in counts.items() if count}


def numbers_of_merged_records(council: Agency) -> set[str]:
    """Return the council's numbers that came from merged records.

    A row with such a number in a file does not change the kept record.
    """
    moved_by_merges = Merge.objects.filter(kept__council=council, undone_at=None).values_list("moved", flat=True)
    keys = [key for moved in moved_by_merges for key in moved.get("people.Identifier.child", [])]
    return set(Identifier.objects.filter(pk__in=keys).values_list("value", flat=True))


def _lock(*children: Child) -> list[Child]:
    """Return the children, locked until the transaction ends. Always locks in the order of their keys, to prevent a deadlock."""
    keys = [child.pk for child in children]
    rows = {row.pk: row for row in Child.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk")}
    return [rows[key] for key in keys]


def _about_a_child() -> Iterator[tuple[type[models.Model], str]]:
    """Yield every model of records about a child that moves in a merge, with the name of its field for the child."""
    for relation in Child._meta.get_fields(include_hidden=True):
        if not isinstance(relation, models.ManyToOneRel):
            continue
        model: Any = relation.related_model
        if issubclass(model, Record) and model not in {Child, Merge} and model.moves_in_a_merge:
            yield model, relation.field.name


def _about(model: type[models.Model], field: str, child: Child) -> models.QuerySet[Any]:
    return model._default_manager.filter(**{field: child})


def _move_everything(merged: Child, kept: Child) -> dict[str, list[str]]:
    """Move every record except duplicates, and return the keys of what moved. Refuses the whole merge if one cannot move."""
    moved: dict[str, list[str]] = defaultdict(list)
    try:
        with transaction.atomic():
            for model, field in _about_a_child():
                moving = _about(model, field, merged).exclude(pk__in=_duplicates(model, field, merged, kept)).order_by("pk")
                keys: list[UUID] = list(moving.values_list("pk", flat=True))
                if keys:
                    model._default_manager.filter(pk__in=keys).update(**{field: kept})
                    moved[f"{model._meta.label}.{field}"] = [str(key) for key in keys]
    except IntegrityError as error:
        raise ValidationError(CHANGED_WHILE_COMPARING) from error
    return moved


def _duplicates(model: type[models.Model], field: str, merged: Child, kept: Child) -> set[UUID]:
    """Return the records that would break a uniqueness rule if they moved, because the kept child has the same record."""
    duplicates: set[UUID] = set()
    for rule in model._meta.constraints:
        if not isinstance(rule, models.UniqueConstraint) or field not in rule.fields:
            continue
        same = {name: OuterRef(name) for name in rule.fields if name != field}
        if same:  # a rule on the child alone allows one open episode: `merging.actions` has refused two already
            of_kept = _about(model, field, kept).filter(rule.condition or Q(), **same)
            duplicates.update(
                _about(model, field, merged).filter(rule.condition or Q()).filter(Exists(of_kept)).values_list("pk", flat=True)
            )
    return duplicates


def _add_other_names(kept: Child, merged: Child) -> Iterator[OtherName]:
    """Add the names of the merged record as other names of the kept one, and yield them. Leaves out names that it already has."""
    own_names = {(forename, kept.surname) for forename in (kept.forename, kept.known_as)}
    forenames = [merged.forename, merged.known_as] if merged.known_as else [merged.forename]
    for forename in dict.fromkeys(forenames):
        existing = OtherName.objects.filter(child=kept, forename=forename, surname=merged.surname)
        if (forename, merged.surname) in own_names or existing.exists():
            continue
        yield OtherName.objects.create(
            child=kept,
            forename=forename,
            surname=merged.surname,
            surname_key=merged.surname_key,
            sounds_like=merged.sounds_like,
            source="merged record",
        )
