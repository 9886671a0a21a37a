"""The form of the return interview: its sections and questions, as data."""

from dataclasses import dataclass
from enum import StrEnum

from waylight.interviews.answer_options import (
    EXPLOITATION_SIGNS,
    EXPLOITATION_VIEW,
    HARMS,
    PLANNED_OR_SUDDEN,
    PULL,
    PUSH,
    SHARED_WITH,
    SLEEPING_PLACES,
    SUBSTANCES,
    SUPPORT_NEEDED,
    THINGS_GIVEN,
    TRAVEL,
    YES_NO,
    ZERO_TO_TEN,
    Options,
)


class QuestionKind(StrEnum):
    TEXT = "text"
    QUOTE = "the child's own words"
    CHOICES = "choices"
    ONE = "one of several"
    RANKED = "up to three, the strongest first"
    YES_NO = "yes or no"
    SCALE = "scale"
    LIST = "list"


@dataclass(frozen=True)
class InterviewQuestion:
    """One question. `options` are pairs of a code and a label: the choices or, for a list, the columns of each row.

    A copy of the write-up does not contain the answer to a question that is `about_others`.
    """

    code: str
    text: str
    kind: QuestionKind = QuestionKind.TEXT
    options: Options = ()
    hint: str = ""
    about_others: bool = False


@dataclass(frozen=True)
class InterviewSection:
    """One page of the form. A `required` section must be answered or marked as declined before the write-up is finished.

    `letter` is its place in the agreed question set. `about_carers` says that answers may be about the child's carers: the pages
    then say that carers do not read them. Homes read no section (`sharing.roles_may_read`).
    """

    letter: str
    code: str
    title: str
    questions: tuple[InterviewQuestion, ...]
    required: bool = False
    asked_of_child: bool = True
    about_carers: bool = False

    @property
    def own_words(self) -> bool:
        """Whether the section contains only the child's own words. Pages show them as a quotation."""
        return self.code == "own_words"


def _yes_no(code: str, text: str, hint: str = "") -> InterviewQuestion:
    return InterviewQuestion(code, text, QuestionKind.YES_NO, YES_NO, hint)


def _quote(code: str = "words") -> InterviewQuestion:
    return InterviewQuestion(code, "In your own words", QuestionKind.QUOTE, hint="Written just as you say it.")


UP_TO_THREE = "Choose up to three, the strongest first."

