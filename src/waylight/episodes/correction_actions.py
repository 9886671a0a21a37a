"""Corrections of an episode. Each correction records the earlier values, who changed them and why."""

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
from waylight.episodes.time_rules import EPISODE_TIMES, ReportedTime, check_period, refuse_future, refuse_void, refuse_wrong_order
from waylight.people.locking import lock_child_of

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
    """Correct fields of an episode, with a reason. Deadlines and figures change too, because they are computed from it."""
    for name, child_was in TIME_FIELDS.items():
        if fields.get(name):
            refuse_future(fields[name], child_was=child_was, field=name)
    fields |= _times_in_order(episode, fields)
    return _correct(episode, CorrectionKind.CORRECTED, by=by, version=version, because=because, fields=fields, verb="corrected")


@transaction.atomic
def change_category(episode: Episode, *, by: User, version: int, because: str, category: Category | str) -> Episode:
    """Change the category of an episode. Refuses VOID, which needs a second person: see `request_void`."""
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
    """Remove a return that was recorded in error, because the child is still missing."""
    lock_child_of(episode)
    if episode.returned_at is None:
        raise ValidationError("There is no return to undo.")
    if refusal := why_return_is_final(episode, checked=SafeAndWellCheck.objects.filter(episode=episode).exists()):
        raise ValidationError(refusal)
    return _correct(
        episode,
        CorrectionKind.REOPENED,
        by=by,
        version=version,
        because=because,
        fields=RETURN_FIELDS,
        verb="took back the return in",
    )


def why_return_is_final(episode: Episode, *, checked: bool) -> str:
    """Return why the return of an episode cannot be undone, or ""."""
    if checked:
        return "You cannot undo this return because it has a safe and well check. Correct the time of the return instead."
    if Episode.objects.filter(child=episode.child, started_at__gt=episode.started_at).exclude(category=Category.VOID).exists():
        return "You cannot undo this return because the child has been missing again since. Correct its time instead."
    return ""


@transaction.atomic
def request_void(episode: Episode, *, by: User, because: str) -> Correction:
    """Request that the episode is recorded as not missing. Nothing changes until a second person approves the request."""
    _require_reason(because)
    if episode.category == Category.VOID:
        raise ValidationError("This is already recorded as not missing.")
    if Correction.objects.filter(episode=episode).awaiting_second().exists():
        raise ValidationError("Someone has already asked for this. It is waiting for a second person to agree.")
    return _save_correction(
        episode, CorrectionKind.VOID, by, because, {"category": episode.category}, {"category": Category.VOID},
        verb="asked to record as not missing",
    )  # fmt: skip


@transaction.atomic
def approve_void(void_request: Correction, *, by: User, version: int) -> Episode:
    """Approve the request, as a second person, and record the episode as not missing. It is kept but no longer counted."""
    lock_child_of(void_request.episode)
    _answer_void_request(void_request, by, approved=True)
    saved = save_change(void_request.episode, expected=version, category=Category.VOID)
    log.record("agreed was not missing", saved, by=by, child=saved.child_id)
    return saved


@transaction.atomic
def decline_void(void_request: Correction, *, by: User) -> Correction:
    """Decline the request, as a second person. The episode does not change, and the request is kept."""
    _answer_void_request(void_request, by, approved=False)
    log.record("did not agree was not missing", void_request.episode, by=by, child=void_request.episode.child_id)
    return void_request


@transaction.atomic
def correct_check(check: SafeAndWellCheck, *, by: User, version: int, why: str, **fields: Any) -> SafeAndWellCheck:
    """Correct a safe and well check, with a reason. The correction keeps the earlier values."""
    _require_reason(why, field="why")
    lock_child_of(check.episode)
    refuse_void(check.episode)
    before = {name: getattr(check, name) for name in fields}
    changed = {name: value for name, value in fields.items() if before[name] != value}
    if not changed:
        raise ValidationError("You have not changed anything. Correct what is wrong, or cancel.")
    for name, value in changed.items():
        setattr(check, name, value)
    validate_check(check)
    saved = save_change(check, expected=version, **changed)
    _save_correction(
        saved.episode, CorrectionKind.CHECK, by, why, {name: before[name] for name in changed}, changed,
        verb="corrected the safe and well check in",
    )  # fmt: skip
    return saved


def _times_in_order(episode: Episode, fields: dict[str, Any]) -> dict[str, datetime]:
    """Return the corrected times.

    A time that is known only by its date moves to when the child was last seen, if that is later on the same day.
    """
    last_seen_at, in_order = fields.get("started_at", episode.started_at), {}
    for name in ("reported_at", "located_at", "returned_at"):
        at = fields.get(name)
        if at:
            precision = fields.get(name.replace("_at", "_precision"), Precision.MINUTE)
            in_order[name] = ReportedTime(at=at, precision=precision).not_before(last_seen_at).at
    return in_order


def _answer_void_request(void_request: Correction, by: User, *, approved: bool) -> None:
    if void_request.by_id == by.pk:
        raise ValidationError("You asked for this, so another person must agree it.")
    unanswered = Correction.objects.awaiting_second().filter(pk=void_request.pk)
    # One UPDATE that contains the condition: when two people answer at the same time, only the first changes the row.
    if not unanswered.update(seconded_by=by, seconded_at=now(), agreed=approved):
        raise ValidationError("Someone has already answered this.")
    void_request.refresh_from_db(fields=["seconded_by", "seconded_at", "agreed"])


def _correct(
    episode: Episode, kind: CorrectionKind, *, by: User, version: int, because: str, fields: dict[str, Any], verb: str
) -> Episode:
    _require_reason(because)
    lock_child_of(episode)
    refuse_void(episode)
    before = {name: getattr(episode, name) for name in fields}
    changed = {name: value for name, value in fields.items() if before[name] != value}
    if not changed:
        raise ValidationError("You have not changed anything. Correct what is wrong, or cancel.")
    for name, value in changed.items():
        setattr(episode, name, value)
    refuse_wrong_order(episode, fields={name: name for name in EPISODE_TIMES})
    check_period(episode, start_field="started_at", end_field="returned_at")
    _refuse_return_after_check(episode)
    saved = save_change(episode, expected=version, **changed)
    _save_correction(saved, kind, by, because, {name: before[name] for name in changed}, changed, verb=verb)
    return saved


def _refuse_return_after_check(episode: Episode) -> None:
    check = SafeAndWellCheck.objects.filter(episode=episode).first()
    if check:
        refuse_wrong_order(episode, fields={"done_at": "returned_at"}, done_at=check.done_at)


def _save_correction(
    episode: Episode, kind: CorrectionKind, by: User, because: str, before: dict[str, Any], after: dict[str, Any], *, verb: str
) -> Correction:
    correction = Correction(
        episode=episode,
        kind=kind,
        by=by,
        because=because.strip(),
        at=now(),
        before={name: _json_value(value) for name, value in before.items()},
        after={name: _json_value(value) for name, value in after.items()},
    )
    correction.full_clean()
    correction.save(force_insert=True)
    log.record(verb, episode, by=by, child=episode.child_id, detail={"fields": sorted(after)})
    return correction


def _require_reason(because: str, *, field: str = "because") -> None:
    if not because.strip():
        raise ValidationError({field: "Give a reason."})


def _json_value(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    return str(value.pk) if isinstance(value, models.Model) else value
