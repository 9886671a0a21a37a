"""Today: who is missing now, and what is owed."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from waylight.accounts.models import User
from waylight.accounts.roles import MAY_INTERVIEW, SEES_TODAY, TAKES_ON
from waylight.briefings.activity import count_activity
from waylight.briefings.backlog import BacklogPosition, backlog_for
from waylight.briefings.worklist_scope import WorklistScope
from waylight.core.versions import Overtaken
from waylight.episodes.actions import take_on as take_on_episode
from waylight.episodes.models import Episode
from waylight.interviews.actions import accept as accept_interview
from waylight.interviews.models import Interview
from waylight.web.kit.drafts import unfinished_reports
from waylight.web.kit.forms import Once, Versioned
from waylight.web.kit.http import HttpResponse, StaffRequest
from waylight.web.kit.idempotency import once
from waylight.web.kit.navigation import places_of
from waylight.web.kit.page_access import for_roles
from waylight.web.kit.view_log import seen_list
from waylight.web.models import Looked
from waylight.web.today.filters import Choice
from waylight.web.today.last_visit import look
from waylight.web.today.page import today_page
from waylight.web.today.rows import task_row


class Accepting(Once, Versioned):
    """A button pressed on Today."""


@require_safe
def home(request: StaffRequest) -> HttpResponse:
    """Lead each person to the first place that is theirs; for someone without a role there is none."""
    places = places_of(request.user) if isinstance(request.user, User) else []
    if not places:
        raise Http404
    return redirect(places[0].name)


@require_safe
@for_roles(SEES_TODAY)
def today(request: StaffRequest) -> HttpResponse:
    """Show who is missing and what is owed, and what is new since the last look."""
    looked = look(request.user, again="new" in request.GET)
    page = today_page(request.user, Choice.of(request.GET), looked, number=request.GET.get("page"))
    seen_list(request, page.children, "today")
    unfinished = unfinished_reports(request.user) if page.may_report else []
    return render(request, "today/today.html", {"page": page, "unfinished": unfinished})


@require_safe
@for_roles(SEES_TODAY)
def new(request: StaffRequest) -> HttpResponse:
    """How much is new since the page was opened; the page asks this by itself."""
    looked = Looked.objects.filter(user=request.user).first()
    count = count_activity(request.user, after=looked.entry, since=looked.at) if looked else 0
    return render(request, "today/new.html", {"count": count, "choice": Choice.of(request.GET)})


@require_safe
@for_roles(SEES_TODAY)
def earlier(request: StaffRequest) -> HttpResponse:
    """What was left unfinished longer ago, a stretch at a time."""
    found = backlog_for(request.user, BacklogPosition.read(request.GET.get("before", "")))
    children = {task.episode.child_id for task in found.tasks}
    desk = WorklistScope.for_children(request.user, children)
    seen_list(request, children, "today, earlier")
    rows = [task_row(task, Choice(), desk) for task in found.tasks]
    return render(request, "today/earlier.html", {"earlier": found, "rows": rows})


@require_POST
@for_roles(TAKES_ON)
def take_on(request: StaffRequest, episode_id: UUID) -> HttpResponse:
    episode = get_object_or_404(Episode.objects.visible_to(request.user), pk=episode_id)

    def act(version: int) -> None:
        take_on_episode(episode, by=request.user, version=version)

    return _accepted(request, act, "You are now the owner of this episode.")


@require_POST
@for_roles(MAY_INTERVIEW)
def accept(request: StaffRequest, interview_id: UUID) -> HttpResponse:
    theirs = Interview.objects.visible_to(request.user).filter(provider__in=WorklistScope(request.user).agencies)
    interview = get_object_or_404(theirs, pk=interview_id)

    def act(version: int) -> None:
        accept_interview(interview, by=request.user, version=version)

    return _accepted(request, act, "You have accepted this interview.")


def _accepted(request: StaffRequest, act: Callable[[int], None], said: str) -> HttpResponse:
    """Do it once and go back to the list it was pressed on; someone else's being first is said there."""
    form, back = Accepting(request.POST), Choice.of(request.GET).href
    if not form.is_valid():
        return HttpResponseBadRequest("Something was missing from the form. Go back and try again.")

    def done() -> str:
        act(form.cleaned_data["version"])
        messages.success(request, said)
        return back

    try:
        return once(request, form, done)
    except Overtaken:
        messages.warning(request, "Someone else changed this first. Check it again below.")
    except ValidationError as refusal:
        messages.warning(request, " ".join(refusal.messages))
    return redirect(back)
