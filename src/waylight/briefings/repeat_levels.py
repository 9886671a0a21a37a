"""The repeat levels children have reached, and the meetings those call for."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta
from uuid import UUID

from waylight.briefings.clocks import DutyStatus, EpisodeRecords, Protocols, current_protocols, duty_status
from waylight.chronology.moments import Moment
from waylight.core.calendars import day_of
from waylight.core.clock import now, today
from waylight.duties.missing_from_home import repeat_meeting
from waylight.duties.protocol import Protocol
from waylight.duties.trigger import Fired, fired
from waylight.episodes.models import Episode, RepeatMeeting

type Meetings = Mapping[tuple[UUID, int, date], RepeatMeeting]


def levels_reached(episodes: Iterable[Episode], protocol: Protocol) -> list[Fired[UUID]]:
    """Every level one child has reached, from all of that child's episodes: of two in a day the later reaches it."""
    begun = sorted(episodes, key=lambda episode: episode.started_at)
    return fired(((day_of(episode.started_at), episode.pk) for episode in begun), protocol)


def repeat_meetings_due(children: Collection[UUID], agreed: Protocols | None = None) -> dict[UUID, list[DutyStatus]]:
    """For each child the clocks of the levels reached in the window that ends today, in three queries however many they are."""
    histories: dict[UUID, dict[UUID, Episode]] = defaultdict(dict)
    counted = Episode.objects.counted().filter(child__in=children).select_related("child__council", "owner")
    for episode in counted:
        histories[episode.child_id][episode.pk] = episode
    recorded = RepeatMeeting.objects.filter(child__in=children)
    meetings = {(meeting.child_id, meeting.level, meeting.reached_on): meeting for meeting in recorded}
    protocol = agreed or current_protocols()
    return {
        child: _owed(child, history, protocol(next(iter(history.values())).child.council), meetings)
        for child, history in histories.items()
    }


def _owed(child: UUID, history: Mapping[UUID, Episode], protocol: Protocol, meetings: Meetings) -> list[DutyStatus]:
    since = today() - timedelta(days=protocol.trigger_days - 1)
    recent = [reached for reached in levels_reached(history.values(), protocol) if reached.on >= since]
    return [
        meeting_status(reached, history[reached.key], protocol, meetings.get((child, reached.level, reached.on)))
        for reached in recent
    ]


def meeting_status(reached: Fired[UUID], episode: Episode, protocol: Protocol, meeting: RepeatMeeting | None) -> DutyStatus:
    """The clock of the meeting one level calls for; it runs from the report of the episode that reached it."""
    timeline = {Moment.TRIGGERED: episode.reported_at or episode.started_at} | dict(meeting.timeline() if meeting else {})
    clock = repeat_meeting(protocol, reached.level).clock(timeline, now=now())
    return duty_status(clock, episode, EpisodeRecords())
