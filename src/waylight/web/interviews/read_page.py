"""A write-up in words, as pages show it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from waylight.interviews.questions import SECTIONS, InterviewQuestion, InterviewSection, QuestionKind
from waylight.interviews.redaction.redacted_copies import ANSWER_LEFT_OUT
from waylight.interviews.sharing import SectionAnswers, shared_with
from waylight.web.interviews.section_form import UNANSWERED, as_rows


@dataclass(frozen=True)
class AnswerRow:
    """One question with its answer; `quote` marks the child's own words."""

    question: str
    words: str
    quote: bool = False

    @property
    def left_out(self) -> bool:
        return self.words == ANSWER_LEFT_OUT


@dataclass(frozen=True)
class Chapter:
    section: InterviewSection
    lines: Sequence[AnswerRow]
    unanswered: str


def chapters_of(answers: SectionAnswers, sections: Iterable[InterviewSection] = SECTIONS.values()) -> list[Chapter]:
    """Return the sections that have answers, in the order of the form."""
    return [chapter for section in sections if (chapter := _chapter(section, answers.get(section.code, {})))]


def _chapter(section: InterviewSection, answers: Mapping[str, Any]) -> Chapter | None:
    lines = [
        AnswerRow(question.text, answer_in_words(question, answers[question.code]), question.kind == QuestionKind.QUOTE)
        for question in section.questions
        if answers.get(question.code)
    ]
    unanswered = dict(UNANSWERED)[answers["unanswered"]] if answers.get("unanswered") else ""
    return Chapter(section, lines, unanswered) if lines or unanswered else None


def answer_in_words(question: InterviewQuestion, answer: Any) -> str:
    """Return an answer as a sentence or as lines."""
    words = dict(question.options)
    match question.kind:
        case QuestionKind.RANKED:
            return "\n".join(f"{place}. {words.get(code, code)}" for place, code in enumerate(answer or [], 1))
        case QuestionKind.CHOICES:
            return ", ".join(words.get(code, code) for code in answer or [])
        case QuestionKind.LIST:
            return "\n".join(", ".join(filter(None, map(str, row.values()))) for row in as_rows(question, answer))
        case QuestionKind.SCALE:
            return f"{answer} out of 10" if answer else ""
        case QuestionKind.YES_NO | QuestionKind.ONE:
            return str(words.get(answer, answer or ""))
        case _:
            return str(answer or "")


def compared(
    section: InterviewSection, theirs: Mapping[str, Any], yours: Mapping[str, Any], *, by: str
) -> dict[str, dict[str, Any]]:
    """Return two versions of one section for components/compare.html."""
    sides: dict[str, list[dict[str, Any]]] = {"theirs": [], "yours": []}
    for question in section.questions:
        first, second = (answer_in_words(question, side.get(question.code)) for side in (theirs, yours))
        if first or second:
            for name, value in (("theirs", first), ("yours", second)):
                sides[name].append({"key": question.text, "value": value or "Nothing", "differs": first != second})
    return {"theirs": {"by": by, "rows": sides["theirs"]}, "yours": {"by": "you, now", "rows": sides["yours"]}}


def recipients(answers: SectionAnswers) -> str:
    """Return, in words, the people with whom the write-up is shared."""
    question = next(each for each in SECTIONS["sharing"].questions if each.code == "agrees")
    shared = shared_with(answers)
    return ", ".join(words for code, words in question.options if code in shared)
