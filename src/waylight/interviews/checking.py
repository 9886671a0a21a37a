"""Checking a finished write-up: the provider's manager approves it, or sends it back with what is to be put right.

An interview counts from when it was held, checked or not. One sent back is held and to be written up, as it was before.
"""

from django.core.exceptions import ValidationError
from django.db import transaction

from waylight.accounts.models import User
from waylight.accounts.roles import CHECKS_WRITE_UPS
from waylight.audit import log
from waylight.core.clock import now
from waylight.core.versions import save_change
from waylight.interviews.models import Interview, Review
from waylight.interviews.words import Finding, Stage


@transaction.atomic
def approve(interview: Interview, *, by: User, version: int, note: str = "") -> Interview:
    """Say that the write-up is fit to be used."""
    _to_check_by(by, interview)
    saved = save_change(interview, expected=version, approved_at=now())
    found(saved, Finding.APPROVED, by=by, note=note)
    log.record("approved the write-up of", saved, by=by, child=saved.child_id)
    return saved


@transaction.atomic
def send_back(interview: Interview, *, by: User, version: int, note: str) -> Interview:
    """Give the write-up back to be put right. It is owed again, from when the interview was held."""
    _to_check_by(by, interview)
    if not note.strip():
        raise ValidationError({"note": "Say what is to be put right."})
    saved = save_change(interview, expected=version, written_up_at=None, sent_back_at=now())
    found(saved, Finding.SENT_BACK, by=by, note=note)
    log.record("sent back the write-up of", saved, by=by, child=saved.child_id)
    return saved


def found(interview: Interview, finding: Finding, *, by: User, note: str) -> Review:
    """Keep what was found, beside everything found before."""
    review = Review(interview=interview, by=by, finding=finding, note=note.strip())
    review.full_clean()
    review.save(force_insert=True)
    return review


def checks(user: User, interview: Interview) -> bool:
    """Whether this person may check it: a manager of the provider, who neither held the interview nor wrote it up."""
    manages = {place.agency_id for place in user.current_memberships() if place.role in CHECKS_WRITE_UPS}
    return interview.provider_id in manages and user.pk not in {interview.interviewer_id, interview.written_up_by_id}


def _to_check_by(user: User, interview: Interview) -> None:
    if not checks(user, interview):
        raise ValidationError("Somebody else has to check this: a manager of the provider who neither held nor wrote it.")
    if interview.stage == Stage.APPROVED:
        raise ValidationError("This write-up is checked and approved already.")
    if interview.stage != Stage.SUBMITTED:
        raise ValidationError("There is no finished write-up to check.")
