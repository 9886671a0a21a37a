"""Two records of one child made one, their reports grouped as if they had always been one child's; and apart again.

The people package moves everything about one child to the other. What it cannot know is that the same night may have been
reported under both names: those reports are one episode, by the rule every load follows. One transaction does both, and
what the second part changed is noted under the merge as a load notes its changes, so that undoing gives back what was.
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
from waylight.accounts.models import User
from waylight.audit import log
from waylight.briefings.read_permissions import Reader
from waylight.core.clock import local, now
from waylight.core.models import Record
from waylight.episodes.choices import Category
from waylight.episodes.models import Episode, LogLine, RiskAssessment, SafeAndWellCheck
from waylight.exchange.batches.journal import Journal
from waylight.exchange.batches.lock import lock_council_or_refuse
from waylight.exchange.models import Batch, Change
from waylight.exchange.police.reconciler import Reconciler
from waylight.merging.conflicts import SAME, called, resolve_conflicts
from waylight.merging.interviews import interviews_follow, providers_of
from waylight.people import merged_records
from waylight.people.models import Child, Merge
from waylight.placements.models import Home

# What people and loads wrote of an episode; it goes with its reports when the episode turns out to be another one's.
WRITTEN_OF_AN_EPISODE = (RiskAssessment, LogLine, SafeAndWellCheck)
OPENED_IN_EMERGENCY = (
    "You opened one of these records in an emergency. "
    "Ask the missing coordinator to decide whether the two records are of one child."
)
TWO_OPEN_EPISODES = (
    "Both records have an open episode. In one of them, record the return or record the episode in error. Then merge."
)
LINKS = frozenset({"episode_id", "interview_id", "child_id"})


class MergeJournal(Journal):
    """Notes under a merge what was changed for its sake; what is created carries the merge's key."""

    def __init__(self, merge: Merge) -> None:
        super().__init__(Batch(pk=merge.pk))
        self.merge = merge

    def change[R: Record](self, record: R, values: Mapping[str, Any]) -> R:
        before = {name: _kept(getattr(record, name)) for name, value in values.items() if getattr(record, name) != value}
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
class Merged:
    """A merge done: how many episodes turned out to be another's, and what a person should look at."""

    merge: Merge
    joined: int
    to_look_at: tuple[str, ...]


@transaction.atomic
def merge_records(kept: Child, merged: Child, *, by: User, versions: tuple[int, int], because: str) -> Merged:
    """Make two records one and join the episodes both tell of. An episode that is open stays so, or the merge is refused."""
    lock_council_or_refuse(kept.council)
    _refuse_in_emergency(by, kept, merged)
    if words := both_open(kept, merged):
        raise ValidationError(words)
    done = merged_records.merge(kept, merged, by=by, versions=versions, because=because)
    journal = MergeJournal(done)
    _note_children(journal)
    resolve_conflicts(done.kept, done.merged, journal, Reader(by.roles()))
    going_on = set(_standing(done.kept).filter(returned_at=None).values_list("pk", flat=True))
    before = set(_standing(done.kept).values_list("pk", flat=True))
    homes = {home.name.casefold(): home.pk for home in Home.objects.all()}
    regrouping = Reconciler(done.kept_id, done.kept.council, journal, homes)
    regrouping.regroup()
    still = set(_standing(done.kept).filter(returned_at=None).values_list("pk", flat=True))
    if going_on != still:
        raise ValidationError(
            "In one record the child is missing now. In the other, an episode of the same time says that they came back. "
            "Record the return or correct the episode that has ended, then merge."
        )
    emptied = before - set(_standing(done.kept).values_list("pk", flat=True))
    for key in emptied:
        _follow(key, regrouping.moved[key], journal)
        log.record(
            "joined with another episode",
            Episode.objects.get(pk=key),
            by=by,
            child=done.kept_id,
            detail={"into": str(regrouping.moved[key])},
        )
    return Merged(done, len(emptied), tuple(journal.differs))


