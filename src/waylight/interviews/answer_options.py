"""The answers that the return interview form offers: stored codes and their labels."""

type Options = tuple[tuple[str, str], ...]

PUSH: Options = (
    ("FAMILY_ARGUMENT", "An argument at home"),
    ("ABUSE", "Being hurt or frightened at home"),
    ("NEGLECT", "Not being looked after"),
    ("DA_HOME", "Violence between adults at home"),
    ("PARENT_SUBSTANCE", "A parent's drinking, drugs or mental health"),
    ("STEP_FAMILY", "A step-parent or new family"),
    ("BOUNDARIES", "Rules they disagree with"),
    ("BOREDOM", "Boredom"),
    ("PLACEMENT_UNHAPPY", "Unhappy where they live"),
    ("PLACEMENT_MOVE", "A move they did not want"),
    ("PEER_IN_PLACEMENT", "Another young person where they live"),
    ("STAFF_CONFLICT", "Trouble with staff or a carer"),
    ("CONTACT_DENIED", "Not being able to see someone"),
    ("FAR_FROM_HOME", "Being far from home"),
    ("FEELS_POWERLESS", "Feeling that no one listens"),
    ("BULLYING", "Bullying"),
    ("SCHOOL_PROBLEM", "Trouble at school"),
    ("EXCLUSION", "Being excluded from school"),
    ("MENTAL_HEALTH", "How they were feeling"),
    ("FEAR_THREAT", "Someone threatening them"),
    ("FORCED_MARRIAGE", "Fear of a forced marriage or honour-based abuse"),
    ("IMMIGRATION_FEAR", "Fear about their immigration status"),
    ("DEBT", "Owing money"),
)
PULL: Options = (
    ("FAMILY", "Family"),
    ("SIBLING", "A brother or sister"),
    ("FRIENDS", "Friends"),
    ("PARTNER", "A boyfriend or girlfriend"),
    ("OLDER_PARTNER", "An older boyfriend or girlfriend"),
    ("PARTY", "A party or night out"),
    ("DRUGS_ALCOHOL", "Drink or drugs"),
    ("MONEY_WORK", "Money or work"),
    ("GANG_STATUS", "Being part of a group"),
    ("ONLINE_CONTACT", "Someone met online"),
    ("EXPLOITER", "Someone who uses them"),
    ("FREEDOM", "Freedom"),
    ("HOME_AREA", "The place they come from"),
    ("THRILL", "The thrill"),
    ("PROTECT_OTHER", "Protecting someone"),
)
TRAVEL: Options = (
    ("WALK", "On foot"),
    ("BUS", "Bus"),
    ("TRAIN", "Train"),
    ("TRAM", "Tram"),
    ("TAXI", "Taxi"),
    ("CAR", "Someone's car"),
    ("BIKE", "Bicycle"),
    ("OTHER", "Another way"),
)
SUBSTANCES: Options = (("ALCOHOL", "Alcohol"), ("CANNABIS", "Cannabis"), ("VAPES", "Vapes"), ("OTHER", "Something else"))
EXPLOITATION_SIGNS: Options = (
    ("GIFTS", "Gifts or money they cannot explain"),
    ("SECOND_PHONE", "A second phone"),
    ("OLDER_PEOPLE", "Older people around them"),
    ("UNKNOWN_CARS", "Picked up or dropped off by unknown cars"),
    ("FAR_AWAY", "Found far from home"),
    ("CARRYING", "Asked to carry or hold something"),
    ("HOTELS", "Hotels or strangers' homes"),
    ("SECRECY", "Secretive or frightened"),
)
EXPLOITATION_VIEW: Options = (("NONE", "No sign"), ("POSSIBLE", "Possible"), ("LIKELY", "Likely"), ("CLEAR", "Clear"))
YES_NO: Options = (("yes", "Yes"), ("no", "No"), ("declined", "Would rather not say"))
SHARED_WITH: Options = (
    ("SW", "Social worker"),
    ("POLICE", "Police"),
    ("CARER", "Carer"),
    ("PARENT", "Parent"),
    ("SCHOOL", "School"),
    ("HEALTH", "Health"),
)
ZERO_TO_TEN: Options = tuple((str(number), str(number)) for number in range(11))
PLANNED_OR_SUDDEN: Options = (("PLANNED", "Planned"), ("SUDDEN", "Sudden"), ("BOTH", "A bit of both"))
SLEEPING_PLACES: Options = (("INDOORS", "Indoors"), ("OUTSIDE", "Outside"), ("BOTH", "Both"), ("NOT", "Did not sleep"))
THINGS_GIVEN: Options = (
    ("FOOD", "Food"),
    ("MONEY", "Money"),
    ("GIFTS", "Gifts"),
    ("PHONE", "A phone or credit"),
    ("CLOTHES", "Clothes"),
    ("DRUGS", "Drink, drugs or vapes"),
)
HARMS: Options = (
    ("HURT", "Hit or hurt"),
    ("THREATENED", "Threatened"),
    ("SEXUAL", "Touched or asked in a sexual way"),
    ("FORCED", "Forced or pressured"),
    ("KEPT", "Kept somewhere or not let go"),
)
SUPPORT_NEEDED: Options = (
    ("SCREENING", "Exploitation screening"),
    ("STRATEGY", "Strategy discussion"),
    ("NRM", "Referral to the National Referral Mechanism"),
    ("PLAN", "Change of plan"),
    ("HEALTH", "Health or mental health"),
    ("ADVOCATE", "An advocate or mentor"),
)
