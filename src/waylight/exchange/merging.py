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
from django.db.models import F, ProtectedError

from waylight.access.actions import bring_in
from waylight.accounts.models import User
from waylight.audit import log
from waylight.core.clock import local
from waylight.core.models import Record
from waylight.episodes.models import Episode, LogLine, RiskAssessment, SafeAndWellCheck
from waylight.episodes.words import Category
from waylight.exchange.journal import Journal
from waylight.exchange.models import Batch, Change
from waylight.exchange.reconciling import Reconciling
from waylight.interviews.models import Coverage, Interview
from waylight.people import merging
from waylight.people.models import Child, Merge
from waylight.placements.models import Home

# What people and loads wrote of an episode; it goes with its reports when the episode turns out to be another one's.
WRITTEN_OF_AN_EPISODE = (RiskAssessment, LogLine, SafeAndWellCheck)
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
    done = merging.merge(kept, merged, by=by, versions=versions, because=because)
    journal = MergeJournal(done)
    _note_children(journal)
    going_on = set(_standing(done.kept).filter(returned_at=None).values_list("pk", flat=True))
    before = set(_standing(done.kept).values_list("pk", flat=True))
    homes = {home.name.casefold(): home.pk for home in Home.objects.all()}
    regrouping = Reconciling(done.kept_id, done.kept.council, journal, homes)
    regrouping.regroup()
    still = set(_standing(done.kept).filter(returned_at=None).values_list("pk", flat=True))
    if going_on != still:
        raise ValidationError(
            "The child is missing now in one record, and the other tells of the same time and says they came back. "
            "Record the return, or correct the episode that is over, then merge."
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
    done = Merge.objects.select_for_update(of=("self",)).select_related("kept", "merged").get(pk=done.pk)
    journal = MergeJournal(done)
    changed_since = _restore(journal)
    merging.undo_merge(done, by=by, version=version)
    _remove_what_it_made(done)
    _interviews_follow(done, by=by)
    done.refresh_from_db()
    _note_children(journal)
    return Merged(done, 0, changed_since)


def _standing(child: Child) -> models.QuerySet[Episode]:
    return Episode.objects.filter(child=child).exclude(category=Category.VOID)


def _note_children(journal: MergeJournal) -> None:
    """That a merge touched them is no word of a person's against what a council's file says of either child."""
    for key in (journal.merge.kept_id, journal.merge.merged_id):
        journal.note(Child.objects.get(pk=key), {})


def _follow(episode: UUID, into: UUID, journal: MergeJournal) -> None:
    """What was written of an episode goes where its reports went; a second safe and well check stays."""
    for model in WRITTEN_OF_AN_EPISODE:
        if model is SafeAndWellCheck and SafeAndWellCheck.objects.filter(episode=into).exists():
            continue
        for written in model._default_manager.filter(episode=episode):
            journal.change(written, {"episode_id": into})


def _restore(journal: MergeJournal) -> tuple[str, ...]:
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
                changed_since.append(
                    f"The episode that began on {local(record.started_at):%-d %B %Y} was changed since the merge"
                )
        journal.change(record, before)
    return tuple(dict.fromkeys(changed_since))


def _remove_what_it_made(done: Merge) -> None:
    """An episode the merge opened, with which nobody has done anything, goes again."""
    for episode in Episode.objects.filter(batch=done.pk, reports=None):
        try:
            episode.delete()
        except ProtectedError:
            continue


def _interviews_follow(done: Merge, *, by: User) -> None:
    """An interview arranged since about an episode that goes back goes with it, and so may those who hold it."""
    both = (done.kept_id, done.merged_id)
    astray = Coverage.objects.filter(interview__child__in=both).exclude(episode__child=F("interview__child"))
    theirs = {line.interview: line.episode.child for line in astray.select_related("interview__provider", "episode__child")}
    for interview, child in theirs.items():
        if interview.covers.filter(episode__child=interview.child_id).exists():
            raise ValidationError(
                "An interview now covers episodes of both records. Withdraw it, or let it cover those of one, then undo."
            )
        Interview.objects.filter(pk=interview.pk).update(child=child)
        if interview.provider and not interview.outcome:
            bring_in(child, by=by, agency=interview.provider, reason="return interview")
        log.record("followed its episode in undoing a merge", interview, by=by, child=child.pk)


def _kept(value: object) -> object:
    """A value as JSON keeps it, to the last microsecond."""
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value
