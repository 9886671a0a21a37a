"""The meeting that is due when a child reaches a repeat level: record it as held or as not needed."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods

from waylight.accounts.models import User
from waylight.accounts.permissions import Permission
from waylight.briefings.clocks import DutyStatus
from waylight.briefings.repeat_levels import repeat_meetings_due
from waylight.core.calendars import day_of
from waylight.core.clock import now
from waylight.duties.duty import repeat_meeting_code
from waylight.episodes import repeat_meetings
from waylight.episodes.models import Episode
from waylight.people.models import Child
from waylight.web.episodes.forms import RepeatMeetingForm
from waylight.web.kit.act_on import Done, act_on, record_address
from waylight.web.kit.child_access import narrow_to_child
from waylight.web.kit.http import StaffRequest
from waylight.web.kit.page_access import requires


@require_http_methods(["GET", "POST"])
@requires(Permission.RECORD_MEETINGS)
def meeting(request: StaffRequest, child_id: UUID, level: int) -> HttpResponseBase:
    """Record the meeting for the latest time that this child reached this level."""
    child = get_object_or_404(Child.objects.visible_to(request.user).select_related("council"), pk=child_id)
    narrow_to_child(request, child)
    meeting = _latest(child, level)
    if meeting is None:
        messages.info(request, f"No meeting is due after {level} episodes now. The repeat levels or the episodes have changed.")
        return redirect("children:detail", child.pk)
    episode = get_object_or_404(Episode.objects.visible_to(request.user), pk=meeting.episode)
    if request.method == "GET" and not meeting.open:
        return redirect("episodes:deadline", episode.pk, meeting.code)
    form = RepeatMeetingForm(request.POST or None)

    def act() -> Done:
        return Done(record_address(episode), _record(child, level, episode, form, by=request.user))

    context = {"meeting": meeting, "episode": episode}
    return act_on(request, child, form, act, "episodes/meeting.html", context, view="repeat meeting")


def _latest(child: Child, level: int) -> DutyStatus | None:
    """Return the meeting of the latest time the child reached this level; None if the level, or the time, no longer applies."""
    reached = [duty for duty in repeat_meetings_due([child.pk]).get(child.pk, []) if duty.code == repeat_meeting_code(level)]
    return max(reached, key=lambda duty: duty.started or now(), default=None)


def _record(child: Child, level: int, episode: Episode, form: RepeatMeetingForm, *, by: User) -> str:
    answers, reached_on = form.cleaned_data, day_of(episode.started_at)
    if answers["held"] == "yes":
        meeting = {"held_at": answers["held_at"].at, "chair": answers["chair"], "agreed": answers["agreed"]}
        repeat_meetings.record_repeat_meeting(child, by=by, level=level, reached_on=reached_on, **meeting)
        return "The meeting is recorded."
    repeat_meetings.waive_repeat_meeting(child, by=by, level=level, reached_on=reached_on, because=answers["because"])
    return "Recorded that no meeting is needed."
