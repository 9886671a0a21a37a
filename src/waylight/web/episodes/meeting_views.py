"""The meeting a repeat level calls for: recorded as held, or decided against."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from waylight.accounts.roles import MAY_MEET, WHOLE_COUNCIL
from waylight.briefings.clocks import DutyStatus
from waylight.briefings.repeat_levels import repeat_meetings_due
from waylight.core.calendars import day_of
from waylight.core.clock import now
from waylight.episodes import repeat_meetings
from waylight.episodes.models import Episode
from waylight.people.models import Child
from waylight.web.episodes.forms import Meeting
from waylight.web.kit.child_scope import narrow_to_child
from waylight.web.kit.forms import refusals_shown_on
from waylight.web.kit.http import StaffRequest
from waylight.web.kit.idempotency import run_once
from waylight.web.kit.identity_bar import identity_of
from waylight.web.kit.page_access import for_roles
from waylight.web.kit.view_log import record_view


@require_http_methods(["GET", "POST"])
@for_roles(MAY_MEET | WHOLE_COUNCIL)
def meeting(request: StaffRequest, child_id: UUID, level: int) -> HttpResponseBase:
    """What became of the latest time this child reached this level."""
    child = get_object_or_404(Child.objects.visible_to(request.user).select_related("council"), pk=child_id)
    narrow_to_child(request, child)
    owed = _latest(child, level)
    episode = get_object_or_404(Episode.objects.visible_to(request.user), pk=owed.episode)
    if request.method == "GET" and not owed.open:
        return redirect("episodes:owed", episode.pk, owed.code)
    form = Meeting(request.POST or None)
    if form.is_valid():
        with refusals_shown_on(form):
            return run_once(request, form, lambda: _record(request, child, level, episode, form))
    record_view(request, child, "repeat meeting")
    page = {"child": child, "identity": identity_of(child, request.user), "owed": owed, "form": form, "episode": episode}
    return render(request, "episodes/meeting.html", page)


def _latest(child: Child, level: int) -> DutyStatus:
    reached = [one for one in repeat_meetings_due([child.pk]).get(child.pk, []) if one.code == f"repeat-meeting-{level}"]
    if not reached:
        raise Http404
    return max(reached, key=lambda one: one.started or now())


def _record(request: StaffRequest, child: Child, level: int, episode: Episode, form: Meeting) -> str:
    said, reached_on = form.cleaned_data, day_of(episode.started_at)
    held = said["held"] == "yes"
    if held:
        told = {"held_at": said["held_at"].at, "chair": said["chair"], "agreed": said["agreed"]}
        repeat_meetings.record_repeat_meeting(child, by=request.user, level=level, reached_on=reached_on, **told)
    else:
        repeat_meetings.waive_repeat_meeting(child, by=request.user, level=level, reached_on=reached_on, because=said["because"])
    messages.success(request, "The meeting is recorded." if held else "Recorded that no meeting is needed.")
    return reverse("episodes:detail", args=[episode.pk])
