"""What people do to hear a child who came back: allocate, offer, book, hold, write up, or record why not."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from waylight.accounts.models import User
from waylight.audit import log
from waylight.core.clock import now
from waylight.core.versions import save_change
from waylight.interviews.allocation import allocate, cover, exempt, reallocate, withdraw
from waylight.interviews.choices import AttemptResult, Channel, DeclineReason, Independence, Mode, Outcome
from waylight.interviews.models import Attempt, Interview
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
    "withdraw",
]  # fmt: skip

NO_MANAGER: dict[str, Any] = {"manager": None, "decided_by": ""}
DECLINED_OUTCOMES = {AttemptResult.DECLINED: Outcome.DECLINED_CHILD, AttemptResult.CARER_DECLINED: Outcome.DECLINED_PARENT}


@transaction.atomic
def accept(interview: Interview, *, by: User, version: int) -> Interview:
    """Take the interview on: a named person, not only a provider."""
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
    """Record an offer of the interview and what came of it.

    A child's or parent's no ends it. A yes within the days the partnership agreed takes it up again.
    """
    require_acceptance(interview)
    again = reopens_declined_offer(interview, at)
    require_after_first_return(interview, at, "at")
    changed: dict[str, Any] = {"offered_at": min(at, interview.offered_at or at)}
    if again and result == AttemptResult.AGREED:
        changed |= _taken_up_again()
    elif not again and result in DECLINED_OUTCOMES:
        if result == AttemptResult.CARER_DECLINED:
            reason = reason or DeclineReason.PARENT
        if not reason:
            raise ValidationError({"reason": "Choose the reason they said no."})
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
    """Agree when and where. A child who had said no may change their mind: that ending is taken back."""
    require_acceptance(interview)
    again = reopens_declined_offer(interview, now())
    require_after_first_return(interview, min(booked_for, now()), "booked_for")
    changed: dict[str, Any] = {"booked_at": now(), "booked_for": booked_for, "booked_place": place}
    if again:
        changed |= _taken_up_again()
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
    """Record that the child was heard, after the last return the interview covers."""
    require_acceptance(interview)
    again = reopens_declined_offer(interview, held_at)
    require_after_last_return(interview, held_at, "held_at")
    require_independence(interview.interviewer or by, independence)
    require_independence(by, independence)
    changed: dict[str, Any] = _taken_up_again() if again else {}
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
    """Close an interview that was not held. Each ending has what it needs: a new episode, enough attempts, or a manager."""
    refuse_if_ended(interview)
    at, decided = at or now(), NO_MANAGER
    match outcome:
        case Outcome.SUPERSEDED:
            again = next_episode_start(interview)
            if again is None:
                raise ValidationError({"outcome": "The child has not been reported missing again since. Choose another result."})
            at, because = again, because or "Missing again before it was held"
        case Outcome.NOT_OFFERED:
            decided = deciding_manager(by, manager, interview.child, interview.provider)
        case Outcome.NO_CONTACT:
            decided = (
                NO_MANAGER
                if enough_attempts(interview) and not manager
                else deciding_manager(by, manager, interview.child, interview.provider)
            )
        case _:
            raise ValidationError("Record a contact to say that the child or a parent declined, with the reason.")
    if not because.strip():
        raise ValidationError({"because": "Give the reason it was not held."})
    saved = save_change(interview, expected=version, outcome=outcome, ended_at=at, ended_because=because, **decided)
    log.record("ended without holding", interview, by=by, child=interview.child_id)
    return saved


def _taken_up_again() -> dict[str, Any]:
    """A no that became a yes: the ending is taken back; the attempts keep what was said."""
    return {"outcome": "", "ended_at": None, "decline_reason": "", "decline_words": "", "reopened_at": now()}
