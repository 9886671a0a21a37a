"""The check of a finished write-up: a manager of the provider approves it or returns it for changes.

An interview counts as held whether its write-up is checked or not. A write-up that is returned for changes must be finished
again.
"""

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from waylight.accounts.models import User
from waylight.accounts.permissions import Permission
from waylight.audit import log
from waylight.audit.models import Entry
from waylight.core.clock import now
from waylight.core.versions import save_change
from waylight.interviews.choices import InterviewStage, ReviewFinding
from waylight.interviews.models import Answer, Interview, Review

WROTE_SECTION = "wrote a section of"


@transaction.atomic
def approve(interview: Interview, *, by: User, version: int, note: str = "") -> Interview:
    _require_reviewer(by, interview)
    saved = save_change(interview, expected=version, approved_at=now())
    record_finding(saved, ReviewFinding.APPROVED, by=by, note=note)
    log.record("approved the write-up of", saved, by=by, child=saved.child_id)
    return saved


@transaction.atomic
def return_for_changes(interview: Interview, *, by: User, version: int, note: str) -> Interview:
    """Send the write-up back for changes. It is due again, and the deadline still counts from when the interview was held."""
    _require_reviewer(by, interview)
    if not note.strip():
        raise ValidationError({"note": "Enter what needs to change."})
    saved = save_change(interview, expected=version, written_up_at=None, sent_back_at=now())
    record_finding(saved, ReviewFinding.SENT_BACK, by=by, note=note)
    log.record("sent back the write-up of", saved, by=by, child=saved.child_id)
    return saved


def record_finding(interview: Interview, finding: ReviewFinding, *, by: User, note: str) -> Review:
    review = Review(interview=interview, by=by, finding=finding, note=note.strip())
    review.full_clean()
    review.save(force_insert=True)
    return review


def may_review(user: User, interview: Interview) -> bool:
    return bool(reviewable_by(user, [interview]))


def reviewable_by(user: User, interviews: Iterable[Interview]) -> list[Interview]:
    """Return the interviews that this person may check.

    They must manage the provider, and must not have held the interview or written any part of it.
    """
    managed_agencies = {
        membership.agency_id
        for membership in user.current_memberships()
        if membership.has_permission(Permission.REVIEW_WRITE_UPS)
    }
    managed = [each for each in interviews if each.provider_id in managed_agencies]
    partly_written = _partly_written_by(user, managed) if managed else set()
    return [
        each for each in managed if each.pk not in partly_written and user.pk not in {each.interviewer_id, each.written_up_by_id}
    ]


def _partly_written_by(user: User, interviews: Sequence[Interview]) -> set[UUID]:
    """Return the keys of the interviews in which this person wrote a section.

    The audit trail also shows sections that another person has changed since.
    """
    current = Answer.objects.filter(by=user, interview__in=interviews).values_list("interview", flat=True)
    children = {each.child_id for each in interviews}
    earlier = Entry.objects.filter(by=user, verb=WROTE_SECTION, child__in=children).order_by().values_list("record", flat=True)
    return {key for key in [*current, *earlier] if key}


def _require_reviewer(user: User, interview: Interview) -> None:
    if not may_review(user, interview):
        raise ValidationError(
            "Another person must check this: a manager at the provider who did not hold the interview or write any of it up."
        )
    if interview.stage == InterviewStage.APPROVED:
        raise ValidationError("This write-up has already been approved.")
    if interview.stage != InterviewStage.SUBMITTED:
        raise ValidationError("There is no finished write-up to check.")
