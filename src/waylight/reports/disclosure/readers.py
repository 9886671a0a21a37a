"""Which councils' figures a person may read, and in how much detail."""

from dataclasses import dataclass

from waylight.accounts.models import Membership, User
from waylight.accounts.permissions import Permission, RecordScope
from waylight.agencies.models import Agency, Kind


@dataclass(frozen=True)
class FiguresAccess:
    """What one person may do with one council's figures. `opens` shows small numbers and the children behind them."""

    council: Agency
    opens: bool
    publishes: bool


def figures_access_for(user: User) -> list[FiguresAccess]:
    """Return the councils for which this person may read figures, by name."""
    memberships: dict[Agency, list[Membership]] = {}
    for membership in user.current_memberships():
        if membership.has_permission(Permission.SEE_FIGURES):
            for council in _councils(membership):
                memberships.setdefault(council, []).append(membership)
    return [
        FiguresAccess(
            council,
            opens=any(membership.has_permission(Permission.OPEN_FIGURES) for membership in held),
            publishes=any(membership.has_permission(Permission.PUBLISH_FIGURES) for membership in held),
        )
        for council, held in sorted(memberships.items(), key=lambda pair: pair[0].name)
    ]


def _councils(membership: Membership) -> list[Agency]:
    if membership.records == RecordScope.WHOLE_FORCE:
        return list(membership.agency.serves.filter(kind=Kind.COUNCIL))
    return [membership.agency] if membership.agency.kind == Kind.COUNCIL else []


def figures_access_at(user: User, code: str) -> FiguresAccess | None:
    """Return what this person may do with the figures of a council; None when nothing."""
    return next((reading for reading in figures_access_for(user) if reading.council.authority_id == code), None)
