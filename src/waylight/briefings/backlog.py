"""What was left unfinished from before the four weeks that Today judges: a stretch at a time, newest first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from django.db.models import Q

from waylight.accounts.models import User
from waylight.briefings.today import RECENT, Task, tasks_for_episodes, with_open_duties, with_row_details
from waylight.core.clock import now
from waylight.episodes.episode import Episodes
from waylight.episodes.models import Episode

EPISODES_SHOWN = 40
EPISODES_LOOKED_AT = 5_000
# Any year in which a child whose record this is can have come back.
LIVED = range(1900, 2200)


@dataclass(frozen=True)
class BacklogPosition:
    """A place in the order of returns, from which to look further back."""

    at: datetime
    key: UUID

    def __str__(self) -> str:
        return f"{self.at.isoformat()}~{self.key}"

    @classmethod
    def read(cls, said: str) -> "BacklogPosition | None":
        """The place an address names; nowhere when it names none, or a time of no zone or of no calendar."""
        at, _, key = said.partition("~")
        try:
            instant = datetime.fromisoformat(at)
            return cls(instant.astimezone(UTC), UUID(key)) if instant.tzinfo and instant.year in LIVED else None
        except ValueError:
            return None


@dataclass(frozen=True)
class BacklogPage:
    """One stretch: what is unfinished among the returns from `until` back to `since`, and where the next begins."""

    tasks: Sequence[Task]
    since: datetime | None
    until: datetime
    further: BacklogPosition | None


def backlog_for(user: User, before: BacklogPosition | None) -> BacklogPage:
    """The next unfinished episodes before a place. However long the history, only so many are looked at a time."""
    until = before.at if before else now() - RECENT
    past = Episode.objects.visible_to(user).filter(_before(before) if before else Q(returned_at__lt=until))
    past = past.order_by("-returned_at", "-pk")
    end = _end_of(past)
    stretch = past if end is None else past.filter(~_before(end))
    found = list(with_row_details(with_open_duties(stretch))[: EPISODES_SHOWN + 1])
    if len(found) > EPISODES_SHOWN:
        found = found[:EPISODES_SHOWN]
        end = _place(found[-1])
    return BacklogPage(tasks_for_episodes(user, found), end.at if end else None, until, end)


def _end_of(past: Episodes) -> BacklogPosition | None:
    """Where one look ends; nowhere when what is left fits in it."""
    for at, key in past.values_list("returned_at", "pk")[EPISODES_LOOKED_AT - 1 : EPISODES_LOOKED_AT]:
        return BacklogPosition(at, key) if at else None
    return None


def _place(episode: Episode) -> BacklogPosition | None:
    return BacklogPosition(episode.returned_at, episode.pk) if episode.returned_at else None


def _before(place: BacklogPosition) -> Q:
    return Q(returned_at__lt=place.at) | Q(returned_at=place.at, pk__lt=place.key)
