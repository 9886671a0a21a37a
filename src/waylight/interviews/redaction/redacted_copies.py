"""A write-up as it may leave on paper: without the other people it names, and saying that something was left out.

On screen those who may read the record read it whole. The partnership's agreement is that other children named in an
interview are never copied into this child's printed form; the police, who need the names, read them on screen.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from waylight.interviews.questions import SECTIONS, InterviewQuestion, InterviewSection, QuestionKind
from waylight.interviews.redaction.name_redaction import NameRedactor, looks_like_name, words_in
from waylight.interviews.sharing import SectionAnswers

ANSWER_LEFT_OUT = "Removed from this copy because it is about other people."
FREE_TEXT_KINDS = frozenset({QuestionKind.TEXT, QuestionKind.QUOTE, QuestionKind.LIST})


def included_for_child(section: InterviewSection) -> bool:
    """What was asked of the child, and what will now be done. What the worker and the parent think is not theirs."""
    return section.asked_of_child or section.code == "actions"


@dataclass(frozen=True)
class OtherPeople:
    """The people a write-up names, so that their names can be taken out of anything; the child's own stay."""

    answers: SectionAnswers
    own_names: tuple[str, ...] = ()

    def redact(self, text: str) -> str:
        return self._names.redact(text)

    @cached_property
    def _names(self) -> NameRedactor:
        return NameRedactor(
            frozenset(word for section in SECTIONS.values() for word in self._named(section)), frozenset(self.own_names)
        )

    def _named(self, section: InterviewSection) -> Iterator[str]:
        for question in section.questions:
            said = self.answers.get(section.code, {}).get(question.code)
            if said and question.about_others:
                yield from _names(question, said)


def _names(question: InterviewQuestion, said: Any) -> Iterator[str]:
    """Every word of what stands where a name is asked for; of what is told in sentences only those that read as names."""
    if question.kind == QuestionKind.LIST and not isinstance(said, str):
        asked_for = question.options[0][0]
        for row in said:
            yield from words_in(str(row.get(asked_for, "")))
            told = [str(said) for column, said in row.items() if column != asked_for]
            yield from (word for each in told for word in words_in(each) if looks_like_name(word))
    elif isinstance(said, str):
        yield from (word for word in words_in(said) if looks_like_name(word))


def redact_answers(told: SectionAnswers, others: OtherPeople) -> dict[str, dict[str, Any]]:
    """The write-up with what is about other people left out: whole answers, and their names wherever else they stand."""
    return {code: dict(_answers(SECTIONS[code].questions, said, others)) for code, said in told.items() if code in SECTIONS}


def _answers(questions: Iterable[InterviewQuestion], said: Mapping[str, Any], others: OtherPeople) -> Iterator[tuple[str, Any]]:
    asked = {question.code: question for question in questions}
    for code, answer in said.items():
        question = asked.get(code)
        if question is not None and question.kind not in FREE_TEXT_KINDS:
            yield code, answer
        elif question is not None and question.about_others:
            yield code, ANSWER_LEFT_OUT if answer else answer
        else:
            yield code, _without_names(answer, others)


def _without_names(answer: Any, others: OtherPeople) -> Any:
    match answer:
        case str():
            return others.redact(answer)
        case list():
            return [_without_names(each, others) for each in answer]
        case dict():
            return {key: _without_names(value, others) for key, value in answer.items()}
        case _:
            return answer
