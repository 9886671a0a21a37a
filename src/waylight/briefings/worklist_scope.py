"""Whether a task belongs to this person, to their team, or is not allocated."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from uuid import UUID

from waylight.access.visibility import restrict_to_children
from waylight.accounts.models import User
from waylight.accounts.permissions import Permission, RecordScope
from waylight.accounts.roles import Role
from waylight.duties.language.terms import DutyHolder
from waylight.episodes.models import Episode
from waylight.interviews.models import Interview
from waylight.people.models import Child

COUNCIL_SCOPES = frozenset({RecordScope.WHOLE_COUNCIL, RecordScope.OWN_CASES})
COUNCIL_OWES = frozenset({DutyHolder.COUNCIL, DutyHolder.POLICE_AND_COUNCIL})
POLICE_OWE = frozenset({DutyHolder.POLICE, DutyHolder.POLICE_AND_COUNCIL})


class Assignee(StrEnum):
    ALL = "all"
    MINE = "mine"
    TEAM = "team"
    UNALLOCATED = "unallocated"


@dataclass(frozen=True)
class WorklistScope:
    """What one person and their team are responsible for, and what this person may accept or own."""

    user: User
    user_for_child: Mapping[UUID, User] = field(default_factory=dict)

    @classmethod
    def for_children(cls, user: User, children: Collection[UUID]) -> "WorklistScope":
        """Return the scope of a user who may see these children, possibly by different roles."""
        return cls(user, restrict_to_children(user, children))

    def for_child(self, child: UUID) -> "WorklistScope":
        """Return the scope restricted to the roles by which this person sees the child."""
        user = self.user_for_child.get(child, self.user)
        return self if user is self.user else WorklistScope(user)

    @cached_property
    def roles(self) -> frozenset[Role]:
        return self.user.roles()

    @cached_property
    def agencies(self) -> frozenset[UUID]:
        return frozenset(membership.agency_id for membership in self.user.current_memberships())

    @cached_property
    def teams(self) -> frozenset[str]:
        """The council teams this person works in; empty for someone who works across all teams."""
        council = [item for item in self.user.current_memberships() if item.records in COUNCIL_SCOPES]
        return frozenset() if any(not item.team for item in council) else frozenset(item.team for item in council)

    def has_permission(self, *permissions: Permission) -> bool:
        return self.user.has_permission(*permissions)

    def sees(self, *scopes: RecordScope) -> bool:
        return self.user.sees(*scopes)

    @property
    def only_interviews(self) -> bool:
        """Whether this person works only on return interviews: no other role of theirs shows children."""
        return self.sees(RecordScope.REFERRED) and not self.sees(
            RecordScope.WHOLE_COUNCIL, RecordScope.WHOLE_FORCE, RecordScope.OWN_CASES, RecordScope.RESIDENTS
        )

    def team_covers_child(self, child: Child) -> bool:
        """Return whether this person's team is responsible for a child who is missing."""
        if self.sees(RecordScope.WHOLE_FORCE, RecordScope.RESIDENTS, RecordScope.REFERRED):
            return True
        return child.council_id in self.agencies and (not self.teams or child.team in self.teams)

    def team_has_duty(self, owner: str, child: Child, interview: Interview | None) -> bool:
        """Return whether a duty belongs to this person's team."""
        if self.sees(RecordScope.WHOLE_FORCE) and owner in POLICE_OWE:
            return True
        if self.sees(RecordScope.REFERRED):
            return interview is not None and interview.provider_id in self.agencies
        if self.sees(RecordScope.WHOLE_COUNCIL, RecordScope.OWN_CASES) and owner in COUNCIL_OWES:
            return child.council_id in self.agencies and (not self.teams or child.team in self.teams)
        return self.sees(RecordScope.RESIDENTS)

    def may_take_on(self, episode: Episode) -> bool:
        return episode.owner_id is None and self.has_permission(Permission.OWN_EPISODES)

    def may_accept(self, interview: Interview | None) -> bool:
        unaccepted = interview is not None and interview.accepted_at is None and not interview.outcome
        return (
            unaccepted
            and self.has_permission(Permission.HOLD_INTERVIEWS)
            and interview is not None
            and interview.provider_id in self.agencies
        )

    @property
    def may_allocate(self) -> bool:
        return self.has_permission(Permission.ALLOCATE_INTERVIEWS)
