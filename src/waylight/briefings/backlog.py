"""Open duties of episodes that ended before the four weeks of Today: one page at a time, newest first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from django.db.models import Q

from waylight.accounts.models import User
from waylight.briefings.clocks import RECENTLY_BACK
from waylight.briefings.today import Task, tasks_for_episodes, with_open_duties, with_row_details
from waylight.core.clock import now
from waylight.episodes.episode import Episodes
from waylight.episodes.models import Episode

EPISODES_SHOWN = 40
EPISODES_READ = 5_000
# The years in which a child in these records can have come back. A date outside them is not a position.
PLAUSIBLE_YEARS = range(1900, 2200)


@dataclass(frozen=True)
class BacklogPosition:
    """A position in the order of returns, after which the next page begins."""

    at: datetime
    key: UUID

    def __str__(self) -> str:
        return f"{self.at.isoformat()}~{self.key}"

    @classmethod
    def read(cls, text: str) -> "BacklogPosition | None":
        """Return the position that is written in an address, or None for any other text, such as a time without a zone."""
        at, _, key = text.partition("~")
        try:
            instant = datetime.fromisoformat(at)
            return cls(instant.astimezone(UTC), UUID(key)) if instant.tzinfo and instant.year in PLAUSIBLE_YEARS else None
        except ValueError:
            return None


@dataclass(frozen=True)
class BacklogPage:
    """The open tasks of the returns from `until` back to `since`, and the position of the next page."""

    tasks: Sequence[Task]
    since: datetime | None
    until: datetime
    next_page: BacklogPosition | None


def backlog_for(user: User, before: BacklogPosition | None) -> BacklogPage:
    """Return the page of open tasks before a position. It reads at most EPISODES_READ episodes."""
    until = before.at if before else now() - RECENTLY_BACK
    earlier = Episode.objects.visible_to(user).filter(_before(before) if before else Q(returned_at__lt=until))
    earlier = earlier.order_by("-returned_at", "-pk")
    end = _end_of_page(earlier)
    page = earlier if end is None else earlier.filter(~_before(end))
    episodes = list(with_row_details(with_open_duties(page))[: EPISODES_SHOWN + 1])
    if len(episodes) > EPISODES_SHOWN:
        episodes = episodes[:EPISODES_SHOWN]
        end = _position_of(episodes[-1])
    return BacklogPage(tasks_for_episodes(user, episodes), end.at if end else None, until, end)


def _end_of_page(earlier: Episodes) -> BacklogPosition | None:
    """Return the position at which this page ends, or None when the rest of the history fits on it."""
    for at, key in earlier.values_list("returned_at", "pk")[EPISODES_READ - 1 : EPISODES_READ]:
        return BacklogPosition(at, key) if at else None
    return None


def _position_of(episode: Episode) -> BacklogPosition | None:
    return BacklogPosition(episode.returned_at, episode.pk) if episode.returned_at else None


def _before(position: BacklogPosition) -> Q:
    return Q(returned_at__lt=position.at) | Q(returned_at=position.at, pk__lt=position.key)
