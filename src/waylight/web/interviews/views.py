"""A return interview: its page, its write-up, copies of the write-up without other people, and the easy-read questions."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.shortcuts import render
from django.views.decorators.http import require_safe

from waylight.accounts.permissions import Permission
from waylight.briefings.read_permissions import RecordReader
from waylight.interviews.models import Interview
from waylight.interviews.questions import SECTIONS
from waylight.interviews.redaction.redacted_copies import OtherPeople, included_for_child, redact_answers, words_that_may_name
from waylight.interviews.sharing import SectionAnswers
from waylight.web.interviews.access import write_up_or_404
from waylight.web.interviews.easy_read import PAGES
from waylight.web.interviews.header import header_of
from waylight.web.interviews.page import page_of
from waylight.web.interviews.read_page import chapters_of, recipients
from waylight.web.kit.child_access import child_page, interview_or_404
from waylight.web.kit.http import HttpResponse, StaffRequest
from waylight.web.kit.identity_bar import identity_of
from waylight.web.kit.page_access import requires


@require_safe
@requires(Permission.SEE_INTERVIEWS)
def detail(request: StaffRequest, interview_id: UUID) -> HttpResponse:
    interview = interview_or_404(request, interview_id)
    page = {"interview": interview, "page": page_of(interview, request.user)}
    return render(request, "interviews/detail.html", child_page(request, interview.child, "interview") | page)


@require_safe
@requires(Permission.SEE_INTERVIEWS)
def read(request: StaffRequest, interview_id: UUID) -> HttpResponse:
    """Show the write-up to those who may read it. Others get "not found"."""
    interview, answers = write_up_or_404(request, interview_id)
    reader = RecordReader(request.user.roles())
    page = {
        "interview": interview,
        "minimum": reader.interview_minimum(interview),
        "header": header_of(interview, reader),
        "chapters": chapters_of(answers),
        "recipients": recipients(answers),
    }
    return render(request, "interviews/read.html", child_page(request, interview.child, "interview") | page)


@require_safe
@requires(Permission.HOLD_INTERVIEWS)
def easy_read(request: StaffRequest, interview_id: UUID) -> HttpResponse:
    """Show the questions in easy read, with pictures, to show to the child or print."""
    interview = interview_or_404(request, interview_id)
    context = {"interview": interview, "pages": PAGES} | child_page(request, interview.child, "interview")
    return render(request, "interviews/easy_read.html", context)


@require_safe
@requires(Permission.SEE_INTERVIEWS)
def for_the_file(request: StaffRequest, interview_id: UUID) -> HttpResponse:
    """Show a copy of the whole write-up, for those it is shared with."""
    interview, answers = write_up_or_404(request, interview_id)
    others, context = _copy(interview, answers)
    reader = RecordReader(request.user.roles())
    context |= {
        "header": header_of(interview, reader).without(others),
        "recipients": recipients(answers),
        "minimum": reader.interview_minimum(interview),
        "identity": replace(identity_of(interview.child, request.user), flags=()),
    }
    return render(request, "interviews/copy.html", child_page(request, interview.child, "interview copy") | context)


@require_safe
@requires(Permission.SEE_INTERVIEWS)
def for_the_child(request: StaffRequest, interview_id: UUID) -> HttpResponse:
    """Show what the child said and what will be done now, for the child to read and correct."""
    interview, answers = write_up_or_404(request, interview_id)
    part = {code: answer for code, answer in answers.items() if code in SECTIONS and included_for_child(SECTIONS[code])}
    _, context = _copy(interview, part, named_in=answers)
    minimum = RecordReader(request.user.roles()).interview_minimum(interview)
    context |= {"for_child": True, "minimum": minimum}
    return render(request, "interviews/copy.html", child_page(request, interview.child, "interview copy") | context)


def _copy(
    interview: Interview, answers: SectionAnswers, *, named_in: SectionAnswers | None = None
) -> tuple[OtherPeople, dict[str, Any]]:
    """Return the other people, and the copy's context without their names. `named_in` has the answers that name them."""
    child = interview.child
    others = OtherPeople(named_in or answers, own_names=(child.forename, child.surname, child.known_as))
    redacted = redact_answers(answers, others)
    may_name = words_that_may_name(redacted, own_names=others.own_names)
    return others, {
        "interview": interview,
        "chapters": chapters_of(redacted),
        "left_out": redacted != answers,
        "may_name": may_name,
    }
