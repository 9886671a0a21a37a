"""What a school is told through its council's education officer: that a child is missing or back, when, and whom to ask.

No more: not why, not from where, not how worried anyone is. An officer's own door lets through only children of school age
who are missing or lately back; to any other page it opens nothing.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from waylight.access.visibility import SCHOOL_IS_TOLD_FOR, told_for_school
from waylight.accounts.models import Membership, User
from waylight.accounts.roles import Role
from waylight.core.clock import now
from waylight.core.school_age import in_school_hours
from waylight.episodes.episode import Episodes
from waylight.episodes.models import Episode


@dataclass(frozen=True)
class SchoolNotice:
    """One episode as a school may hear of it. `ask` is who answers for it, by name where there is one who still works here."""

    episode: Episode
    in_school_hours: bool
    ask: Sequence[str]


def missing_now(user: User) -> Episodes:
    """The longest first."""
    return _shareable_episodes(user).filter(returned_at=None).order_by("started_at")


def recently_back(user: User) -> Episodes:
    """The latest first."""
    return _shareable_episodes(user).filter(returned_at__gte=now() - SCHOOL_IS_TOLD_FOR).order_by("-returned_at", "pk")


def notices(episodes: Iterable[Episode]) -> list[SchoolNotice]:
    told = list(episodes)
    coordinators = _coordinators({episode.child.council_id for episode in told})
    return [
        SchoolNotice(
            episode,
            in_school_hours(episode.started_at, episode.returned_at or now()),
            [episode.owner.name] if episode.owner and episode.owner.is_active else coordinators[episode.child.council_id],
        )
        for episode in told
    ]


def _shareable_episodes(user: User) -> Episodes:
    told = Episode.objects.filter(told_for_school(user, path="child"))
    return told.counted().select_related("child__council", "owner")


def _coordinators(councils: set[UUID]) -> Mapping[UUID, list[str]]:
    names: dict[UUID, list[str]] = defaultdict(list)
    held = Membership.objects.current().filter(role=Role.COORDINATOR, agency__in=councils, user__is_active=True)
    for council, name in held.order_by("user__name").values_list("agency", "user__name"):
        names[council].append(name)
    return names
