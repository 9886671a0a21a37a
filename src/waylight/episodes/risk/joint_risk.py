"""The current risk: one level from the views of several agencies, and whether the agencies agree a low level.

One agency alone cannot give a child low or no apparent risk. Until the police and social care have both given such a level, the
risk is medium and the joint view is pending (inquiry of the All-Party Parliamentary Group, 2016).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from waylight.chronology.moments import Moment
from waylight.chronology.timeline import Timeline
from waylight.episodes.choices import Assessor, RiskLevel

LEVELS_IN_ORDER = tuple(str(level) for level in RiskLevel.values)
NEEDS_BOTH = frozenset({RiskLevel.NONE_APPARENT.value, RiskLevel.LOW.value})
PARTNERS = (Assessor.POLICE.value, Assessor.SOCIAL_CARE.value)


class AgencyView(Protocol):
    """One agency's view at one time: an assessment, saved or not."""

    agency: str
    level: str
    assessed_at: datetime


@dataclass(frozen=True)
class CurrentRisk:
    """The level to act on, "" without any view. `pending`: a low level that the police and social care have not both given.

    `views` has the latest view of each agency that gave one.
    """

    level: str = ""
    pending: bool = False
    latest: AgencyView | None = None
    views: tuple[AgencyView, ...] = ()

    @property
    def awaited(self) -> tuple[str, ...]:
        """The partners who have given no view, when another agency has."""
        given = {view.agency for view in self.views}
        return tuple(agency for agency in PARTNERS if given and agency not in given)


def current_risk(views: Iterable[AgencyView]) -> CurrentRisk:
    """Return the risk after the latest view. The views may be in any order."""
    latest = CurrentRisk()
    for latest in _risk_after_each(views):  # noqa: B007 - only the last one is needed
        pass
    return latest


def risk_moments(views: Iterable[AgencyView]) -> Timeline:
    """Return when the police or social care first assessed the risk, when a low level became pending, and when both agreed it.

    A view above low removes the last two moments, and a later low level starts them again. A carer's view starts none of them.
    A low level that was never pending has neither.
    """
    views = [view for view in views if view.agency in PARTNERS]
    pending_at: datetime | None = None
    agreed_at: datetime | None = None
    for risk in _risk_after_each(views):
        at = risk.latest.assessed_at if risk.latest else None
        if risk.pending:
            pending_at, agreed_at = pending_at or at, None
        elif risk.level in NEEDS_BOTH:
            agreed_at = agreed_at or at
        else:
            pending_at = agreed_at = None
    first = min((view.assessed_at for view in views), default=None)
    times = {
        Moment.RISK_ASSESSED: first,
        Moment.LOW_RISK_SET: pending_at,
        Moment.RISK_AGREED: agreed_at if pending_at else None,
    }
    return Timeline({moment: at for moment, at in times.items() if at is not None})


def _risk_after_each(views: Iterable[AgencyView]) -> Iterable[CurrentRisk]:
    """Yield the risk after each view, from the oldest view to the latest."""
    latest: dict[str, AgencyView] = {}
    for view in sorted(views, key=lambda view: view.assessed_at):
        latest[view.agency] = view
        partner_levels = {agency: latest[agency].level for agency in PARTNERS if agency in latest}
        levels = list(partner_levels.values()) or [each.level for each in latest.values()]
        highest = max(levels, key=LEVELS_IN_ORDER.index)
        pending = highest in NEEDS_BOTH and len(partner_levels) < len(PARTNERS)
        yield CurrentRisk(RiskLevel.MEDIUM.value if pending else highest, pending, view, tuple(latest.values()))
