"""Today: the children who are missing now, and what is due."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from waylight.accounts.permissions import Permission
from waylight.briefings.activity import count_activity
from waylight.briefings.backlog import BacklogPosition, backlog_for
from waylight.briefings.clocks import RECENTLY_BACK
from waylight.briefings.worklist_scope import WorklistScope
from waylight.core.versions import EditConflict
from waylight.episodes.actions import take_ownership as take_on_episode
from waylight.episodes.models import Episode
from waylight.interviews.actions import accept as accept_interview
from waylight.interviews.models import Interview
from waylight.web.kit.child_access import record_list_view
from waylight.web.kit.drafts import unfinished_reports
from waylight.web.kit.forms import IdempotentForm, VersionedForm
from waylight.web.kit.http import HttpResponse, StaffRequest
from waylight.web.kit.idempotency import run_once
from waylight.web.kit.navigation import navigation_for
from waylight.web.kit.page_access import requires
from waylight.web.models import Looked
from waylight.web.today.filters import TodayFilter
from waylight.web.today.last_visit import record_visit
from waylight.web.today.page import today_page
from waylight.web.today.rows import task_row


class TodayButtonForm(IdempotentForm, VersionedForm):
    """A button pressed on Today."""


@require_safe
def home(request: StaffRequest) -> HttpResponse:
    """Redirect a person to the first area that they may use. A person without a role reads whether one is proposed."""
    navigation = navigation_for(request.user)
    if navigation:
        return redirect(navigation[0].name)
    held = request.user.memberships
    context = {"proposed": held.waiting().select_related("agency"), "coming": held.coming().select_related("agency")}
    return render(request, "no_role.html", context)


@require_safe
@requires(Permission.FIND_CHILDREN)
def today(request: StaffRequest) -> HttpResponse:
    """Show the children missing now, what is due, and what is new since the last visit."""
    visit = record_visit(request.user, again="new" in request.GET)
    page = today_page(request.user, TodayFilter.of(request.GET), visit, number=request.GET.get("page"))
    record_list_view(request, page.children, "today")
    unfinished = unfinished_reports(request.user) if page.may_report else []
    return render(request, "today/today.html", {"page": page, "unfinished": unfinished})


@require_safe
@requires(Permission.FIND_CHILDREN)
def new(request: StaffRequest) -> HttpResponse:
    """Count what is new since the page was opened. The page polls this address."""
    visit = Looked.objects.filter(user=request.user).first()
    count = count_activity(request.user, after=visit.entry, since=visit.at) if visit else 0
    return render(request, "today/new.html", {"count": count, "choice": TodayFilter.of(request.GET)})


@require_safe
@requires(Permission.FIND_CHILDREN)
def earlier(request: StaffRequest) -> HttpResponse:
    """Show duties still open from earlier episodes, one page at a time."""
    page = backlog_for(request.user, BacklogPosition.read(request.GET.get("before", "")))
    children = {task.episode.child_id for task in page.tasks}
    scope = WorklistScope.for_children(request.user, children)
    record_list_view(request, children, "today, earlier")
    rows = [task_row(task, TodayFilter(), scope) for task in page.tasks]
    today_shows = f"Today shows children who are missing or came back in the last {RECENTLY_BACK.days} days."
    return render(request, "today/backlog.html", {"earlier": page, "rows": rows, "today_shows": today_shows})


@require_POST
@requires(Permission.OWN_EPISODES)
def take_on(request: StaffRequest, episode_id: UUID) -> HttpResponse:
    episode = get_object_or_404(Episode.objects.visible_to(request.user), pk=episode_id)

    def act(version: int) -> None:
        take_on_episode(episode, by=request.user, version=version)

    return _act_from_list(request, act, "You are now the owner of this episode.")


@require_POST
@requires(Permission.HOLD_INTERVIEWS)
def accept(request: StaffRequest, interview_id: UUID) -> HttpResponse:
    own_interviews = Interview.objects.visible_to(request.user).filter(provider__in=WorklistScope(request.user).agencies)
    interview = get_object_or_404(own_interviews, pk=interview_id)

    def act(version: int) -> None:
        accept_interview(interview, by=request.user, version=version)

    return _act_from_list(request, act, "You have accepted this interview.")


def _act_from_list(request: StaffRequest, act: Callable[[int], None], message: str) -> HttpResponse:
    """Act once and return to the list. If someone else acted first, a message there says so."""
    form, list_address = TodayButtonForm(request.POST), TodayFilter.of(request.GET).href
    if not form.is_valid():
        return HttpResponseBadRequest("Something was missing from the form. Go back and try again.")

    def done() -> str:
        act(form.cleaned_data["version"])
        messages.success(request, message)
        return list_address

    try:
        return run_once(request, form, done)
    except EditConflict:
        messages.warning(request, "Someone else changed this first. Check it again below.")
    except ValidationError as refusal:
        messages.warning(request, " ".join(refusal.messages))
    return redirect(list_address)
