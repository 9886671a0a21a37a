"""The repeat levels that children have reached, and the clocks of the meetings that each level requires."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from uuid import UUID

from waylight.agencies.models import ProtocolSetting
from waylight.briefings.clocks import DutyStatus, EpisodeRecords, Protocols, current_protocols, duty_status
from waylight.chronology.moments import Moment
from waylight.chronology.timeline import Timeline
from waylight.core.calendars import day_of
from waylight.core.clock import now, today
from waylight.duties.duty import repeat_meeting_code
from waylight.duties.missing_from_home import repeat_meeting
from waylight.duties.protocol import Protocol
from waylight.duties.trigger import LevelReached, find_repeat_levels, window_start
from waylight.episodes.models import Episode, RepeatMeeting

type Meetings = Mapping[tuple[UUID, int, date], RepeatMeeting]


def levels_reached(episodes: Iterable[Episode], protocol: Protocol) -> list[LevelReached[UUID]]:
    """Return every level that a child has reached with these episodes. Of two on one day, the later one reaches the level."""
    in_order = sorted(episodes, key=lambda episode: episode.started_at)
    return find_repeat_levels(((day_of(episode.started_at), episode.pk) for episode in in_order), protocol)


def repeat_meetings_due(children: Collection[UUID], protocols: Protocols | None = None) -> dict[UUID, list[DutyStatus]]:
    """Return, by child, the meeting clocks of the levels reached in the window that ends today, in three queries."""
    histories: dict[UUID, dict[UUID, Episode]] = defaultdict(dict)
    counted = Episode.objects.counted().filter(child__in=children).select_related("child__council", "owner")
    for episode in counted:
        histories[episode.child_id][episode.pk] = episode
    recorded = RepeatMeeting.objects.filter(child__in=children)
    meetings = {(meeting.child_id, meeting.level, meeting.reached_on): meeting for meeting in recorded}
    current = protocols or current_protocols()
    return {child: _meeting_statuses(child, history, current, meetings) for child, history in histories.items()}


def _meeting_statuses(child: UUID, history: Mapping[UUID, Episode], protocols: Protocols, meetings: Meetings) -> list[DutyStatus]:
    council = next(iter(history.values())).child.council
    protocol, agreed = protocols(council), protocols.agreed_on(council.pk, today())
    since = window_start(today(), protocol)
    recent = [reached for reached in levels_reached(history.values(), protocol) if reached.on >= since]
    return [
        meeting_status(reached, history[reached.key], protocol, agreed, meetings.get((child, reached.level, reached.on)))
        for reached in recent
    ]


def meeting_status(
    reached: LevelReached[UUID],
    episode: Episode,
    protocol: Protocol,
    agreed: Mapping[str, ProtocolSetting],
    meeting: RepeatMeeting | None,
) -> DutyStatus:
    """Return the clock of the meeting that a level requires. It starts when the episode that reached the level was reported."""
    timeline = Timeline({Moment.TRIGGERED: episode.reported_at or episode.started_at})
    if meeting:
        timeline |= meeting.timeline()
    clock = repeat_meeting(protocol, reached.level).clock(timeline, now=now())
    return duty_status(clock, episode, EpisodeRecords(), agreed)


def meeting_timeline(episode: Episode, code: str) -> Timeline:
    """Return the moments of the meeting that was recorded for the duty with this code, for the level that the episode reached."""
    recorded = RepeatMeeting.objects.filter(child=episode.child_id, reached_on=day_of(episode.started_at))
    return next((meeting.timeline() for meeting in recorded if code == repeat_meeting_code(meeting.level)), Timeline())
