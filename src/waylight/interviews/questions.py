"""The return interview's questions, section by section, in words a child can be asked."""

from dataclasses import dataclass
from enum import StrEnum

from waylight.interviews.answer_options import (
    GIVEN,
    HARMS,
    INDICATORS,
    NEXT,
    PULL,
    PUSH,
    SHARED_WITH,
    SLEPT,
    SUBSTANCES,
    SUDDEN,
    TEN,
    TRAVEL,
    VIEW,
    YES_NO,
    Options,
)


class Kind(StrEnum):
    TEXT = "text"
    QUOTE = "the child's own words"
    CHOICES = "choices"
    ONE = "one of several"
    RANKED = "up to three, the strongest first"
    YES_NO = "yes or no"
    SCALE = "scale"
    LIST = "list"


@dataclass(frozen=True)
class Question:
    """One question; `options` are (code, words) for choices, and for a list the columns of each row.

    The answer to one `of_others` is about other people: it goes into no copy.
    """

    code: str
    asks: str
    kind: Kind = Kind.TEXT
    options: Options = ()
    hint: str = ""
    of_others: bool = False


@dataclass(frozen=True)
class Section:
    """A page of the form; a `needed` one is answered or marked as declined before the write-up is finished.

    `letter` is its place in the agreed question set. What is `of_carers` may be about the child's own carers: no home reads it.
    """

    letter: str
    code: str
    title: str
    questions: tuple[Question, ...]
    needed: bool = False
    to_child: bool = True
    of_carers: bool = False

    @property
    def own_words(self) -> bool:
        """Kept wholly as the child said it."""
        return self.code == "own_words"


def _yes_no(code: str, asks: str, hint: str = "") -> Question:
    return Question(code, asks, Kind.YES_NO, YES_NO, hint)


def _quote(code: str = "words") -> Question:
    return Question(code, "In your own words", Kind.QUOTE, hint="Written just as you say it.")


UP_TO_THREE = "Choose up to three, the strongest first."

