"""What people do with a return interview: accept, offer, book or hold it, or end it with a reason.

This module also imports the actions of allocation, review and write-up, so that pages find all of them in one place.
"""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from waylight.accounts.models import User
from waylight.audit import log
from waylight.core.clock import now
from waylight.core.versions import save_change
from waylight.episodes import correction_actions
from waylight.episodes.models import Episode
from waylight.interviews.allocation import allocate, cover, exempt, reallocate, withdraw
from waylight.interviews.choices import AttemptResult, Channel, DeclineReason, Independence, Mode, Outcome
from waylight.interviews.models import Attempt, Coverage, Interview
from waylight.interviews.review import approve, return_for_changes
from waylight.interviews.rules import (
    deciding_manager,
    enough_attempts,
    next_episode_start,
    refuse_if_ended,
    reopens_declined_offer,
    require_acceptance,
    require_after_first_return,
    require_after_last_return,
    require_independence,
    require_interviewer_for_provider,
)
from waylight.interviews.write_up import finish_write_up, reopen_write_up, save_section
from waylight.people.locking import lock_child_of

__all__ = [
    "accept",
    "allocate",
    "approve",
    "book",
    "cover",
    "end_without_interview",
    "exempt",
    "finish_write_up",
    "hold",
    "reallocate",
    "record_attempt",
    "reopen_write_up",
    "return_for_changes",
    "save_section",
    "undo_return",
    "withdraw",
]  # fmt: skip

NO_MANAGER: dict[str, Any] = {"manager": None, "decided_by": ""}
DECLINED_OUTCOMES = {AttemptResult.DECLINED: Outcome.DECLINED_CHILD, AttemptResult.CARER_DECLINED: Outcome.DECLINED_PARENT}


@transaction.atomic
def accept(interview: Interview, *, by: User, version: int) -> Interview:
    """Make this person the interviewer. Refuses a person who does not hold interviews for the provider."""
    refuse_if_ended(interview)
    require_interviewer_for_provider(by, interview)
    saved = save_change(interview, expected=version, interviewer=by, accepted_at=now())
    log.record("accepted", interview, by=by, child=interview.child_id)
    return saved


@transaction.atomic
def record_attempt(
    interview: Interview,
    *,
    by: User,
    version: int,
    at: datetime,
    channel: Channel | str,
    result: AttemptResult | str,
    note: str = "",
    reason: DeclineReason | str = "",
    words: str = "",
) -> Interview:
    """Record a contact to offer the interview, and its result.

    When the child or a parent declines, the interview ends. It reopens if they say yes within the days that the partnership has
    agreed.
    """
    require_acceptance(interview)
    reopens = reopens_declined_offer(interview, at)
    require_after_first_return(interview, at, "at")
    changed: dict[str, Any] = {"offered_at": min(at, interview.offered_at or at)}
    if reopens and result == AttemptResult.AGREED:
        changed |= _reopened_values()
    elif not reopens and result in DECLINED_OUTCOMES:
        if result == AttemptResult.CARER_DECLINED:
            reason = reason or DeclineReason.PARENT
        if not reason:
            raise ValidationError({"reason": "Choose the reason the child said no."})
        outcome = DECLINED_OUTCOMES[AttemptResult(result)]
        changed |= {"outcome": outcome, "ended_at": at, "decline_reason": reason, "decline_words": words}
    attempt = Attempt(interview=interview, by=by, at=at, channel=channel, result=result, note=note)
    attempt.full_clean()
    attempt.save(force_insert=True)
    saved = save_change(interview, expected=version, **changed)
    log.record("recorded an attempt at", interview, by=by, child=interview.child_id)
    return saved


@transaction.atomic
def book(interview: Interview, *, by: User, version: int, booked_for: datetime, place: str = "") -> Interview:
    """Record the agreed time and place. Reopens an interview that was declined or ended as no contact."""
    require_acceptance(interview)
    reopens = reopens_declined_offer(interview, now())
    require_after_first_return(interview, min(booked_for, now()), "booked_for")
    changed: dict[str, Any] = {"booked_at": now(), "booked_for": booked_for, "booked_place": place}
    if reopens:
        changed |= _reopened_values()
    saved = save_change(interview, expected=version, **changed)
    log.record("booked", interview, by=by, child=interview.child_id)
    return saved


