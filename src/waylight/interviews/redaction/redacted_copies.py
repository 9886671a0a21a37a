"""A write-up as it may leave on paper: without the other people it names, and saying that something was left out.

On screen those who may read the record read it whole. The partnership's agreement is that other children named in an
interview are never copied into this child's printed form; the police, who need the names, read them on screen.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from waylight.interviews.questions import SECTIONS, Kind, Question, Section
from waylight.interviews.redaction.name_redaction import Names, reads_as_a_name, words_in
from waylight.interviews.sharing import Told

ANSWER_LEFT_OUT = "Removed from this copy because it is about other people."
IN_SENTENCES = frozenset({Kind.TEXT, Kind.QUOTE, Kind.LIST})


def for_the_child(section: Section) -> bool:
    """What was asked of the child, and what will now be done. What the worker and the parent think is not theirs."""
    return section.to_child or section.code == "actions"


@dataclass(frozen=True)
class Others:
    """The people a write-up names, so that their names can be taken out of anything; the child's own stay."""

    told: Told
    own: tuple[str, ...] = ()

    def out_of(self, text: str) -> str:
        return self._names.out_of(text)

    @cached_property
    def _names(self) -> Names:
        return Names(frozenset(word for section in SECTIONS.values() for word in self._named(section)), frozenset(self.own))

    def _named(self, section: Section) -> Iterator[str]:
        for question in section.questions:
            said = self.told.get(section.code, {}).get(question.code)
            if said and question.of_others:
                yield from _names(question, said)


def _names(question: Question, said: Any) -> Iterator[str]:
    """Every word of what stands where a name is asked for; of what is told in sentences only those that read as names."""
    if question.kind == Kind.LIST and not isinstance(said, str):
        asked_for = question.options[0][0]
        for row in said:
            yield from words_in(str(row.get(asked_for, "")))
            told = [str(said) for column, said in row.items() if column != asked_for]
            yield from (word for each in told for word in words_in(each) if reads_as_a_name(word))
    elif isinstance(said, str):
        yield from (word for word in words_in(said) if reads_as_a_name(word))


def without_others(told: Told, others: Others) -> dict[str, dict[str, Any]]:
    """The write-up with what is about other people left out: whole answers, and their names wherever else they stand."""
    return {code: dict(_answers(SECTIONS[code].questions, said, others)) for code, said in told.items() if code in SECTIONS}


def _answers(questions: Iterable[Question], said: Mapping[str, Any], others: Others) -> Iterator[tuple[str, Any]]:
    asked = {question.code: question for question in questions}
    for code, answer in said.items():
        question = asked.get(code)
        if question is not None and question.kind not in IN_SENTENCES:
            yield code, answer
        elif question is not None and question.of_others:
            yield code, ANSWER_LEFT_OUT if answer else answer
        else:
            yield code, _without_names(answer, others)


def _without_names(answer: Any, others: Others) -> Any:
    match answer:
        case str():
            return others.out_of(answer)
        case list():
            return [_without_names(each, others) for each in answer]
        case dict():
            return {key: _without_names(value, others) for key, value in answer.items()}
        case _:
            return answer
