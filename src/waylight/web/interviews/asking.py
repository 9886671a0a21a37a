"""What every interview page that writes does: fetch through the door, ask, act once, say what was done."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import BaseForm
from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from waylight.accounts.roles import MAY_ALLOCATE
from waylight.interviews.models import Interview
from waylight.interviews.sharing import SectionAnswers, answers_by_section, may_read
from waylight.people.models import Child
from waylight.web.kit.child_scope import narrow_to_child
from waylight.web.kit.forms import refusals_shown_on
from waylight.web.kit.http import StaffRequest
from waylight.web.kit.idempotency import run_once
from waylight.web.kit.identity_bar import identity_of
from waylight.web.kit.page_access import has_role
from waylight.web.kit.view_log import record_view


def interview_of(request: StaffRequest, interview_id: UUID) -> Interview:
    """The interview, if this person may see the child."""
    visible = Interview.objects.visible_to(request.user).select_related("child__council", "provider", "interviewer")
    interview = get_object_or_404(visible, pk=interview_id)
    narrow_to_child(request, interview.child)
    return interview


def readable(request: StaffRequest, interview_id: UUID) -> tuple[Interview, SectionAnswers]:
    """The interview and what the child said, for those who may read it; for all others there is no such page."""
    interview = interview_of(request, interview_id)
    told = answers_by_section(interview)
    if not interview.held_at or not may_read(request.user, interview, told):
        raise Http404
    return interview, told


def around(request: StaffRequest, child: Child, page: str = "interview") -> dict[str, Any]:
    """What stands round each of these pages; and the note that it was opened."""
    record_view(request, child, page)
    return {"child": child, "identity": identity_of(child, request.user)}


def theirs_to_work(request: StaffRequest, interview: Interview) -> None:
    """A provider reads what another heard of the same child, and writes nothing in it."""
    if has_role(request.user, MAY_ALLOCATE):
        return
    if interview.provider_id not in {place.agency_id for place in request.user.current_memberships()}:
        raise Http404


def ask(
    request: StaffRequest, interview: Interview, form: BaseForm, act: Callable[[], str], *, heading: str, action: str, **page: Any
) -> HttpResponseBase:
    """Show the form; once it is right, run `act`, which answers what to tell the person, and go to the interview."""
    theirs_to_work(request, interview)
    if form.is_valid():
        with refusals_shown_on(form):
            return run_once(request, form, lambda: _done(request, interview, act))
    shown = {"interview": interview, "form": form, "heading": heading, "action": action, "back": address(interview)}
    template = page.pop("template", "interviews/ask.html")
    return render(request, template, around(request, interview.child) | shown | page)


def address(interview: Interview, page: str = "detail") -> str:
    return reverse(f"interviews:{page}", args=[interview.pk])


def _done(request: StaffRequest, interview: Interview, act: Callable[[], str]) -> str:
    messages.success(request, act())
    return address(interview)
