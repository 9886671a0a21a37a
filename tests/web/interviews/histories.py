"""Amina's returns and interviews, as far as a story needs them."""

from datetime import timedelta

from waylight.config.demonstration.cast import Cast
from waylight.core import clock
from waylight.core.clock import now
from waylight.episodes.actions import ReportedTime, record_return, report_missing
from waylight.episodes.models import Episode
from waylight.interviews.actions import accept, allocate, hold
from waylight.interviews.models import Interview

HOUR = timedelta(hours=1)
IN_TIME = 72 * HOUR


def back(cast: Cast, hours_ago: float, *, since: timedelta = 2 * HOUR) -> Episode:
    """Amina, back that long ago after so many hours."""
    returned = now() - hours_ago * HOUR
    with clock.at(returned - since):
        episode = report_missing(
            cast.amina, by=cast.okoro, last_seen=ReportedTime(at=now()), reported=ReportedTime(at=now()),
            missing_from="FAMILY_HOME",
            reported_by="her mother",
        )  # fmt: skip
    with clock.at(returned):
        return record_return(episode, by=cast.okoro, version=episode.version, returned=ReportedTime(at=now()))


def allocated(cast: Cast, *episodes: Episode, accepted: bool = False) -> Interview:
    interview = allocate(
        episodes or [back(cast, 20)], by=cast.priya, provider=cast.provider, because="With the same friends", within=IN_TIME
    )
    return accept(interview, by=cast.marcus, version=interview.version) if accepted else interview


def heard(cast: Cast, *episodes: Episode) -> Interview:
    """Held an hour ago, and not written up."""
    interview = allocated(cast, *episodes, accepted=True)
    return hold(interview, by=cast.marcus, version=interview.version, held_at=now() - HOUR, mode="FACE", seen_alone=True)
