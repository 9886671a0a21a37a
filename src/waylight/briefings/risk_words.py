"""Sentences that say which agencies' views a level of risk is based on."""

from waylight.briefings.risk_reviews import IN_A_SENTENCE
from waylight.episodes.choices import Assessor, RiskLevel
from waylight.episodes.risk.joint_risk import CurrentRisk

LEVELS = {level.value: str(level.label).lower() for level in RiskLevel}


def who_gave_a_view(risk: CurrentRisk, *, over: bool = False) -> str:
    """Say who has given a view when a partner has not, and when the rule set the level; "" when both have.

    `over` means that the child is back, so that no further view is awaited.
    """
    if not risk.awaited:
        return ""
    given = " and ".join(f"{_agency(view.agency)} ({LEVELS[view.level]})" for view in risk.views)
    awaited = " and ".join(map(_agency, risk.awaited))
    parts = [
        f"Only {given} gave a view." if over else f"Only {given} {_have(risk)} given a view. The view of {awaited} is awaited."
    ]
    if risk.pending:
        until = "Police and social care did not both give" if over else "Until police and social care have both given"
        parts.append(f"{until} a low level, {'so ' if over else ''}the rule sets the risk to medium.")
    return " ".join(parts)


def views_in_short(risk: CurrentRisk) -> str:
    """Return each view in a few words: "Police: low"."""
    return "; ".join(f"{Assessor(view.agency).label}: {LEVELS[view.level]}" for view in risk.views)


def _agency(code: str) -> str:
    return IN_A_SENTENCE[Assessor(code)]


def _have(risk: CurrentRisk) -> str:
    alone = len(risk.views) == 1 and risk.views[0].agency != Assessor.POLICE
    return "has" if alone else "have"
