"""What a council's education officer may pass on to a school: that a child is missing or back, when, and whom to contact.

A school is not told why, from where, or the risk (the partnership's minimum view). The officer's own visibility rule covers
only children of school age who are missing or came back recently, and gives access to no other page.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db.models import Q

from waylight.access.visibility import school_age_children
from waylight.accounts.models import Membership, User
from waylight.accounts.roles import Role
from waylight.core.ages import in_school_hours
from waylight.core.clock import now
from waylight.episodes.episode import Episodes
from waylight.episodes.models import Episode

# Four weeks, as Today shows the duties of a child who is back: long enough to correct a school's register.
SCHOOL_IS_TOLD_FOR = timedelta(days=28)


@dataclass(frozen=True)
class SchoolNotice:
    """One episode as a school may learn of it. `contacts` names the owner if they still work here, otherwise the coordinators."""

    episode: Episode
    in_school_hours: bool
    contacts: Sequence[str]


def missing_now(user: User) -> Episodes:
    """Return episodes still open, the longest first."""
    return shareable_episodes(user).filter(returned_at=None).order_by("started_at")


def recently_back(user: User) -> Episodes:
    """Return episodes that ended recently, the latest first."""
    return shareable_episodes(user).exclude(returned_at=None).order_by("-returned_at", "pk")


def notices(episodes: Iterable[Episode]) -> list[SchoolNotice]:
    shareable = list(episodes)
    coordinators = _coordinators({episode.child.council_id for episode in shareable})
    return [
        SchoolNotice(
            episode,
            in_school_hours(episode.started_at, episode.returned_at or now()),
            [episode.owner.name] if episode.owner and episode.owner.is_active else coordinators[episode.child.council_id],
        )
        for episode in shareable
    ]


def shareable_episodes(user: User) -> Episodes:
    """Return the episodes of missing that this officer may pass on: open, or ended within SCHOOL_IS_TOLD_FOR."""
    current = Q(returned_at=None) | Q(returned_at__gte=now() - SCHOOL_IS_TOLD_FOR)
    shareable = Episode.objects.filter(school_age_children(user, path="child"))
    return shareable.filter(current).counted().select_related("child__council", "owner")


def _coordinators(councils: set[UUID]) -> Mapping[UUID, list[str]]:
    names: dict[UUID, list[str]] = defaultdict(list)
    memberships = Membership.objects.current().filter(role=Role.COORDINATOR, agency__in=councils, user__is_active=True)
    for council, name in memberships.order_by("user__name").values_list("agency", "user__name"):
        names[council].append(name)
    return names
