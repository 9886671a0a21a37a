"""What makes a missing child's risk higher: the factors every assessment asks about, drawn from police and council forms."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Factor:
    code: str
    words: str


@dataclass(frozen=True, slots=True)
class Group:
    """Factors asked about together."""

    title: str
    factors: tuple[Factor, ...]


GROUPS = (
    Group(
        "Health and safety",
        (
            Factor("medication", "Needs medication or urgent care"),
            Factor("self_harm", "Self-harm or talk of suicide"),
            Factor("mental_health", "Mental ill-health"),
            Factor("disability", "A disability, or trouble making themselves understood"),
            Factor("pregnancy", "Pregnant"),
            Factor("intoxicated", "Had drunk or taken drugs when last seen"),
            Factor("weapons", "May carry a weapon, or threatened someone"),
        ),
    ),
    Group(
        "People who may harm them",
        (
            Factor("exploitation", "Signs of sexual or criminal exploitation"),
            Factor("county_lines", "County lines"),
            Factor("unknown_adults", "Unknown adults or vehicles"),
            Factor("online", "Contact with someone met online"),
            Factor("radicalisation", "Drawn towards extremism"),
            Factor("trafficked", "May have been trafficked, or arrived in the area in the last few days"),
            Factor("forced_marriage", "Forced marriage or so-called honour-based abuse"),
            Factor("domestic_abuse", "Domestic abuse at home or in a relationship"),
            Factor("with_child_at_risk", "Missing with another child at risk"),
        ),
    ),
    Group(
        "What is going on for them",
        (
            Factor("out_of_character", "Out of character"),
            Factor("family_conflict", "An argument, or abuse at home"),
            Factor("placement_move", "Moved placement recently"),
            Factor("contact_event", "An anniversary, or contact with family"),
            Factor("school", "Trouble at school"),
            Factor("bail_or_curfew", "Bail, a curfew or a court date"),
            Factor("planned", "Planned: packed, or took money or documents"),
        ),
    ),
    Group(
        "Their situation while missing",
        (
            Factor("no_means", "No phone, no money"),
            Factor("weather", "Weather or time of day"),
            Factor("harmed_before", "Came to harm while missing before"),
            Factor("often_missing", "Missing often"),
            Factor("carer_cannot_say", "Their carer cannot judge the risk"),
        ),
    ),
)
FACTORS = {factor.code: factor for group in GROUPS for factor in group.factors}
