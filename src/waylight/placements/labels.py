"""Labels for flags and placements. The codes are those of the council's extract and the SSDA903 return."""

from waylight.agencies.police_sources import POLICE_INTELLIGENCE

FLAGS = {
    "CSE": "Sexual exploitation",
    "CCE": "Criminal exploitation",
    "COUNTY_LINES": "County lines",
    "GANG": "Gangs",
    "OCG": "Organised crime",
    "SYV": "Serious youth violence",
    "RADICALISATION": "Radicalisation",
    "PREVENT": "Radicalisation",
    "TRAFFICKING": "Trafficking",
    "MSHT": "Trafficking",
    "UASC": "Unaccompanied asylum-seeking child",
    "FORCED_MARRIAGE": "Forced marriage",
    "HBV": "Honour-based abuse",
    "FGM": "Female genital mutilation",
    "DA_VICTIM": "Domestic abuse",
    "SELF_HARM": "Self-harm",
    "SUICIDE": "Suicide",
    "MENTAL_HEALTH": "Mental health",
    "SUBSTANCE": "Drugs or alcohol",
    "LEARNING_DIS": "Learning disability",
    "ASD": "Autism",
    "MEDICAL": "Medical need",
    "YOUNG_CARER": "Young carer",
    "HSB": "Harmful sexual behaviour",
    "CARRIES_WEAPON": "Carries a weapon",
    "ONLINE": "Harm online",
    "CME": "Missing education",
    "EHE": "Home educated",
    "FAITH_ABUSE": "Abuse linked to faith",
    "HOMELESS_16_17": "Homeless at 16 or 17",
    "PREV_ABDUCTED": "Abducted before",
    POLICE_INTELLIGENCE: "Police intelligence",
}
LEVELS = {
    "SUSPECTED": "suspected",
    "EMERGING": "emerging",
    "SIGNIFICANT": "significant",
    "SERIOUS": "serious",
    "CONFIRMED": "confirmed",
    "HISTORIC": "in the past",
}
PLACEMENTS = {
    "A3": "Placed for adoption",
    "A4": "Placed for adoption",
    "A5": "Placed for adoption",
    "A6": "Placed for adoption",
    "H5": "Supported accommodation",
    "K1": "Secure children's home",
    "K2": "Children's home",
    "P1": "At home with parents",
    "P2": "Living independently",
    "P3": "Residential employment",
    "R1": "Residential care home",
    "R2": "Hospital or other health setting",
    "R3": "Family centre",
    "R5": "Custody",
    "S1": "Residential school",
    "U1": "Foster care with family or a friend",
    "U2": "Foster care with family or a friend",
    "U3": "Foster care with family or a friend",
    "U4": "Foster care",
    "U5": "Foster care",
    "U6": "Foster care",
    "Z1": "Another placement",
}


def flag_words(kind: str, level: str = "") -> str:
    """Return the label of a flag, such as "Sexual exploitation, suspected"."""
    words = FLAGS.get(kind, kind.replace("_", " ").capitalize())
    return f"{words}, {LEVELS.get(level, level.lower())}" if level else words


def placement_words(code: str) -> str:
    return PLACEMENTS.get(code, "Another placement")
