"""Checking a finished write-up: the provider's manager approves it, or sends it back with what is to be put right.

An interview counts from when it was held, checked or not. One sent back is held and to be written up, as it was before.
"""

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from waylight.accounts.models import User
from waylight.accounts.roles import CHECKS_WRITE_UPS
from waylight.audit import log
from waylight.audit.models import Entry
from waylight.core.clock import now
from waylight.core.versions import save_change
from waylight.interviews.choices import InterviewStage, ReviewFinding
from waylight.interviews.models import Answer, Interview, Review

WROTE_SECTION = "wrote a section of"


@transaction.atomic
def approve(interview: Interview, *, by: User, version: int, note: str = "") -> Interview:
    """Say that the write-up is fit to be used."""
    _to_check_by(by, interview)
    saved = save_change(interview, expected=version, approved_at=now())
    record_finding(saved, ReviewFinding.APPROVED, by=by, note=note)
    log.record("approved the write-up of", saved, by=by, child=saved.child_id)
    return saved


@transaction.atomic
def return_for_changes(interview: Interview, *, by: User, version: int, note: str) -> Interview:
    """Give the write-up back to be put right. It is owed again, from when the interview was held."""
    _to_check_by(by, interview)
    if not note.strip():
        raise ValidationError({"note": "Enter what needs to change."})
    saved = save_change(interview, expected=version, written_up_at=None, sent_back_at=now())
    record_finding(saved, ReviewFinding.SENT_BACK, by=by, note=note)
    log.record("sent back the write-up of", saved, by=by, child=saved.child_id)
    return saved


def record_finding(interview: Interview, finding: ReviewFinding, *, by: User, note: str) -> Review:
    """Keep what was found, beside everything found before."""
    review = Review(interview=interview, by=by, finding=finding, note=note.strip())
    review.full_clean()
    review.save(force_insert=True)
    return review


def may_review(user: User, interview: Interview) -> bool:
    """Whether this person may check it."""
    return bool(reviewable_by(user, [interview]))


def reviewable_by(user: User, interviews: Iterable[Interview]) -> list[Interview]:
    """Those this person may check: as a manager of the provider, who neither held the interview nor wrote any of it."""
    manages = {place.agency_id for place in user.current_memberships() if place.role in CHECKS_WRITE_UPS}
    managed = [each for each in interviews if each.provider_id in manages]
    theirs = _partly_written_by(user, managed) if managed else set()
    return [each for each in managed if each.pk not in theirs and user.pk not in {each.interviewer_id, each.written_up_by_id}]


def _partly_written_by(user: User, interviews: Sequence[Interview]) -> set[UUID]:
    """Those in which this person wrote a section, also one that somebody wrote over since: the trail still tells of it."""
    stands = Answer.objects.filter(by=user, interview__in=interviews).values_list("interview", flat=True)
    children = {each.child_id for each in interviews}
    told = Entry.objects.filter(by=user, verb=WROTE_SECTION, child__in=children).order_by().values_list("record", flat=True)
    return {key for key in [*stands, *told] if key}


def _to_check_by(user: User, interview: Interview) -> None:
    if not may_review(user, interview):
        raise ValidationError(
            "Another person must check this: a manager at the provider who did not hold the interview or write any of it up."
        )
    if interview.stage == InterviewStage.APPROVED:
        raise ValidationError("This write-up has already been approved.")
    if interview.stage != InterviewStage.SUBMITTED:
        raise ValidationError("There is no finished write-up to check.")
