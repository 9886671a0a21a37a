"""A return interview: how it stands, what was said, and its easy-read twin."""

from uuid import UUID

from django.shortcuts import render
from django.views.decorators.http import require_safe

from waylight.accounts.roles import MAY_INTERVIEW, SEES_INTERVIEWS
from waylight.web.interviews.access import write_up_or_404
from waylight.web.interviews.easy_read import PAGES
from waylight.web.interviews.header import header_of
from waylight.web.interviews.page import page_of
from waylight.web.interviews.read_page import chapters_of, recipients
from waylight.web.kit.child_access import child_page, interview_or_404
from waylight.web.kit.http import HttpResponse, StaffRequest
from waylight.web.kit.page_access import for_roles


@require_safe
@for_roles(SEES_INTERVIEWS)
def detail(request: StaffRequest, interview_id: UUID) -> HttpResponse:
    interview = interview_or_404(request, interview_id)
    page = {"interview": interview, "page": page_of(interview, request.user)}
    return render(request, "interviews/detail.html", child_page(request, interview.child, "interview") | page)


@require_safe
@for_roles(SEES_INTERVIEWS)
def read(request: StaffRequest, interview_id: UUID) -> HttpResponse:
    """What the child said, for those who may read it; for all others there is no such page."""
    interview, told = write_up_or_404(request, interview_id)
    page = {"interview": interview, "header": header_of(interview), "chapters": chapters_of(told), "recipients": recipients(told)}
    return render(request, "interviews/read.html", child_page(request, interview.child, "interview") | page)


@require_safe
@for_roles(MAY_INTERVIEW)
def easy_read(request: StaffRequest, interview_id: UUID) -> HttpResponse:
    """The questions in short lines with a picture each, to show or print for the child."""
    interview = interview_or_404(request, interview_id)
    context = {"interview": interview, "pages": PAGES} | child_page(request, interview.child, "interview")
    return render(request, "interviews/easy_read.html", context)
