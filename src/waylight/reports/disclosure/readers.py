"""Which councils' figures a person may read, and in how much detail."""

from dataclasses import dataclass

from waylight.accounts.models import User
from waylight.accounts.roles import OPENS_FIGURES, PUBLISHES_FIGURES, SEES_FIGURES, WHOLE_FORCE, Role
from waylight.agencies.models import Agency, Kind


@dataclass(frozen=True)
class FiguresAccess:
    """What one person may do with one council's figures. With `opens` they see small numbers and the children behind them."""

    council: Agency
    opens: bool
    publishes: bool


def figures_access_for(user: User) -> list[FiguresAccess]:
    """Return this person's access to the figures of each council, sorted by the council's name."""
    roles: dict[Agency, set[Role]] = {}
    for membership in user.current_memberships():
        role = Role(membership.role)
        if role in SEES_FIGURES:
            for council in _councils(membership.agency, role):
                roles.setdefault(council, set()).add(role)
    return [
        FiguresAccess(council, bool(council_roles & OPENS_FIGURES), bool(council_roles & PUBLISHES_FIGURES))
        for council, council_roles in sorted(roles.items(), key=lambda pair: pair[0].name)
    ]


def _councils(agency: Agency, role: Role) -> list[Agency]:
    if role in WHOLE_FORCE:
        return list(agency.serves.filter(kind=Kind.COUNCIL))
    return [agency] if agency.kind == Kind.COUNCIL else []


def figures_access_at(user: User, code: str) -> FiguresAccess | None:
    """Return this person's access to the figures of one council, or None."""
    return next((access for access in figures_access_for(user) if access.council.authority_id == code), None)
