"""Find an interview for the people who may work on it, or who may read its write-up."""

from uuid import UUID

from django.http import Http404
from django.urls import reverse

from waylight.accounts.permissions import Permission
from waylight.interviews.models import Interview
from waylight.interviews.sharing import SectionAnswers, answers_by_section, may_read
from waylight.web.kit.child_access import interview_or_404
from waylight.web.kit.http import StaffRequest


def interview_to_work_on(request: StaffRequest, interview_id: UUID) -> Interview:
    """Return the interview for its own provider and for those who allocate. Other providers may read it but not change it."""
    interview = interview_or_404(request, interview_id)
    agencies = {membership.agency_id for membership in request.user.current_memberships()}
    if not request.user.has_permission(Permission.ALLOCATE_INTERVIEWS) and interview.provider_id not in agencies:
        raise Http404
    return interview


def write_up_or_404(request: StaffRequest, interview_id: UUID) -> tuple[Interview, SectionAnswers]:
    """Return the interview and what the child said, for those who may read it."""
    interview = interview_or_404(request, interview_id)
    answers = answers_by_section(interview)
    if not interview.held_at or not may_read(request.user, interview, answers):
        raise Http404
    return interview, answers


def address(interview: Interview, page: str = "detail") -> str:
    return reverse(f"interviews:{page}", args=[interview.pk])
