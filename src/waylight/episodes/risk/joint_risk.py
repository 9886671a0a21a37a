"""How worried we are: what the agencies' separate views come to, and whether a low one has been agreed by both.

No child stands at low or no apparent risk on one agency's word: until police and social care have both put them there,
the risk shows as medium and the joint view is pending (All-Party Parliamentary Group inquiry, 2016).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from waylight.chronology.moments import Moment, Timeline
from waylight.episodes.choices import Assessor, RiskLevel

LEVELS_IN_ORDER = tuple(str(level) for level in RiskLevel.values)
NEEDS_BOTH = frozenset({RiskLevel.NONE_APPARENT.value, RiskLevel.LOW.value})
PARTNERS = (Assessor.POLICE.value, Assessor.SOCIAL_CARE.value)


class RiskView(Protocol):
    """One agency's view at one moment."""

    agency: str
    level: str
    assessed_at: datetime


@dataclass(frozen=True)
class CurrentRisk:
    """The risk as it stands: `level` is what to act on, "" when nobody has said; `pending` that both have not agreed."""

    level: str = ""
    pending: bool = False
    latest: RiskView | None = None


def current_risk(views: Iterable[RiskView]) -> CurrentRisk:
    """What the views come to, whatever order they are given in."""
    now = CurrentRisk()
    for now in _as_it_stood(views):  # noqa: B007 - the last one is wanted
        pass
    return now


def risk_moments(views: Iterable[RiskView]) -> Timeline:
    """When police or social care first said, when the child was last put at a low level on one word, when both agreed it."""
    views = list(views)
    set_low: datetime | None = None
    agreed: datetime | None = None
    for stood in _as_it_stood(views):
        at = stood.latest.assessed_at if stood.latest else None
        if stood.pending:
            set_low, agreed = set_low or at, None
        elif stood.level in NEEDS_BOTH:
            agreed = agreed or at
        else:
            set_low = agreed = None
    first = min((view.assessed_at for view in views if view.agency in PARTNERS), default=None)
    known = {
        Moment.RISK_ASSESSED: first,
        Moment.LOW_RISK_SET: set_low,
        Moment.RISK_AGREED: agreed if set_low else None,
    }
    return {moment: at for moment, at in known.items() if at is not None}


def _as_it_stood(views: Iterable[RiskView]) -> Iterable[CurrentRisk]:
    """The standing after each view, oldest first."""
    latest: dict[str, RiskView] = {}
    for view in sorted(views, key=lambda view: view.assessed_at):
        latest[view.agency] = view
        said = {agency: latest[agency].level for agency in PARTNERS if agency in latest}
        levels = list(said.values()) or [each.level for each in latest.values()]
        highest = max(levels, key=LEVELS_IN_ORDER.index)
        pending = highest in NEEDS_BOTH and len(said) < len(PARTNERS)
        yield CurrentRisk(RiskLevel.MEDIUM.value if pending else highest, pending, view)
