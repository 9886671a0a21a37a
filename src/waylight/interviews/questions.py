"""The return interview's questions, section by section, in words a child can be asked."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    TEXT = "text"
    CHOICES = "choices"
    YES_NO = "yes or no"
    SCALE = "scale"


@dataclass(frozen=True)
class Question:
    """One question; `options` are (code, words) for choices."""

    code: str
    asks: str
    kind: Kind = Kind.TEXT
    options: tuple[tuple[str, str], ...] = ()
    hint: str = ""


@dataclass(frozen=True)
class Section:
    """A page of the form; a `needed` one is answered or marked as declined before the write-up is finished."""

    code: str
    title: str
    questions: tuple[Question, ...]
    needed: bool = False
    own_words: bool = False


PUSH = (
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
    ("FEELS_POWERLESS", "Feeling nobody listens"),
    ("BULLYING", "Bullying"),
    ("SCHOOL_PROBLEM", "Trouble at school"),
    ("EXCLUSION", "Being excluded from school"),
    ("MENTAL_HEALTH", "How they were feeling"),
    ("FEAR_THREAT", "Someone threatening them"),
    ("FORCED_MARRIAGE", "Fear of a forced marriage or honour-based abuse"),
    ("IMMIGRATION_FEAR", "Fear about their immigration status"),
    ("DEBT", "Owing money"),
)
PULL = (
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
TRAVEL = (
    ("WALK", "On foot"),
    ("BUS", "Bus"),
    ("TRAIN", "Train"),
    ("TRAM", "Tram"),
    ("TAXI", "Taxi"),
    ("CAR", "Someone's car"),
    ("BIKE", "Bicycle"),
    ("OTHER", "Another way"),
)
SUBSTANCES = (("ALCOHOL", "Alcohol"), ("CANNABIS", "Cannabis"), ("VAPES", "Vapes"), ("OTHER", "Something else"))
INDICATORS = (
    ("GIFTS", "Gifts or money they cannot explain"),
    ("SECOND_PHONE", "A second phone"),
    ("OLDER_PEOPLE", "Older people around them"),
    ("UNKNOWN_CARS", "Picked up or dropped by cars nobody knows"),
    ("FAR_AWAY", "Found far from home"),
    ("CARRYING", "Asked to carry or hold something"),
    ("HOTELS", "Hotels or strangers' homes"),
    ("SECRECY", "Secretive or frightened"),
)
VIEW = (("NONE", "No sign"), ("POSSIBLE", "Possible"), ("LIKELY", "Likely"), ("CLEAR", "Clear"))
YES_NO = (("yes", "Yes"), ("no", "No"), ("declined", "Would rather not say"))
SHARED_WITH = (
    ("SW", "Social worker"),
    ("POLICE", "Police"),
    ("CARER", "Carer"),
    ("PARENT", "Parent"),
    ("SCHOOL", "School"),
    ("HEALTH", "Health"),
)
TEN = tuple((str(number), str(number)) for number in range(11))

_ALL = (
    Section("before", "Before you went", (
        Question("before", "How were things before?"),
        Question("that_day", "What happened that day?"),
        Question("planned", "Had you planned it, or was it sudden?"),
        Question("told", "Did you tell anyone, or try to get help?"),
    )),
    Section("push", "What made you want to leave", (
        Question("push", "Which of these made you want to go?", Kind.CHOICES, PUSH, "Choose up to three."),
        Question("push_words", "In your own words"),
    ), needed=True),
    Section("pull", "What you were going to", (
        Question("pull", "Was there something or someone you wanted to be with?", Kind.CHOICES, PULL, "Choose up to three."),
        Question("pull_words", "In your own words"),
    ), needed=True),
    Section("where", "Where you were", (
        Question("places", "Where did you go, in order?"),
        Question("slept", "Where did you sleep?"),
        Question("before_there", "Had you been there before?", Kind.YES_NO, YES_NO),
    )),
    Section("whom", "Who you were with", (
        Question("whom", "Who were you with, and how do you know them?"),
        Question("older", "Was anyone older than you?", Kind.YES_NO, YES_NO),
        Question("others_missing", "Was anyone else missing too?"),
        Question("frightened", "Did anyone frighten you?"),
    )),
    Section("travel", "How you got about", (
        Question("travel", "How did you travel?", Kind.CHOICES, TRAVEL),
        Question("paid", "Who paid?"),
    )),
    Section("living", "How you managed", (
        Question("given", "Did anyone give you food, money, a phone, clothes or drugs?"),
        Question("asked", "Did anyone ask you to do, carry or keep something?"),
    )),
    Section("harm", "Whether you were hurt", (
        Question("harm", "Did anyone hurt you, threaten you, or make you do something you did not want?", Kind.YES_NO, YES_NO),
        Question("harm_words", "What happened, if you want to say"),
        Question("medical", "Do you need to see a doctor or nurse?", Kind.YES_NO, YES_NO),
    ), needed=True),
    Section("substances", "Drink and drugs", (
        Question("substances", "Was there any of this?", Kind.CHOICES, SUBSTANCES),
        Question("supplied", "Where did it come from?"),
    )),
    Section("online", "Online", (
        Question("online", "Did you talk to anyone online? Did you arrange to meet?"),
        Question("images", "Has anyone asked you for pictures?", Kind.YES_NO, YES_NO),
    )),
    Section("indicators", "Signs of exploitation (worker)", (
        Question("signs", "Which of these did you see or hear?", Kind.CHOICES, INDICATORS),
        Question("view", "Your view", Kind.CHOICES, VIEW),
    )),
    Section("return", "Coming back", (
        Question("why_back", "How and why did you come back?"),
        Question("felt", "How did you feel? What did the carers and the police do?"),
        Question("listened", "Did you feel listened to?", Kind.YES_NO, YES_NO),
    )),
    Section("home", "Home now", (
        Question("safe", "How safe do you feel where you live, from 0 to 10?", Kind.SCALE, TEN),
        Question("happy", "How happy are you there, from 0 to 10?", Kind.SCALE, TEN),
        Question("good", "What is good?"),
        Question("hard", "What is hard?"),
    )),
    Section("feelings", "How you are", (
        Question("sleep", "How are you sleeping, and how is your mood?"),
        Question("self_harm", "Have you hurt yourself, or thought of it?", Kind.YES_NO, YES_NO),
    )),
    Section("help", "What would help", (
        Question("wishes", "If you had three wishes, what would they be?"),
        Question("change", "What needs to change, and who can help?"),
        Question("again", "Would you go again? What would stop you?"),
        Question("safe_person", "Who is your safe person? How could we reach you if you went missing again?"),
    ), needed=True),
    Section("own_words", "Your own words", (
        Question("words", "Anything you want to say, exactly as you want it said"),
    ), own_words=True),
    Section("sharing", "Who may know", (
        Question("explained", "Were the limits of keeping it private explained?", Kind.YES_NO, YES_NO),
        Question("agrees", "Who may we share this with?", Kind.CHOICES, SHARED_WITH),
        Question("overridden", "If shared without agreement because of harm: why"),
    ), needed=True),
    Section("carer", "The parent's or carer's view", (Question("carer", "What do they say?"),)),
    Section("analysis", "Your analysis (worker)", (
        Question("risk", "What risk do you see, and is there a pattern?"),
        Question("protective", "What keeps this child safe?"),
        Question("next", "What should happen: screening, referral, a change of plan?"),
    )),
    Section("actions", "What will happen now", (
        Question("actions", "Each action, who will do it, and by when"),
        Question("feedback", "When will the child hear what was done?"),
    )),
)  # fmt: skip

SECTIONS: dict[str, Section] = {section.code: section for section in _ALL}