_ALL = (
    Section("B", "before", "Before you went", (
        Question("before", "How were things before?"),
        Question("that_day", "What happened that day?"),
        Question("leave", "Did anything make you want to leave?"),
        Question("sudden", "Had you planned it, or was it sudden?", Kind.ONE, SUDDEN),
        Question("told", "Did you tell anyone?"),
        Question("sought_help", "Did you try to get help?"),
        _quote(),
    ), of_carers=True),
    Section("C", "push", "What made you want to leave", (
        Question("push", "What made you want to go?", Kind.RANKED, PUSH, UP_TO_THREE),
        _quote("push_words"),
    ), needed=True, of_carers=True),
    Section("D", "pull", "What you were going to", (
        Question("pull", "Was there something or someone you wanted to be with?", Kind.RANKED, PULL, UP_TO_THREE),
        _quote("pull_words"),
    ), needed=True),
    Section("E", "where", "Where you were", (
        Question("places", "Where did you go, in order?", Kind.LIST, (("place", "Place"), ("when", "When, and for how long"))),
        Question("slept", "Where did you sleep?"),
        Question("indoors", "Was that indoors or outside?", Kind.ONE, SLEPT),
        _yes_no("before_there", "Had you been there before?"),
        _quote(),
    )),
    Section("F", "whom", "Who you were with", (
        _yes_no("alone", "Were you on your own?"),
        Question("whom", "Who were you with?", Kind.LIST, (
            ("name", "Name or nickname"), ("age", "Age, or roughly"), ("known", "How you know them, and how you met"),
        ), of_others=True),
        _yes_no("older", "Was anyone older than you?"),
        Question("others_missing", "Was anyone else missing too?", of_others=True),
        Question("frightened", "Did anyone frighten you?", of_others=True),
        _quote(),
    )),
    Section("G", "travel", "How you got about", (
        Question("travel", "How did you travel?", Kind.CHOICES, TRAVEL),
        Question(
            "whose_car", "If by car, whose was it?", hint="What it looked like, and its number if you know it.", of_others=True
        ),
        Question("paid", "Who paid?"),
        Question("far", "How far was it?"),
        _quote(),
    )),
    Section("H", "living", "How you managed", (
        Question("given_what", "Did anyone give you any of these?", Kind.CHOICES, GIVEN),
        Question("given", "Who gave it to you, and what did they want?", of_others=True),
        Question("asked", "Did anyone ask you to do, carry or keep something?"),
        _quote(),
    )),
    Section("I", "harm", "Whether you were hurt", (
        _yes_no(
            "harm", "Did anyone hurt you, threaten you, or make you do something you did not want?",
            "If you say yes, we will act on it today, even if you would rather no one knew. We will tell you first if we can.",
        ),
        Question("harms", "What was it?", Kind.CHOICES, HARMS),
        Question("harm_by", "Who did it, if you want to say?", of_others=True),
        Question("harm_words", "In your own words", Kind.QUOTE, hint="Written just as you say it."),
        _yes_no("injured", "Were you injured?"),
        _yes_no("medical", "Do you need to see a doctor or nurse?"),
        Question("offences", "Did anyone break the law, or ask you to? Were there any weapons?", of_others=True),
    ), needed=True, of_carers=True),
    Section("J", "substances", "Drink and drugs", (
        Question("substances", "Was there any of this?", Kind.CHOICES, SUBSTANCES),
        Question("supplied", "Where did it come from?", of_others=True),
        _quote(),
    )),
    Section("K", "online", "Online", (
        Question("online", "Did you talk to anyone online? Who, and on what?", of_others=True),
        _yes_no("meeting", "Did you arrange to meet?"),
        _yes_no("images", "Has anyone asked you for pictures?"),
        _quote(),
    )),
    Section("L", "indicators", "Signs of exploitation", (
        Question("signs", "What did you see or hear?", Kind.CHOICES, INDICATORS),
        Question("view", "Your view", Kind.ONE, VIEW),
    ), to_child=False),
    Section("M", "return", "Coming back", (
        Question("why_back", "How and why did you come back?"),
        Question("found_by", "Did anyone find you?"),
        Question("felt", "How did you feel?"),
        Question("what_they_did", "What did the carers and the police do?"),
        _yes_no("listened", "Did you feel listened to?"),
        _quote(),
    ), of_carers=True),
    Section("N", "home", "Home now", (
        Question("safe", "How safe do you feel where you live?", Kind.SCALE, TEN, "0 is not at all, 10 is completely."),
        Question("happy", "How happy are you there?", Kind.SCALE, TEN, "0 is not at all, 10 is completely."),
        Question("good", "What is good?"),
        Question("hard", "What is hard?"),
        Question("family", "How is it with your family? Do you see who you want to see?"),
        Question("school", "How is school or college?"),
        Question("friends", "How is it with friends?"),
        Question("worker", "How is it with your worker?"),
        _quote(),
    ), of_carers=True),
    Section("O", "feelings", "How you are", (
        Question("sleep", "How are you sleeping?"),
        Question("mood", "How is your mood?"),
        _yes_no("self_harm", "Have you hurt yourself, or thought of it?"),
        Question("medicine", "Do you take any medicine? Did you miss it?"),
        _quote(),
    )),
    Section("P", "help", "What would help", (
        Question("wishes", "If you had three wishes, what would they be?"),
        Question("change", "What needs to change?"),
        Question("who_helps", "Who can help?"),
        Question("again", "Would you go again? What would stop you?"),
        Question("safe_person", "Who is your safe person?"),
        Question("plan", "What could you do instead, step by step?"),
        Question("reach", "How could we reach you if you went missing again?"),
        _quote(),
    ), needed=True, of_carers=True),
    Section("Q", "own_words", "Your own words", (
        Question("words", "Anything you want to say, just as you want it said", Kind.QUOTE),
        Question("call_it", "What would you call it, if not missing?", Kind.QUOTE, hint="Many children would not say missing."),
    ), of_carers=True),
    Section("R", "sharing", "Who may know", (
        _yes_no("explained", "Did we explain what we cannot keep private?"),
        Question("agrees", "Who may we tell?", Kind.CHOICES, SHARED_WITH, "Only the people you say yes to."),
        Question("overridden_for", "Who we will tell anyway, to keep you safe", Kind.CHOICES, SHARED_WITH,
                 "Only the people you said no to."),
        Question("overridden", "Why we will tell them although you said no", hint="We will tell you first, if that is safe."),
        Question("not_overridden", "If you told us about harm and we will not tell the police: why"),
    ), needed=True),
    Section("S", "carer", "The parent's or carer's view", (
        Question("carer_who", "Who did you speak to?"),
        Question("carer", "What do they say?"),
    ), to_child=False),
    Section("T", "analysis", "Your analysis", (
        Question("risk", "What risk do you see?"),
        Question("pattern", "Is there a pattern with earlier interviews?"),
        Question("protective", "What keeps this child safe?"),
        Question("needs", "What is needed?", Kind.CHOICES, NEXT),
        Question("next", "Say more, and what should change in the plan"),
        Question("intelligence", "Reference of any information given to the police"),
    ), to_child=False, of_carers=True),
    Section("U", "actions", "What will happen now", (
        Question("actions", "What will be done", Kind.LIST, (
            ("what", "Action"), ("who", "Who"), ("due", "By when"), ("done", "Done on"),
        )),
        Question("feedback", "When will we tell the child what was done?"),
    ), to_child=False),
)  # fmt: skip

SECTIONS: dict[str, Section] = {section.code: section for section in _ALL}
