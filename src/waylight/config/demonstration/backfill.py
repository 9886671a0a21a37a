"""Records about the two years: the meetings of repeat levels, and the interviews that were never offered."""

from collections import defaultdict
from datetime import timedelta
from uuid import UUID

from waylight.accounts.models import User
from waylight.agencies.models import Agency
from waylight.core.calendars import day_of
from waylight.core.clock import at, now
from waylight.duties.protocol import NATIONAL
from waylight.duties.trigger import find_repeat_levels
from waylight.episodes.models import Episode
from waylight.episodes.repeat_meetings import record_repeat_meeting, waive_repeat_meeting
from waylight.interviews.actions import allocate, end_without_interview
from waylight.interviews.choices import Outcome
from waylight.people.models import Child

REVIEWED_SINCE = timedelta(days=9)
LONG_AGO = timedelta(days=21)


def is_one_in(count: int, number: int, *, place: int) -> bool:
    """Return whether this is the one of every `count` records that the demonstration treats differently."""
    return number % count == place


def record_meetings(council: Agency, *, by: User) -> None:
    """Hold or waive the meeting of each repeat level that was reached more than nine days ago. Newer meetings stay open."""
    episodes_of: dict[UUID, list[Episode]] = defaultdict(list)
    for episode in Episode.objects.counted().filter(child__council=council).order_by("started_at"):
        episodes_of[episode.child_id].append(episode)
    fewest = NATIONAL.trigger_levels[0]
    children = Child.objects.in_bulk([child for child, episodes in episodes_of.items() if len(episodes) >= fewest])
    recent = day_of(now() - REVIEWED_SINCE)
    for number, key in enumerate(sorted(children, key=str)):
        for reached in find_repeat_levels((day_of(episode.started_at), episode) for episode in episodes_of[key]):
            if reached.on < recent:
                _record_or_waive_meeting(children[key], number, reached.level, reached.key, by=by)


def _record_or_waive_meeting(child: Child, number: int, level: int, episode: Episode, *, by: User) -> None:
    reached_on = day_of(episode.started_at)
    held_at = episode.started_at + timedelta(days=8 if is_one_in(7, number, place=3) else 4)  # one in seven is late
    with at(held_at + timedelta(hours=2)):
        if is_one_in(11, number, place=5):
            waive_repeat_meeting(
                child, by=by, level=level, reached_on=reached_on, because="A strategy meeting was held that week."
            )
        else:
            record_repeat_meeting(child, by=by, level=level, reached_on=reached_on, held_at=held_at, chair="Team manager")


def record_missed_interviews(council: Agency, *, by: User, provider: Agency) -> None:
    """Record for old returns without an interview that none was offered, as a monthly review would."""
    interviewing_agency = provider if provider.serves.filter(pk=council.pk).exists() else council
    without_offer = Episode.objects.counted().filter(child__council=council, coverage=None, returned_at__lt=now() - LONG_AGO)
    for episode in without_offer.select_related("child"):
        returned = episode.returned_at
        if returned is None:
            continue
        with at(returned + timedelta(days=16)):
            interview = allocate([episode], by=by, provider=interviewing_agency)
            end_without_interview(
                interview,
                by=by,
                version=interview.version,
                outcome=Outcome.NOT_OFFERED,
                because="Missed: found in the monthly review.",
                manager="Service manager",
            )
