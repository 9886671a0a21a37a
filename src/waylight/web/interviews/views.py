"""A return interview: how it stands, what was said, and its easy-read twin."""

from uuid import UUID

from django.shortcuts import render
from django.views.decorators.http import require_safe

from waylight.accounts.roles import MAY_INTERVIEW, SEES_INTERVIEWS
from waylight.web.interviews.asking import around, interview_of, readable
from waylight.web.interviews.easy_read import PAGES
from waylight.web.interviews.header import header_of
from waylight.web.interviews.page import page_of
from waylight.web.interviews.read_page import chapters_of, recipients
from waylight.web.kit.http import HttpResponse, StaffRequest
from waylight.web.kit.page_access import for_roles


@require_safe
@for_roles(SEES_INTERVIEWS)
def detail(request: StaffRequest, interview_id: UUID) -> HttpResponse:
    interview = interview_of(request, interview_id)
    page = {"interview": interview, "page": page_of(interview, request.user)}
    return render(request, "interviews/detail.html", around(request, interview.child) | page)


@require_safe
@for_roles(SEES_INTERVIEWS)
def read(request: StaffRequest, interview_id: UUID) -> HttpResponse:
    """What the child said, for those who may read it; for all others there is no such page."""
    interview, told = readable(request, interview_id)
    page = {"interview": interview, "header": header_of(interview), "chapters": chapters_of(told), "recipients": recipients(told)}
    return render(request, "interviews/read.html", around(request, interview.child) | page)


@require_safe
@for_roles(MAY_INTERVIEW)
def easy_read(request: StaffRequest, interview_id: UUID) -> HttpResponse:
    """The questions in short lines with a picture each, to show or print for the child."""
    interview = interview_of(request, interview_id)
    return render(
        request, "interviews/easy_read.html", around(request, interview.child) | {"interview": interview, "pages": PAGES}
    )
