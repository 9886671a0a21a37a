"""Short made-up lives: children who are missing now, came back lately, or long ago."""

from datetime import timedelta
from itertools import count

from waylight.accounts.models import User
from waylight.core.clock import now
from waylight.episodes.choices import Assessor, CheckStatus, RiskLevel
from waylight.episodes.models import Episode, RiskAssessment, SafeAndWellCheck
from waylight.interviews.models import Coverage, Interview
from waylight.people.actions import add_child
from waylight.people.models import Child

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
_numbers = count(1)


def another_child(cast, council=None, **more: str) -> Child:
    number = next(_numbers)
    born_on = (now() - 14 * 366 * DAY).date()
    return add_child(
        by=None, council=council or cast.harrowmere, forename="Robin", surname=f"Vale{number}", born_on=born_on, **more
    )


def out(child: Child, *, hours: float, owner: User | None = None) -> Episode:
    """Missing for so many hours, and still."""
    at = now() - hours * HOUR
    return Episode.objects.create(child=child, started_at=at, reported_at=at + HOUR / 2, owner=owner)


def back(child: Child, *, ago: timedelta, away: timedelta = 6 * HOUR, owner: User | None = None) -> Episode:
    """Came back so long ago."""
    at = now() - ago
    return Episode.objects.create(child=child, started_at=at - away, reported_at=at - away, returned_at=at, owner=owner)


def checked(episode: Episode) -> Episode:
    SafeAndWellCheck.objects.create(episode=episode, status=CheckStatus.DONE, done_at=episode.returned_at + HOUR)
    return episode


def interview(episode: Episode, **fields) -> Interview:
    """An interview that covers the episode, allocated when the child came back."""
    made = Interview.objects.create(child=episode.child, **{"allocated_at": episode.returned_at, **fields})
    Coverage.objects.create(episode=episode, interview=made)
    return made


def risk(episode: Episode, level: RiskLevel, by: Assessor = Assessor.POLICE) -> RiskAssessment:
    return RiskAssessment.objects.create(episode=episode, agency=by, level=level, assessed_at=episode.started_at + HOUR / 4)
