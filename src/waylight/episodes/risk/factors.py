"""The risk factors that every assessment asks about, from police and council forms."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RiskFactor:
    code: str
    label: str


@dataclass(frozen=True, slots=True)
class FactorGroup:
    title: str
    factors: tuple[RiskFactor, ...]


FACTOR_GROUPS = (
    FactorGroup(
        "Health and safety",
        (
            RiskFactor("medication", "Needs medication or urgent care"),
            RiskFactor("self_harm", "Self-harm or talk of suicide"),
            RiskFactor("mental_health", "Mental ill-health"),
            RiskFactor("disability", "A disability, or trouble making themselves understood"),
            RiskFactor("pregnancy", "Pregnant"),
            RiskFactor("intoxicated", "Had drunk or taken drugs when last seen"),
            RiskFactor("weapons", "May carry a weapon, or threatened someone"),
        ),
    ),
    FactorGroup(
        "People who may harm them",
        (
            RiskFactor("exploitation", "Signs of sexual or criminal exploitation"),
            RiskFactor("county_lines", "County lines"),
            RiskFactor("unknown_adults", "Unknown adults or vehicles"),
            RiskFactor("online", "Contact with someone met online"),
            RiskFactor("radicalisation", "Drawn towards extremism"),
            RiskFactor("trafficked", "May have been trafficked, or arrived in the area in the last few days"),
            RiskFactor("forced_marriage", "Forced marriage or so-called honour-based abuse"),
            RiskFactor("domestic_abuse", "Domestic abuse at home or in a relationship"),
            RiskFactor("with_child_at_risk", "Missing with another child at risk"),
        ),
    ),
    FactorGroup(
        "What is going on for them",
        (
            RiskFactor("out_of_character", "Out of character"),
            RiskFactor("family_conflict", "An argument, or abuse at home"),
            RiskFactor("placement_move", "Moved placement recently"),
            RiskFactor("contact_event", "An anniversary, or contact with family"),
            RiskFactor("school", "Trouble at school"),
            RiskFactor("bail_or_curfew", "Bail, a curfew or a court date"),
            RiskFactor("planned", "Planned: packed, or took money or documents"),
        ),
    ),
    FactorGroup(
        "Their situation while missing",
        (
            RiskFactor("no_means", "No phone, no money"),
            RiskFactor("weather", "Weather or time of day"),
            RiskFactor("harmed_before", "Came to harm while missing before"),
            RiskFactor("often_missing", "Missing often"),
            RiskFactor("carer_cannot_say", "Their carer cannot judge the risk"),
        ),
    ),
)
FACTORS = {factor.code: factor for group in FACTOR_GROUPS for factor in group.factors}