@transaction.atomic
def hold(
    interview: Interview,
    *,
    by: User,
    version: int,
    held_at: datetime,
    mode: Mode | str,
    place: str = "",
    seen_alone: bool | None = None,
    others_present: str = "",
    independence: Independence | str = "",
    late_because: str = "",
) -> Interview:
    """Record that the interview was held. Refuses a time before the last return that the interview covers."""
    lock_child_of(interview)
    require_acceptance(interview)
    reopens = reopens_declined_offer(interview, held_at)
    require_after_last_return(interview, held_at, "held_at")
    require_independence(interview.interviewer or by, independence)
    require_independence(by, independence)
    changed: dict[str, Any] = _reopened_values() if reopens else {}
    changed |= {
        "held_at": held_at,
        "outcome": Outcome.COMPLETED,
        "ended_at": None,
        "offered_at": interview.offered_at or held_at,
        "mode": mode,
        "place": place,
        "seen_alone": seen_alone,
        "others_present": others_present,
        "independence": independence,
        "late_because": late_because,
        "interviewer": interview.interviewer or by,
    }
    saved = save_change(interview, expected=version, **changed)
    log.record("held", interview, by=by, child=interview.child_id)
    return saved


@transaction.atomic
def end_without_interview(
    interview: Interview,
    *,
    by: User,
    version: int,
    outcome: Outcome | str,
    because: str = "",
    manager: User | str = "",
    at: datetime | None = None,
) -> Interview:
    """End an interview that was not held.

    SUPERSEDED needs a later episode, NOT_OFFERED a manager, and NO_CONTACT enough contacts or a manager. Other outcomes raise
    ValidationError.
    """
    refuse_if_ended(interview)
    at, manager_fields = at or now(), NO_MANAGER
    match outcome:
        case Outcome.SUPERSEDED:
            missing_again_at = next_episode_start(interview)
            if missing_again_at is None:
                raise ValidationError({"outcome": "The child has not been reported missing again since. Choose another result."})
            at, because = missing_again_at, because or "Missing again before it was held"
        case Outcome.NOT_OFFERED:
            manager_fields = deciding_manager(by, manager, interview.child, interview.provider)
        case Outcome.NO_CONTACT:
            manager_fields = (
                NO_MANAGER
                if enough_attempts(interview) and not manager
                else deciding_manager(by, manager, interview.child, interview.provider)
            )
        case _:
            raise ValidationError("Record a contact to say that the child or a parent declined, with the reason.")
    if not because.strip():
        raise ValidationError({"because": "Give the reason it was not held."})
    saved = save_change(interview, expected=version, outcome=outcome, ended_at=at, ended_because=because, **manager_fields)
    log.record("ended without holding", interview, by=by, child=interview.child_id)
    return saved


def _reopened_values() -> dict[str, Any]:
    """Return the values that reopen an interview. Its attempts still show that it was declined."""
    return {"outcome": "", "ended_at": None, "decline_reason": "", "decline_words": "", "reopened_at": now()}


@transaction.atomic
def undo_return(episode: Episode, *, by: User, version: int, because: str) -> Episode:
    """Remove a return that was recorded in error, unless a return interview was held after it.

    An interview that ended without being held, or was not needed, no longer covers the episode: it was about that return.
    Holding an interview locks the same child, so that of the two acts at one time the second sees the first.
    """
    lock_child_of(episode)
    if Coverage.objects.filter(episode=episode, interview__held_at__isnull=False).exists():
        raise ValidationError("A return interview was held after this return, so you cannot undo it. Correct its time instead.")
    saved = correction_actions.undo_return(episode, by=by, version=version, because=because)
    for coverage in Coverage.objects.filter(episode=saved).exclude(interview__outcome=""):
        log.record("no longer covers an episode with", coverage, by=by, child=saved.child_id)
        coverage.delete()
    return saved
