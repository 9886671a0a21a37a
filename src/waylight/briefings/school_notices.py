"""What an education officer of a council may tell a school: that a child is missing or back, when, and whom to contact.

The officer does not tell a school why, from where, or the risk (the partnership's minimum view). The visibility rule for officers
covers only children of school age who are missing or came back recently, and opens no other page.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from waylight.access.visibility import school_age_children
from waylight.accounts.models import Membership, User
from waylight.accounts.roles import Role
from waylight.briefings.clocks import RECENTLY_BACK
from waylight.core.ages import in_school_hours
from waylight.core.clock import now
from waylight.episodes.episode import Episodes
from waylight.episodes.models import Episode


@dataclass(frozen=True)
class SchoolNotice:
    """What a school may know of one episode. `contacts` is the owner if their account is active, otherwise the coordinators."""

    episode: Episode
    in_school_hours: bool
    contacts: Sequence[str]


def missing_now(user: User) -> Episodes:
    """Return the episodes that are still open, the longest open first."""
    return shareable_episodes(user).filter(returned_at=None).order_by("started_at")


def recently_back(user: User) -> Episodes:
    """Return the episodes that ended recently, the latest return first."""
    return shareable_episodes(user).exclude(returned_at=None).order_by("-returned_at", "pk")


def notices(episodes: Iterable[Episode]) -> list[SchoolNotice]:
    shareable = list(episodes)
    coordinators = _coordinators({episode.child.council_id for episode in shareable})
    current = _current_owners(shareable)
    return [
        SchoolNotice(
            episode,
            in_school_hours(episode.started_at, episode.returned_at or now()),
            [episode.owner.name]
            if episode.owner and (episode.child.council_id, episode.owner_id) in current
            else coordinators[episode.child.council_id],
        )
        for episode in shareable
    ]


def shareable_episodes(user: User) -> Episodes:
    """Return the MISSING episodes of which this officer may tell a school: open, or ended within RECENTLY_BACK."""
    current = Q(returned_at=None) | Q(returned_at__gte=now() - RECENTLY_BACK)
    shareable = Episode.objects.filter(school_age_children(user, path="child"))
    return shareable.filter(current).counted().select_related("child__council", "owner")


def _current_owners(episodes: Iterable[Episode]) -> set[tuple[UUID, UUID | None]]:
    """Return the pairs of council and owner in which the owner works for that council today."""
    owners = {episode.owner_id for episode in episodes if episode.owner_id}
    memberships = Membership.objects.current().filter(user__in=owners, user__is_active=True)
    return set(memberships.values_list("agency", "user"))


def _coordinators(councils: set[UUID]) -> Mapping[UUID, list[str]]:
    names: dict[UUID, list[str]] = defaultdict(list)
    memberships = Membership.objects.current().filter(role=Role.COORDINATOR, agency__in=councils, user__is_active=True)
    for council, name in memberships.order_by("user__name").values_list("agency", "user__name"):
        names[council].append(name)
    return names
