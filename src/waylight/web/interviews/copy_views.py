"""Copies of a write-up to print or hand on: the other people it names are left out, and the copy says so."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from waylight.accounts.roles import SEES_INTERVIEWS
from waylight.interviews.models import Interview
from waylight.interviews.questions import SECTIONS
from waylight.interviews.redaction.redacted_copies import OtherPeople, redact_answers
from waylight.interviews.redaction.redacted_copies import included_for_child as theirs
from waylight.interviews.sharing import SectionAnswers
from waylight.web.interviews.asking import around, readable
from waylight.web.interviews.header import header_of
from waylight.web.interviews.read_page import chapters_of, recipients
from waylight.web.kit.http import StaffRequest
from waylight.web.kit.page_access import for_roles


@require_safe
@for_roles(SEES_INTERVIEWS)
def for_the_file(request: StaffRequest, interview_id: UUID) -> HttpResponse:
    """The whole write-up, for those it is shared with."""
    interview, told = readable(request, interview_id)
    others, page = _copy(interview, told)
    page |= {"header": header_of(interview).without(others), "recipients": recipients(told)}
    return render(request, "interviews/copy.html", around(request, interview.child, "interview copy") | page)


@require_safe
@for_roles(SEES_INTERVIEWS)
def for_the_child(request: StaffRequest, interview_id: UUID) -> HttpResponse:
    """What the child said and what will now be done, for the child to read and put right."""
    interview, told = readable(request, interview_id)
    _, page = _copy(interview, {code: said for code, said in told.items() if code in SECTIONS and theirs(SECTIONS[code])}, told)
    page["for_child"] = True
    return render(request, "interviews/copy.html", around(request, interview.child, "interview copy") | page)


def _copy(
    interview: Interview, told: SectionAnswers, named_in: SectionAnswers | None = None
) -> tuple[OtherPeople, dict[str, Any]]:
    """Those left out, and the page; names are looked for in the whole write-up, also for a copy of part of it."""
    child = interview.child
    others = OtherPeople(named_in or told, own_names=(child.forename, child.surname, child.known_as))
    kept = redact_answers(told, others)
    return others, {"interview": interview, "chapters": chapters_of(kept), "left_out": kept != told}
