"""The form contains every question that the partnership agreed, section by section."""

import pytest

from waylight.interviews.questions import SECTIONS, QuestionKind

# Letters as in the agreed form; A fills itself in. Each question by its code.
AGREED = {
    "B": "before that_day leave sudden told sought_help",
    "C": "push",
    "D": "pull",
    "E": "places slept indoors before_there",
    "F": "alone whom older others_missing frightened",
    "G": "travel whose_car paid far",
    "H": "given_what given asked",
    "I": "harm harms harm_by injured medical offences",
    "J": "substances supplied",
    "K": "online meeting images",
    "L": "signs view",
    "M": "why_back found_by felt what_they_did listened",
    "N": "safe happy good hard family school friends worker",
    "O": "sleep mood self_harm medicine",
    "P": "wishes change who_helps again safe_person plan reach",
    "Q": "words call_it",
    "R": "explained agrees overridden_for overridden not_overridden",
    "S": "carer_who carer",
    "T": "risk pattern protective needs next intelligence",
    "U": "actions feedback",
}
SECTION = {section.letter: section for section in SECTIONS.values()}


def test_every_section_of_the_agreed_form_is_there_in_order() -> None:
    assert list(SECTION) == list(AGREED)


@pytest.mark.parametrize("letter", AGREED)
def test_every_agreed_question_is_asked(letter: str) -> None:
    asked = {question.code for question in SECTION[letter].questions}
    assert set(AGREED[letter].split()) <= asked


@pytest.mark.parametrize("letter", "BCDEFGHIJKMNOPQ")
def test_a_child_may_answer_in_their_own_words(letter: str) -> None:
    assert any(question.kind == QuestionKind.QUOTE for question in SECTION[letter].questions)


@pytest.mark.parametrize("letter", "CDIPR")
def test_the_agreed_sections_are_required(letter: str) -> None:
    assert SECTION[letter].required


def test_no_question_is_long() -> None:
    asked = [question.text for section in SECTIONS.values() if section.asked_of_child for question in section.questions]
    assert [words for words in asked if len(words.split()) > 18] == []