_ALL = (
    InterviewSection("B", "before", "Before you went", (
        InterviewQuestion("before", "How were things before?"),
        InterviewQuestion("that_day", "What happened that day?"),
        InterviewQuestion("leave", "Did anything make you want to leave?"),
        InterviewQuestion("sudden", "Had you planned it, or was it sudden?", QuestionKind.ONE, PLANNED_OR_SUDDEN),
        InterviewQuestion("told", "Did you tell anyone?"),
        InterviewQuestion("sought_help", "Did you try to get help?"),
        _quote(),
    ), about_carers=True),
    InterviewSection("C", "push", "What made you want to leave", (
        InterviewQuestion("push", "What made you want to go?", QuestionKind.RANKED, PUSH, UP_TO_THREE),
        _quote("push_words"),
    ), required=True, about_carers=True),
    InterviewSection("D", "pull", "What you were going to", (
        InterviewQuestion("pull", "Was there something or someone you wanted to be with?", QuestionKind.RANKED, PULL,
                          UP_TO_THREE),
        _quote("pull_words"),
    ), required=True),
    InterviewSection("E", "where", "Where you were", (
        InterviewQuestion("places", "Where did you go, in order?", QuestionKind.LIST, (
            ("place", "Place"), ("when", "When, and for how long"),
        )),
        InterviewQuestion("slept", "Where did you sleep?"),
        InterviewQuestion("indoors", "Was that indoors or outside?", QuestionKind.ONE, SLEEPING_PLACES),
        _yes_no("before_there", "Had you been there before?"),
        _quote(),
    )),
    InterviewSection("F", "whom", "Who you were with", (
        _yes_no("alone", "Were you on your own?"),
        InterviewQuestion("whom", "Who were you with?", QuestionKind.LIST, (
            ("name", "Name or nickname"), ("age", "Age, or roughly"), ("known", "How you know them, and how you met"),
        ), about_others=True),
        _yes_no("older", "Was anyone older than you?"),
        InterviewQuestion("others_missing", "Was anyone else missing too?", about_others=True),
        InterviewQuestion("frightened", "Did anyone frighten you?", about_others=True),
        _quote(),
    )),
    InterviewSection("G", "travel", "How you got about", (
        InterviewQuestion("travel", "How did you travel?", QuestionKind.CHOICES, TRAVEL),
        InterviewQuestion(
            "whose_car", "If by car, whose was it?", hint="What it looked like, and its number if you know it.", about_others=True
        ),
        InterviewQuestion("paid", "Who paid?"),
        InterviewQuestion("far", "How far was it?"),
        _quote(),
    )),
    InterviewSection("H", "living", "How you managed", (
        InterviewQuestion("given_what", "Did anyone give you any of these?", QuestionKind.CHOICES, THINGS_GIVEN),
        InterviewQuestion("given", "Who gave it to you, and what did they want?", about_others=True),
        InterviewQuestion("asked", "Did anyone ask you to do, carry or keep something?"),
        _quote(),
    )),
    InterviewSection("I", "harm", "Whether you were hurt", (
        _yes_no(
            "harm", "Did anyone hurt you, threaten you, or make you do something you did not want?",
            "If you say yes, we will act on it today, even if you would rather no one knew. We will tell you first if we can.",
        ),
        InterviewQuestion("harms", "What was it?", QuestionKind.CHOICES, HARMS),
        InterviewQuestion("harm_by", "Who did it, if you want to say?", about_others=True),
        InterviewQuestion("harm_words", "In your own words", QuestionKind.QUOTE, hint="Written just as you say it."),
        _yes_no("injured", "Were you injured?"),
        _yes_no("medical", "Do you need to see a doctor or nurse?"),
        InterviewQuestion("offences", "Did anyone break the law, or ask you to? Were there any weapons?", about_others=True),
    ), required=True, about_carers=True),
    InterviewSection("J", "substances", "Drink and drugs", (
        InterviewQuestion("substances", "Was there any of this?", QuestionKind.CHOICES, SUBSTANCES),
        InterviewQuestion("supplied", "Where did it come from?", about_others=True),
        _quote(),
    )),
    InterviewSection("K", "online", "Online", (
        InterviewQuestion("online", "Did you talk to anyone online? Who, and on what?", about_others=True),
        _yes_no("meeting", "Did you arrange to meet?"),
        _yes_no("images", "Has anyone asked you for pictures?"),
        _quote(),
    )),
    InterviewSection("L", "indicators", "Signs of exploitation", (
        InterviewQuestion("signs", "What did you see or hear?", QuestionKind.CHOICES, EXPLOITATION_SIGNS),
        InterviewQuestion("view", "Your view", QuestionKind.ONE, EXPLOITATION_VIEW),
    ), asked_of_child=False),
    InterviewSection("M", "return", "Coming back", (
        InterviewQuestion("why_back", "How and why did you come back?"),
        InterviewQuestion("found_by", "Did anyone find you?"),
        InterviewQuestion("felt", "How did you feel?"),
        InterviewQuestion("what_they_did", "What did the carers and the police do?"),
        _yes_no("listened", "Did you feel listened to?"),
        _quote(),
    ), about_carers=True),
    InterviewSection("N", "home", "Home now", (
        InterviewQuestion("safe", "How safe do you feel where you live?", QuestionKind.SCALE, ZERO_TO_TEN,
                          "0 is not at all, 10 is completely."),
        InterviewQuestion("happy", "How happy are you there?", QuestionKind.SCALE, ZERO_TO_TEN,
                          "0 is not at all, 10 is completely."),
        InterviewQuestion("good", "What is good?"),
        InterviewQuestion("hard", "What is hard?"),
        InterviewQuestion("family", "How is it with your family? Do you see who you want to see?"),
        InterviewQuestion("school", "How is school or college?"),
        InterviewQuestion("friends", "How is it with friends?"),
        InterviewQuestion("worker", "How is it with your worker?"),
        _quote(),
    ), about_carers=True),
    InterviewSection("O", "feelings", "How you are", (
        InterviewQuestion("sleep", "How are you sleeping?"),
        InterviewQuestion("mood", "How is your mood?"),
        _yes_no("self_harm", "Have you hurt yourself, or thought of it?"),
        InterviewQuestion("medicine", "Do you take any medicine? Did you miss it?"),
        _quote(),
    )),
    InterviewSection("P", "help", "What would help", (
        InterviewQuestion("wishes", "If you had three wishes, what would they be?"),
        InterviewQuestion("change", "What needs to change?"),
        InterviewQuestion("who_helps", "Who can help?"),
        InterviewQuestion("again", "Would you go again? What would stop you?"),
        InterviewQuestion("safe_person", "Who is your safe person?"),
        InterviewQuestion("plan", "What could you do instead, step by step?"),
        InterviewQuestion("reach", "How could we reach you if you went missing again?"),
        _quote(),
    ), required=True, about_carers=True),
    InterviewSection("Q", "own_words", "Your own words", (
        InterviewQuestion("words", "Anything you want to say, just as you want it said", QuestionKind.QUOTE),
        InterviewQuestion("call_it", "What would you call it, if not missing?", QuestionKind.QUOTE,
                          hint="Many children would not say missing."),
    ), about_carers=True),
    InterviewSection("R", "sharing", "Who may know", (
        _yes_no("explained", "Did we explain what we cannot keep private?"),
        InterviewQuestion("agrees", "Who may we tell?", QuestionKind.CHOICES, SHARED_WITH, "Only the people you say yes to."),
        InterviewQuestion("overridden_for", "Who we will tell anyway, to keep you safe", QuestionKind.CHOICES, SHARED_WITH,
                 "Only the people you said no to."),
        InterviewQuestion("overridden", "Why we will tell them although you said no",
                          hint="We will tell you first, if that is safe."),
        InterviewQuestion("not_overridden", "If you told us about harm and we will not tell the police: why"),
    ), required=True),
    InterviewSection("S", "carer", "The parent's or carer's view", (
        InterviewQuestion("carer_who", "Who did you speak to?"),
        InterviewQuestion("carer", "What do they say?"),
    ), asked_of_child=False),
    InterviewSection("T", "analysis", "Your analysis", (
        InterviewQuestion("risk", "What risk do you see?"),
        InterviewQuestion("pattern", "Is there a pattern with earlier interviews?"),
        InterviewQuestion("protective", "What keeps this child safe?"),
        InterviewQuestion("needs", "What is needed?", QuestionKind.CHOICES, SUPPORT_NEEDED),
        InterviewQuestion("next", "Say more, and what should change in the plan"),
        InterviewQuestion("intelligence", "Reference of any information given to the police"),
    ), asked_of_child=False, about_carers=True),
    InterviewSection("U", "actions", "What will happen now", (
        InterviewQuestion("actions", "What will be done", QuestionKind.LIST, (
            ("what", "Action"), ("who", "Who"), ("due", "By when"), ("done", "Done on"),
        )),
        InterviewQuestion("feedback", "When will we tell the child what was done?"),
    ), asked_of_child=False),
)  # fmt: skip

SECTIONS: dict[str, InterviewSection] = {section.code: section for section in _ALL}
