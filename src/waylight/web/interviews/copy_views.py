"""Copies of a write-up to print or share: without the names of other people, which each copy says."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from waylight.accounts.roles import SEES_INTERVIEWS
from waylight.interviews.models import Interview
from waylight.interviews.questions import SECTIONS
from waylight.interviews.redaction.redacted_copies import OtherPeople, included_for_child, redact_answers
from waylight.interviews.sharing import SectionAnswers
from waylight.web.interviews.access import write_up_or_404
from waylight.web.interviews.header import header_of
from waylight.web.interviews.read_page import chapters_of, recipients
from waylight.web.kit.child_access import child_page
from waylight.web.kit.http import StaffRequest
from waylight.web.kit.page_access import for_roles


@require_safe
@for_roles(SEES_INTERVIEWS)
def for_the_file(request: StaffRequest, interview_id: UUID) -> HttpResponse:
    """Show a copy of the whole write-up, for those it is shared with."""
    interview, answers = write_up_or_404(request, interview_id)
    others, context = _copy(interview, answers)
    context |= {"header": header_of(interview).without(others), "recipients": recipients(answers)}
    return render(request, "interviews/copy.html", child_page(request, interview.child, "interview copy") | context)


@require_safe
@for_roles(SEES_INTERVIEWS)
def for_the_child(request: StaffRequest, interview_id: UUID) -> HttpResponse:
    """Show what the child said and what will be done now, for the child to read and correct."""
    interview, answers = write_up_or_404(request, interview_id)
    part = {code: answer for code, answer in answers.items() if code in SECTIONS and included_for_child(SECTIONS[code])}
    _, context = _copy(interview, part, named_in=answers)
    context["for_child"] = True
    return render(request, "interviews/copy.html", child_page(request, interview.child, "interview copy") | context)


def _copy(
    interview: Interview, answers: SectionAnswers, *, named_in: SectionAnswers | None = None
) -> tuple[OtherPeople, dict[str, Any]]:
    """Return the other people, and the page without their names. A copy of a part also removes names given in other parts."""
    child = interview.child
    others = OtherPeople(named_in or answers, own_names=(child.forename, child.surname, child.known_as))
    redacted = redact_answers(answers, others)
    return others, {"interview": interview, "chapters": chapters_of(redacted), "left_out": redacted != answers}
