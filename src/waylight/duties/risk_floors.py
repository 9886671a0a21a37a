"""Rules that advise the lowest level of risk for a missing child, each with its source.

A worker may choose a lower level with a reason. The ages come from the council's protocol.
"""

from collections.abc import Callable
from dataclasses import dataclass

from waylight.agencies.police_sources import POLICE_SOURCES
from waylight.core.sources import COVENTRY, INQUIRY, LONDON, MERSEYSIDE, Source
from waylight.duties.protocol import NATIONAL, Protocol

EXPLOITATION_FLAGS = frozenset({"CSE", "CCE", "COUNTY_LINES", "GANG", "OCG", "TRAFFICKING", "MSHT"})


@dataclass(frozen=True, kw_only=True)
class Circumstances:
    """What the rules need to know about a missing child. `flags` contains pairs of stored codes: the kind and the source."""

    age: int
    flags: frozenset[tuple[str, str]] = frozenset()
    looked_after: bool = False
    protection_plan: bool = False

    def flagged(self, kinds: frozenset[str], by: frozenset[str] | None = None) -> bool:
        return any(kind in kinds and (by is None or source in by) for kind, source in self.flags)


@dataclass(frozen=True, kw_only=True)
class RiskFloor:
    """One rule. `minimum_level` is the stored code of a risk level, or "" when the advice names no level."""

    code: str
    advice: str
    minimum_level: str
    source: Source
    applies: Callable[[Circumstances, Protocol], bool]


RISK_FLOORS = (
    RiskFloor(
        code="exploitation-police",
        advice="There is a police exploitation flag. Keep the risk at high until an inspector lowers it.",
        minimum_level="HIGH",
        source=MERSEYSIDE.at("exploitation"),
        applies=lambda child, _: child.flagged(EXPLOITATION_FLAGS, POLICE_SOURCES),
    ),
    RiskFloor(
        code="exploitation",
        advice="There is an exploitation flag. Consider first whether the risk is high.",
        minimum_level="MEDIUM",
        source=LONDON.at("levels of risk"),
        applies=lambda child, _: child.flagged(EXPLOITATION_FLAGS) and not child.flagged(EXPLOITATION_FLAGS, POLICE_SOURCES),
    ),
    RiskFloor(
        code="young",
        advice="A child this young is at higher risk from the start. Treat them as missing immediately.",
        minimum_level="MEDIUM",
        source=COVENTRY.at("younger children"),
        applies=lambda child, protocol: child.age <= protocol.risk_higher_to_age,
    ),
    RiskFloor(
        code="never-absent",
        advice="Do not record a child this young as absent.",
        minimum_level="",
        source=MERSEYSIDE.at("children recorded as absent"),
        applies=lambda child, protocol: child.age <= protocol.risk_never_absent_to_age,
    ),
    RiskFloor(
        code="in-our-care",
        advice="The child is looked after or on a child protection plan. Agree a low risk with their social worker first.",
        minimum_level="",
        source=INQUIRY.at("children in care and on protection plans"),
        applies=lambda child, _: child.looked_after or child.protection_plan,
    ),
    RiskFloor(
        code="never-low-alone",
        advice="The risk is low, or not apparent, only when police and social care both agree that it is.",
        minimum_level="",
        source=INQUIRY.at("joint assessment"),
        applies=lambda _child, _protocol: True,
    ),
)


def risk_floors_for(child: Circumstances, protocol: Protocol = NATIONAL) -> list[RiskFloor]:
    """Return the rules that apply to this child, the highest level first."""
    return [floor for floor in RISK_FLOORS if floor.applies(child, protocol)]
