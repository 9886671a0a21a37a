"""Putting right what an episode says. Nothing is overwritten: what stood before, who changed it and why are kept."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction

from waylight.accounts.models import User
from waylight.audit import log
from waylight.chronology.moments import Precision
from waylight.core.clock import now
from waylight.core.versions import save_change
from waylight.episodes.choices import Category, CorrectionKind
from waylight.episodes.models import Correction, Episode, SafeAndWellCheck
from waylight.episodes.safe_and_well import validate_check
from waylight.episodes.time_rules import ReportedTime, check_period, refuse_future
from waylight.people.locking import held_with

RETURN_FIELDS = {
    "returned_at": None,
    "returned_precision": "MINUTE",
    "returned_told_by": "",
    "return_method": "",
    "returned_to": "",
}
TIME_FIELDS = {"started_at": "last seen", "reported_at": "reported", "located_at": "located", "returned_at": "back"}


@transaction.atomic
def correct_episode(episode: Episode, *, by: User, version: int, because: str, **fields: Any) -> Episode:
    """Correct what an episode says, with a reason. Everything worked out from it follows."""
    for name, what in TIME_FIELDS.items():
        if fields.get(name):
            refuse_future(what, fields[name], field=name)
    fields |= _days_in_order(episode, fields)
    return _correct(episode, CorrectionKind.CORRECTED, by=by, version=version, because=because, fields=fields, verb="corrected")


@transaction.atomic
def change_category(episode: Episode, *, by: User, version: int, because: str, category: Category | str) -> Episode:
    """Say what kind of episode this is. "Not missing" goes another way: it needs a second person."""
    if category == Category.VOID:
        raise ValidationError({"category": "A second person must agree that a child was never missing. Ask for that instead."})
    if category == episode.category:
        raise ValidationError({"category": "The episode already has this category. Choose another."})
    return _correct(
        episode,
        CorrectionKind.CATEGORY,
        by=by,
        version=version,
        because=because,
        fields={"category": category},
        verb="recorded another kind of",
    )


@transaction.atomic
def undo_return(episode: Episode, *, by: User, version: int, because: str) -> Episode:
    """Take back a return recorded in error: the child is still missing."""
    if episode.returned_at is None:
        raise ValidationError("There is no return to undo.")
    if SafeAndWellCheck.objects.filter(episode=episode).exists():
        raise ValidationError(
            "You cannot undo this return because it has a safe and well check. Correct the time of the return instead."
        )
    if Episode.objects.filter(child=episode.child, started_at__gt=episode.started_at).exclude(category=Category.VOID).exists():
        raise ValidationError(
            "You cannot undo this return because the child has been missing again since. Correct its time instead."
        )
    return _correct(
        episode,
        CorrectionKind.REOPENED,
        by=by,
        version=version,
        because=because,
        fields=RETURN_FIELDS,
        verb="took back the return in",
    )


@transaction.atomic
def request_void(episode: Episode, *, by: User, because: str) -> Correction:
    """Ask for the episode to be recorded as not missing. Nothing changes until a second person agrees."""
    _with_reason(because)
    if episode.category == Category.VOID:
        raise ValidationError("This is already recorded as not missing.")
    if episode.corrections.filter(kind=CorrectionKind.VOID, seconded_at=None).exists():
        raise ValidationError("Someone has already asked for this. It is waiting for a second person to agree.")
    return _keep(
        episode, CorrectionKind.VOID, by, because, {"category": episode.category}, {"category": Category.VOID},
        verb="asked to record as not missing",
    )  # fmt: skip


@transaction.atomic
def approve_void(asked: Correction, *, by: User, version: int) -> Episode:
    """A second person agrees that the child was never missing: the episode leaves every count, and is kept."""
    _second(asked, by, agreed=True)
    saved = save_change(asked.episode, expected=version, category=Category.VOID)
    log.record("agreed was not missing", saved, by=by, child=saved.child_id)
    return saved


@transaction.atomic
def decline_void(asked: Correction, *, by: User) -> Correction:
    """The second person does not agree: the episode stands, and the asking is kept."""
    _second(asked, by, agreed=False)
    log.record("did not agree was not missing", asked.episode, by=by, child=asked.episode.child_id)
    return asked


@transaction.atomic
def correct_check(check: SafeAndWellCheck, *, by: User, version: int, why: str, **told: Any) -> SafeAndWellCheck:
    """Correct what is recorded of a safe and well check. What stood before is kept, and its clock follows."""
    _with_reason(why, field="why")
    held_with(check.episode)
    before = {name: getattr(check, name) for name in told}
    changed = {name: value for name, value in told.items() if before[name] != value}
    if not changed:
        raise ValidationError("You have not changed anything. Correct what is wrong, or cancel.")
    for name, value in changed.items():
        setattr(check, name, value)
    validate_check(check)
    saved = save_change(check, expected=version, **changed)
    _keep(
        saved.episode, CorrectionKind.CHECK, by, why, {name: before[name] for name in changed}, changed,
        verb="corrected the safe and well check in",
    )  # fmt: skip
    return saved


def _days_in_order(episode: Episode, fields: dict[str, Any]) -> dict[str, datetime]:
    """What is known only to its day is put no earlier in it than what came before."""
    earlier, settled = fields.get("started_at", episode.started_at), {}
    for name in ("reported_at", "located_at", "returned_at"):
        at = fields.get(name)
        if at:
            precision = fields.get(name.replace("_at", "_precision"), Precision.MINUTE)
            settled[name] = ReportedTime(at=at, precision=precision).not_before(earlier).at
    return settled


def _second(asked: Correction, by: User, *, agreed: bool) -> None:
    if asked.by_id == by.pk:
        raise ValidationError("You asked for this, so another person must agree it.")
    first = Correction.objects.awaiting_second().filter(pk=asked.pk).update(seconded_by=by, seconded_at=now(), agreed=agreed)
    if not first:
        raise ValidationError("Someone has already answered this.")
    asked.refresh_from_db(fields=["seconded_by", "seconded_at", "agreed"])


def _correct(
    episode: Episode, kind: CorrectionKind, *, by: User, version: int, because: str, fields: dict[str, Any], verb: str
) -> Episode:
    _with_reason(because)
    held_with(episode)
    before = {name: getattr(episode, name) for name in fields}
    changed = {name: value for name, value in fields.items() if before[name] != value}
    if not changed:
        raise ValidationError("You have not changed anything. Correct what is wrong, or cancel.")
    for name, value in changed.items():
        setattr(episode, name, value)
    if episode.category != Category.VOID:
        check_period(episode, start_field="started_at", end_field="returned_at")
    _check_stays_after_return(episode)
    saved = save_change(episode, expected=version, **changed)
    _keep(saved, kind, by, because, {name: before[name] for name in changed}, changed, verb=verb)
    return saved


def _check_stays_after_return(episode: Episode) -> None:
    check = SafeAndWellCheck.objects.filter(episode=episode).first()
    if check and episode.returned_at and check.done_at < episode.returned_at:
        raise ValidationError({"returned_at": "The safe and well check was made before that. Check the date and time."})


def _keep(
    episode: Episode, kind: CorrectionKind, by: User, because: str, before: dict[str, Any], after: dict[str, Any], *, verb: str
) -> Correction:
    correction = Correction(
        episode=episode,
        kind=kind,
        by=by,
        because=because.strip(),
        at=now(),
        before={name: _plain(value) for name, value in before.items()},
        after={name: _plain(value) for name, value in after.items()},
    )
    correction.full_clean()
    correction.save(force_insert=True)
    log.record(verb, episode, by=by, child=episode.child_id, detail={"fields": sorted(after)})
    return correction


def _with_reason(because: str, *, field: str = "because") -> None:
    if not because.strip():
        raise ValidationError({field: "Give a reason."})


def _plain(value: Any) -> Any:
    """A value as JSON keeps it."""
    if isinstance(value, datetime):
        return value.isoformat()
    return str(value.pk) if isinstance(value, models.Model) else value
