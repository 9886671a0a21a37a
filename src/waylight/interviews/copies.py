"""A write-up as it may leave on paper: without the other people it names, and saying that something was left out.

On screen those who may read the record read it whole. The partnership's agreement is that other children named in an
interview are never copied into this child's printed form; the police, who need the names, read them on screen.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from typing import Any

from waylight.interviews.questions import SECTIONS, Kind, Question, Section
from waylight.interviews.sharing import Told

NAME_LEFT_OUT = "[name left out]"
ANSWER_LEFT_OUT = "Left out of this copy: it is about other people."
IN_SENTENCES = frozenset({Kind.TEXT, Kind.QUOTE, Kind.LIST})
A_WORD = re.compile("[^\\W\\d_][\\w'\u2019-]*")
# How people are spoken of without being named.
NOT_NAMES = frozenset((files("waylight.interviews") / "not_names.txt").read_text("utf-8").split())
# First names that are also words: these are taken out only where they are written as a name is.
ALSO_WORDS = frozenset(
    {"art", "autumn", "chance", "dawn", "faith", "frank", "grace", "grant", "hope", "joy", "mark", "may", "max", "miles", "pat",
     "rich", "rose", "summer", "will"}
)  # fmt: skip


def for_the_child(section: Section) -> bool:
    """What was asked of the child, and what will now be done. What the worker and the parent think is not theirs."""
    return section.to_child or section.code == "actions"


@dataclass(frozen=True)
class Others:
    """The people a write-up names, so that their names can be taken out of anything; the child's own stay."""

    told: Told
    own: tuple[str, ...] = ()

    def out_of(self, text: str) -> str:
        return self._pattern.sub(NAME_LEFT_OUT, text) if self._pattern else text

    @cached_property
    def names(self) -> frozenset[str]:
        kept = {word.casefold() for name in self.own for word in A_WORD.findall(name)}
        found = {name for section in SECTIONS.values() for name in self._named(section)}
        return frozenset(name for name in found if name.casefold() not in kept)

    def _named(self, section: Section) -> Iterator[str]:
        for question in section.questions:
            said = self.told.get(section.code, {}).get(question.code)
            if said and question.of_others:
                yield from _names(question, said)

    @cached_property
    def _pattern(self) -> re.Pattern[str] | None:
        if not self.names:
            return None
        longest_first = sorted(self.names, key=len, reverse=True)
        return re.compile(rf"(?<!\w)(?:{'|'.join(map(_however_written, longest_first))})(?!\w)")


def _however_written(name: str) -> str:
    """In capitals or not; a letter, or a name that is also a word, only as a name is written."""
    if len(name) == 1 or name.casefold() in ALSO_WORDS:
        return re.escape(name.title())
    return f"(?i:{re.escape(name)})"


def _names(question: Question, said: Any) -> Iterator[str]:
    """Every word of what stands where a name is asked for; of an answer in sentences only those written as names are."""
    if question.kind == Kind.LIST and not isinstance(said, str):
        column = question.options[0][0]
        for row in said:
            yield from _words(str(row.get(column, "")))
    elif isinstance(said, str):
        yield from (word for word in _words(said) if word[0].isupper())


def _words(text: str) -> Iterator[str]:
    for word in A_WORD.findall(text):
        bare = re.sub("['\u2019]s$", "", word)
        if NOT_NAMES.isdisjoint({word.casefold(), bare.casefold()}) and (len(bare) > 1 or bare.isupper()):
            yield bare


def without_others(told: Told, others: Others) -> dict[str, dict[str, Any]]:
    """The write-up with what is about other people left out: whole answers, and their names wherever else they stand."""
    return {code: dict(_answers(SECTIONS[code].questions, said, others)) for code, said in told.items() if code in SECTIONS}


def _answers(questions: Iterable[Question], said: Mapping[str, Any], others: Others) -> Iterator[tuple[str, Any]]:
    asked = {question.code: question for question in questions}
    for code, answer in said.items():
        question = asked.get(code)
        if question is None or question.kind not in IN_SENTENCES:
            yield code, answer
        elif question.of_others:
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