@transaction.atomic
def undo_merging(done: Merge, *, by: User, version: int) -> Merged:
    """Take both parts back. What someone changed since stays as they left it, and is named for a person to look at."""
    lock_council_or_refuse(done.kept.council)
    done = Merge.objects.select_for_update(of=("self",)).select_related("kept__council", "merged").get(pk=done.pk)
    _refuse_in_emergency(by, done.kept, done.merged)
    journal = MergeJournal(done)
    changed_since = _restore(journal, Reader(by.roles()))
    brought_in = providers_of(done.kept)
    merged_records.undo_merge(done, by=by, version=version)
    _remove_what_it_made(done)
    interviews_follow(done, by=by, brought_in=brought_in)
    done.refresh_from_db()
    _note_children(journal)
    return Merged(done, 0, changed_since)


def why_not_merge(by: User, one: Child, other: Child) -> str:
    """Return why this person cannot merge these two records, in a sentence; "" when they can."""
    return merged_records.why_not(one, other) or both_open(one, other) or not_in_emergency(by, one, other)


def both_open(one: Child, other: Child) -> str:
    """Return why two records with an open episode each cannot be merged: one child has one open episode at most."""
    open_episodes = _standing(one).filter(returned_at=None), _standing(other).filter(returned_at=None)
    return TWO_OPEN_EPISODES if all(episodes.exists() for episodes in open_episodes) else ""


def not_in_emergency(by: User, *children: Child) -> str:
    """Who a child is, is not for someone who opened a record for one shift: made one with theirs, they would keep it."""
    opened = BreakGlass.objects.open_at(now()).filter(user=by, child__in=children)
    return OPENED_IN_EMERGENCY if opened.exists() else ""


def _refuse_in_emergency(by: User, *children: Child) -> None:
    if words := not_in_emergency(by, *children):
        raise ValidationError(words)


def _standing(child: Child) -> models.QuerySet[Episode]:
    return Episode.objects.filter(child=child).exclude(category=Category.VOID)


def _note_children(journal: MergeJournal) -> None:
    """That a merge touched them is no word of a person's against what a council's file says of either child."""
    for key in (journal.merge.kept_id, journal.merge.merged_id):
        journal.note(Child.objects.get(pk=key), {})


def _follow(episode: UUID, into: UUID, journal: MergeJournal) -> None:
    """What was written of an episode goes where its reports went; a second safe and well check stays, and is named."""
    for model in WRITTEN_OF_AN_EPISODE:
        if model is SafeAndWellCheck and SafeAndWellCheck.objects.filter(episode=into).exists():
            for check in SafeAndWellCheck.objects.filter(episode=episode):
                journal.differs.append(
                    f"{_since(Episode.objects.get(pk=into))} has two safe and well checks: the one made on "
                    f"{local(check.done_at):%-d %B %Y} stays with the report it was made for"
                )
            continue
        for written in model._default_manager.filter(episode=episode):
            journal.change(written, {"episode_id": into})


def _restore(journal: MergeJournal, reader: Reader) -> tuple[str, ...]:
    """Put back what the merge changed, latest first. Of what was changed since, only what belongs to what is put back."""
    changed_since: list[str] = []
    told = {change.record: change.version for change in Change.objects.filter(merge=journal.merge).order_by("id")}
    as_left: dict[UUID, bool] = {}
    for change in list(Change.objects.filter(merge=journal.merge).exclude(before={}).order_by("-id")):
        model: Any = apps.get_model(change.kind)
        record = model._default_manager.get(pk=change.record)
        untouched = as_left.setdefault(record.pk, record.version == told[record.pk])
        before = {name: model._meta.get_field(name).to_python(value) for name, value in change.before.items()}
        if not untouched:
            reopened = {"category"} if getattr(record, "category", "") == Category.VOID else set()
            before = {name: value for name, value in before.items() if name in LINKS | reopened}
            if isinstance(record, Episode):
                changed_since.append(f"{_since(record)} was changed since the merge")
            elif isinstance(record, tuple(SAME)):
                changed_since.append(f"{called(record, reader)} was changed since the merge")
        journal.change(record, before)
    return tuple(dict.fromkeys(changed_since))


def _remove_what_it_made(done: Merge) -> None:
    """An episode the merge opened, with which nobody has done anything, goes again."""
    for episode in Episode.objects.filter(batch=done.pk, reports=None):
        try:
            episode.delete()
        except ProtectedError:
            continue


def _since(episode: Episode) -> str:
    return f"The episode that began on {local(episode.started_at):%-d %B %Y}"


def _kept(value: object) -> object:
    """A value as JSON keeps it, to the last microsecond."""
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value
