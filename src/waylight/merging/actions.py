"""Merging two records of one child, and undoing a merge.

`people.merged_records` moves the records of one child to the other. It does not know what an episode is, and both records may
have reports of the same night. This module then groups the child's reports again, by the rule for loads. Both steps are one
transaction. A journal records, under the key of the merge, what the grouping changed, so that an undo can restore it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import ProtectedError

from waylight.access.models import BreakGlass
from waylight.access.visibility import restrict_to_child
from waylight.accounts.models import User
from waylight.audit import log
from waylight.briefings.read_permissions import RecordReader
from waylight.core.clock import local, now
from waylight.core.models import Record
from waylight.episodes.choices import Category
from waylight.episodes.models import Episode, LogLine, RiskAssessment, SafeAndWellCheck
from waylight.exchange.batches.journal import Journal
from waylight.exchange.batches.lock import lock_council_or_refuse
from waylight.exchange.models import Batch, Change
from waylight.exchange.police.reconciler import Reconciler
from waylight.merging.conflicts import IDENTIFYING_FIELDS, describe, resolve_conflicts
from waylight.merging.interviews import move_interviews_back, referred_providers
from waylight.people import merged_records
from waylight.people.models import Child, Merge
from waylight.placements.homes import homes_by_name

# The records of an episode that move with its reports when it turns out to be a duplicate of another episode.
RECORDS_OF_EPISODE = (RiskAssessment, LogLine, SafeAndWellCheck)
OPENED_IN_EMERGENCY = (
    "You opened one of these records in an emergency. "
    "Ask the missing coordinator to decide whether the two records are of one child."
)
TWO_OPEN_EPISODES = (
    "Both records have an open episode. In one of them, record the return or record the episode in error. Then merge."
)
LINKS = frozenset({"episode_id", "interview_id", "child_id"})


class MergeJournal(Journal):
    """The journal of a merge. Records that the merge creates have its key as their `batch`."""

    def __init__(self, merge: Merge) -> None:
        super().__init__(Batch(pk=merge.pk))
        self.merge = merge

    def change[R: Record](self, record: R, values: Mapping[str, Any]) -> R:
        before = {name: _as_json(getattr(record, name)) for name, value in values.items() if getattr(record, name) != value}
        if before:
            for name in before:
                setattr(record, name, values[name])
            record.version += 1
            record.save(update_fields=[*before, "version"])
            self.note(record, before)
            self.changed += 1
        return record

    def note(self, record: Record, before: Mapping[str, Any]) -> None:
        Change.objects.create(
            merge=self.merge, kind=record._meta.label, record=record.pk, version=record.version, before=dict(before)
        )


@dataclass(frozen=True)
class MergeResult:
    """The result of a merge or its undoing: the number of duplicate episodes combined, and what a person should check."""

    merge: Merge
    joined: int
    to_look_at: tuple[str, ...]


@transaction.atomic
def merge_records(kept: Child, merged: Child, *, by: User, versions: tuple[int, int], because: str) -> MergeResult:
    """Merge two records and combine the episodes that both have. `versions` are those of the two records that the user compared.

    Raises ValidationError when the merge is not possible, or would open or close an episode.
    """
    lock_council_or_refuse(kept.council)
    _refuse_in_emergency(by, kept, merged)
    if refusal := both_open(kept, merged):
        raise ValidationError(refusal)
    merge = merged_records.merge_children(kept, merged, by=by, versions=versions, because=because)
    journal = MergeJournal(merge)
    _note_children(journal)
    resolve_conflicts(merge.kept, merge.merged, journal, _reader_of(merge.kept, by))
    open_before = set(_current_episodes(merge.kept).filter(returned_at=None).values_list("pk", flat=True))
    before = set(_current_episodes(merge.kept).values_list("pk", flat=True))
    homes = homes_by_name()
    reconciler = Reconciler(merge.kept_id, merge.kept.council, journal, homes)
    reconciler.regroup()
    open_after = set(_current_episodes(merge.kept).filter(returned_at=None).values_list("pk", flat=True))
    if open_before != open_after:
        raise ValidationError(
            "In one record the child is missing now. In the other, an episode of the same time says that they came back. "
            "Record the return or correct the episode that has ended, then merge."
        )
    combined = before - set(_current_episodes(merge.kept).values_list("pk", flat=True))
    for key in combined:
        _move_records(key, reconciler.moved[key], journal)
        log.record(
            "joined with another episode",
            Episode.objects.get(pk=key),
            by=by,
            child=merge.kept_id,
            detail={"into": str(reconciler.moved[key])},
        )
    return MergeResult(merge, len(combined), tuple(journal.differs))


@transaction.atomic
def undo_record_merge(merge: Merge, *, by: User, version: int) -> MergeResult:
    """Undo a merge. What people changed since stays, and a message asks the user to check it."""
    lock_council_or_refuse(merge.kept.council)
    merge = Merge.objects.select_for_update(of=("self",)).select_related("kept__council", "merged").get(pk=merge.pk)
    _refuse_in_emergency(by, merge.kept, merge.merged)
    journal = MergeJournal(merge)
    changed_since = _restore(journal, _reader_of(merge.kept, by))
    referred = referred_providers(merge.kept)
    merged_records.undo_children_merge(merge, by=by, version=version)
    _delete_created_episodes(merge)
    move_interviews_back(merge, by=by, had_access=referred)
    merge.refresh_from_db()
    _note_children(journal)
    return MergeResult(merge, 0, changed_since)


def why_not_merge(by: User, one: Child, other: Child) -> str:
    """Return why this person cannot merge these two records, in a sentence, or "" when they can."""
    return merged_records.why_not_merge(one, other) or both_open(one, other) or emergency_refusal(by, one, other)


def both_open(one: Child, other: Child) -> str:
    """Return a refusal when both records have an open episode, because a child has at most one; otherwise ""."""
    open_episodes = _current_episodes(one).filter(returned_at=None), _current_episodes(other).filter(returned_at=None)
    return TWO_OPEN_EPISODES if all(episodes.exists() for episodes in open_episodes) else ""


def emergency_refusal(by: User, *children: Child) -> str:
    """Return a refusal when this user has opened one of the records in an emergency, otherwise "".

    By merging it with a record that they can see, they would keep their access to it.
    """
    emergencies = BreakGlass.objects.open_at(now()).filter(user=by, child__in=children)
    return OPENED_IN_EMERGENCY if emergencies.exists() else ""


def _refuse_in_emergency(by: User, *children: Child) -> None:
    if refusal := emergency_refusal(by, *children):
        raise ValidationError(refusal)


def _reader_of(child: Child, by: User) -> RecordReader:
    """Return what this person may read of the child, whatever roles they have elsewhere."""
    return RecordReader(restrict_to_child(by, child).roles())


def _current_episodes(child: Child) -> models.QuerySet[Episode]:
    return Episode.objects.filter(child=child).exclude(category=Category.VOID)


def _note_children(journal: MergeJournal) -> None:
    """Record the versions of both children, so that the next load does not mistake the merge for a change by a person."""
    for key in (journal.merge.kept_id, journal.merge.merged_id):
        journal.note(Child.objects.get(pk=key), {})


def _move_records(episode: UUID, into: UUID, journal: MergeJournal) -> None:
    """Move the records of an episode to the episode to which its reports moved.

    An episode has one safe and well check. A second one stays where it is, and a message says so.
    """
    for model in RECORDS_OF_EPISODE:
        if model is SafeAndWellCheck and SafeAndWellCheck.objects.filter(episode=into).exists():
            for check in SafeAndWellCheck.objects.filter(episode=episode):
                journal.differs.append(
                    f"{_episode_words(Episode.objects.get(pk=into))} has two safe and well checks: the one made on "
                    f"{local(check.done_at):%-d %B %Y} stays with the report it was made for"
                )
            continue
        for record in model._default_manager.filter(episode=episode):
            journal.change(record, {"episode_id": into})


def _restore(journal: MergeJournal, reader: RecordReader) -> tuple[str, ...]:
    """Restore what the merge changed, the latest change first, and return messages about records that were changed since.

    Of a record that was changed since, this restores only the links and, for an episode that the merge voided, the category.
    """
    changed_since: list[str] = []
    last_versions = {change.record: change.version for change in Change.objects.filter(merge=journal.merge).order_by("id")}
    untouched_since: dict[UUID, bool] = {}
    for change in list(Change.objects.filter(merge=journal.merge).exclude(before={}).order_by("-id")):
        model: Any = apps.get_model(change.kind)
        record = model._default_manager.get(pk=change.record)
        untouched = untouched_since.setdefault(record.pk, record.version == last_versions[record.pk])
        before = {name: model._meta.get_field(name).to_python(value) for name, value in change.before.items()}
        if not untouched:
            also_restored = {"category"} if getattr(record, "category", "") == Category.VOID else set()
            before = {name: value for name, value in before.items() if name in LINKS | also_restored}
            if isinstance(record, Episode):
                changed_since.append(f"{_episode_words(record)} was changed since the merge")
            elif isinstance(record, tuple(IDENTIFYING_FIELDS)):
                changed_since.append(f"{describe(record, reader)} was changed since the merge")
        journal.change(record, before)
    return tuple(dict.fromkeys(changed_since))


def _delete_created_episodes(merge: Merge) -> None:
    """Delete the episodes that the merge created, except those to which other records refer."""
    for episode in Episode.objects.filter(batch=merge.pk, reports=None):
        try:
            episode.delete()
        except ProtectedError:
            continue


def _episode_words(episode: Episode) -> str:
    return f"The episode that began on {local(episode.started_at):%-d %B %Y}"


def _as_json(value: object) -> object:
    """Return a value as JSON can store it, a time with its microseconds."""
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value
