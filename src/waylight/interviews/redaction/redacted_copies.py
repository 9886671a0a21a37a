"""Copies of a write-up to print or share, without what it says about other people. A mark shows where text was removed.

The partnership has agreed that a printed copy never names the other children in an interview. On screen, a person who may read
the record reads all of it. The police, who need the names, read them there.
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
    """Return whether the child's own copy contains the section: what the child was asked, and what will be done.

    It does not contain the views of the worker or of parents.
    """
    return section.asked_of_child or section.code == "actions"


@dataclass(frozen=True)
class OtherPeople:
    """The other people that a write-up names. `redact` removes their names from a text, but not `own_names`, the child's."""

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
            answer = self.answers.get(section.code, {}).get(question.code)
            if answer and question.about_others:
                yield from _names(question, answer)


def _names(question: InterviewQuestion, answer: Any) -> Iterator[str]:
    """Yield every word in the name column of a list, which is its first, and the words in other text that look like names."""
    if question.kind == QuestionKind.LIST and not isinstance(answer, str):
        name_column = question.options[0][0]
        for row in answer:
            yield from words_in(str(row.get(name_column, "")))
            other_texts = [str(value) for column, value in row.items() if column != name_column]
            yield from (word for text in other_texts for word in words_in(text) if looks_like_name(word))
    elif isinstance(answer, str):
        yield from (word for word in words_in(answer) if looks_like_name(word))


def redact_answers(answers: SectionAnswers, others: OtherPeople) -> dict[str, dict[str, Any]]:
    """Return the answers, without those about other people and without the names of other people in the rest."""
    return {
        code: dict(_redacted_section(SECTIONS[code].questions, section, others))
        for code, section in answers.items()
        if code in SECTIONS
    }


def _redacted_section(
    questions: Iterable[InterviewQuestion], answers: Mapping[str, Any], others: OtherPeople
) -> Iterator[tuple[str, Any]]:
    by_code = {question.code: question for question in questions}
    for code, answer in answers.items():
        question = by_code.get(code)
        if question is not None and question.kind not in FREE_TEXT_KINDS:
            yield code, answer
        elif question is not None and question.about_others:
            yield code, ANSWER_LEFT_OUT if answer else answer
        else:
            yield code, _without_names(answer, others)


def words_that_may_name(answers: SectionAnswers, *, own_names: tuple[str, ...]) -> list[str]:
    """Return the words of the free text in these answers that may name someone other than the child, each once, in order."""
    redactor = NameRedactor(frozenset(), frozenset(own_names))
    questions = [(code, question) for code, section in SECTIONS.items() for question in section.questions]
    texts = [
        text
        for code, question in questions
        if question.kind in FREE_TEXT_KINDS
        for text in _texts(answers.get(code, {}).get(question.code))
        if text != ANSWER_LEFT_OUT
    ]
    return list(dict.fromkeys(word for text in texts for word in redactor.possible_names(text)))


def _texts(answer: Any) -> Iterator[str]:
    match answer:
        case str():
            yield answer
        case list():
            yield from (text for each in answer for text in _texts(each))
        case dict():
            yield from (text for value in answer.values() for text in _texts(value))


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
