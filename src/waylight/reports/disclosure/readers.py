"""Which councils' figures a person may read, and in how much detail."""

from dataclasses import dataclass

from waylight.accounts.models import User
from waylight.accounts.roles import OPENS_FIGURES, PUBLISHES_FIGURES, SEES_FIGURES, WHOLE_FORCE, Role
from waylight.agencies.models import Agency, Kind


@dataclass(frozen=True)
class FiguresAccess:
    """What one person may do with one council's figures. `opens` shows small numbers and the children behind them."""

    council: Agency
    opens: bool
    publishes: bool


def figures_access_for(user: User) -> list[FiguresAccess]:
    """Return every council whose figures this person may read, by name."""
    roles: dict[Agency, set[Role]] = {}
    for membership in user.current_memberships():
        role = Role(membership.role)
        if role in SEES_FIGURES:
            for council in _councils(membership.agency, role):
                roles.setdefault(council, set()).add(role)
    return [
        FiguresAccess(council, bool(held & OPENS_FIGURES), bool(held & PUBLISHES_FIGURES))
        for council, held in sorted(roles.items(), key=lambda pair: pair[0].name)
    ]


def _councils(agency: Agency, role: Role) -> list[Agency]:
    if role in WHOLE_FORCE:
        return list(agency.serves.filter(kind=Kind.COUNCIL))
    return [agency] if agency.kind == Kind.COUNCIL else []


def figures_access_at(user: User, code: str) -> FiguresAccess | None:
    """Return what this person may do with the figures of a council; None when nothing."""
    return next((reading for reading in figures_access_for(user) if reading.council.authority_id == code), None)
