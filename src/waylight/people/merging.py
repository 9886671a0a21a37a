"""Two records of one child made one, and apart again when that was wrong.

Everything about the merged record's child moves to the record that is kept; the merged record stays, empty, and both
are found by every name and number either had. What moved is noted, so that undoing restores it exactly.
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from waylight.accounts.models import User
from waylight.agencies.models import Agency
from waylight.audit import log
from waylight.core.clock import now
from waylight.core.models import Record
from waylight.core.versions import save_change
from waylight.people.models import Child, Identifier, Merge, OtherName, SearchName
from waylight.people.search_index import index_children


@transaction.atomic
def merge(kept: Child, merged: Child, *, by: User, because: str) -> Merge:
    """Make two records one. Refused while both have an open episode, or when either is already merged away."""
    refuse_merging(kept, merged, because)
    moved: dict[str, list[str]] = defaultdict(list)
    for model, field in _about_a_child():
        for record in model._default_manager.filter(**{field: merged}).order_by("pk"):
            if _moves(model, record.pk, field, kept):
                moved[f"{model._meta.label}.{field}"].append(str(record.pk))
    names = [str(name.pk) for name in _found_by(kept, merged)]
    done = Merge(kept=kept, merged=merged, because=because, by=by, merged_at=now(), moved=dict(moved), names=names)
    done.full_clean()
    done.save(force_insert=True)
    save_change(merged, expected=merged.version, merged_into=kept)
    SearchName.objects.filter(child=merged).delete()
    index_children([kept.pk])
    log.record("merged another record into", kept, by=by, child=kept.pk, detail={"merged": str(merged.pk)})
    log.record("merged away", merged, by=by, child=merged.pk, detail={"kept": str(kept.pk)})
    return done


@transaction.atomic
def undo_merge(done: Merge, *, by: User) -> Child:
    """Take a merge back: what moved returns, what was added since stays with the record that was kept."""
    if done.undone_at is not None:
        raise ValidationError("This merge has already been undone.")
    if done.kept.merged_into_id is not None:
        raise ValidationError("The record that was kept has itself been merged since. Undo that first.")
    for named, keys in done.moved.items():
        label, field = named.rsplit(".", 1)
        model = next(model for model, _ in _about_a_child() if model._meta.label == label)
        model._default_manager.filter(pk__in=keys, **{field: done.kept_id}).update(**{field: done.merged_id})
    OtherName.objects.filter(pk__in=done.names).delete()
    merged = save_change(done.merged, expected=done.merged.version, merged_into=None)
    save_change(done, expected=done.version, undone_at=now(), undone_by=by)
    index_children([done.kept_id, merged.pk])
    log.record("undid a merge into", done.kept, by=by, child=done.kept_id, detail={"merged": str(merged.pk)})
    log.record("restored by undoing a merge", merged, by=by, child=merged.pk, detail={"kept": str(done.kept_id)})
    return merged


def refuse_merging(kept: Child, merged: Child, because: str) -> None:
    if not because.strip():
        raise ValidationError({"because": "Say why these two records are one child."})
    if kept.pk == merged.pk:
        raise ValidationError("These are the same record already.")
    if kept.council_id != merged.council_id:
        raise ValidationError("The two records are held by different councils.")
    if kept.merged_into_id or merged.merged_into_id:
        raise ValidationError("One of these records has already been merged. Open the record that was kept.")
    if all(child.episodes.filter(returned_at=None).exclude(category="VOID").exists() for child in (kept, merged)):
        raise ValidationError(
            "Both records have an open episode. Record the return in one, or that one was recorded in error, then merge."
        )


def numbers_of_merged_records(council: Agency) -> set[str]:
    """The council system numbers that came with records merged away: their rows no longer change the record kept."""
    standing = Merge.objects.filter(kept__council=council, undone_at=None).values_list("moved", flat=True)
    keys = [key for moved in standing for key in moved.get("people.Identifier.child", [])]
    return set(Identifier.objects.filter(pk__in=keys).values_list("value", flat=True))


def _about_a_child() -> Iterator[tuple[type[models.Model], str]]:
    """Every record with a link to a child, and the link's name; links between children are the merges themselves."""
    for relation in Child._meta.get_fields(include_hidden=True):
        if not isinstance(relation, models.ManyToOneRel):
            continue
        model: Any = relation.related_model
        if issubclass(model, Record) and model not in {Child, Merge}:
            yield model, relation.field.name


def _moves(model: type[models.Model], key: object, field: str, kept: Child) -> bool:
    """Move one record, unless the kept child already has its like (the same flag, the same other name)."""
    try:
        with transaction.atomic():
            model._default_manager.filter(pk=key).update(**{field: kept})
    except IntegrityError:
        return False
    return True


def _found_by(kept: Child, merged: Child) -> Iterator[OtherName]:
    """The merged record's own name becomes another name of the one kept."""
    known = OtherName.objects.filter(child=kept, forename=merged.forename, surname=merged.surname)
    if str(kept) == str(merged) or known.exists():
        return
    yield OtherName.objects.create(
        child=kept,
        forename=merged.forename,
        surname=merged.surname,
        surname_key=merged.surname_key,
        sounds_like=merged.sounds_like,
        source="merged record",
    )
