"""A copy of what a child said leaves other people out, and says so."""

import pytest

from waylight.interviews.copies import ANSWER_LEFT_OUT, NAME_LEFT_OUT, Others, for_the_child, without_others
from waylight.interviews.questions import SECTIONS

WITH_JADE = {"whom": {"whom": [{"name": "Jade Poole", "age": "15", "known": "From school"}]}}


@pytest.mark.parametrize(
    ("named", "said", "copied"),
    [
        pytest.param("Jade Poole", "Jade said to wait.", f"{NAME_LEFT_OUT} said to wait.", id="a first name"),
        pytest.param("Jade Poole", "It was POOLE's car.", f"It was {NAME_LEFT_OUT}'s car.", id="a surname, in capitals"),
        pytest.param("jade", "Jade's brother drove.", f"{NAME_LEFT_OUT}'s brother drove.", id="typed without a capital"),
        pytest.param("my friend Jade", "My friend stayed.", "My friend stayed.", id="how she is spoken of is no name"),
        pytest.param("Will", "Will I go? Not with will.", f"{NAME_LEFT_OUT} I go? Not with will.", id="a name that is a word"),
        pytest.param("T", "T don't know. Not T.", f"{NAME_LEFT_OUT} don't know. Not {NAME_LEFT_OUT}.", id="a letter"),
        pytest.param("Amina and Zoë", "Amina met Zoë", f"Amina met {NAME_LEFT_OUT}", id="the child keeps her own name"),
        pytest.param("Mo", "Moses was not there", "Moses was not there", id="a name within a name"),
    ],
)
def test_names_are_left_out_wherever_they_stand(named: str, said: str, copied: str) -> None:
    told = {"whom": {"whom": [{"name": named, "age": "15"}]}, "own_words": {"words": said}}
    assert without_others(told, Others(told, own=("Amina", "Yusuf")))["own_words"]["words"] == copied


def test_who_she_was_with_is_left_out_whole() -> None:
    assert without_others(WITH_JADE, Others(WITH_JADE)) == {"whom": {"whom": ANSWER_LEFT_OUT}}


def test_a_name_given_in_an_answer_about_others_is_found_elsewhere_too() -> None:
    told = {"harm": {"harm_by": "a lad called Kyle", "harm_words": "kyle pushed me", "harms": ["THREATS"]}}
    copy = without_others(told, Others(told))
    assert copy["harm"] == {"harm_by": ANSWER_LEFT_OUT, "harm_words": f"{NAME_LEFT_OUT} pushed me", "harms": ["THREATS"]}


def test_what_names_nobody_is_copied_as_it_is() -> None:
    told = {"help": {"wishes": "To see my nan", "safe_person": "Nan"}, "push": {"push": ["BULLYING"], "unanswered": ""}}
    assert without_others(told, Others(told)) == told


def test_the_child_s_copy_has_what_was_asked_of_them_and_what_will_be_done() -> None:
    left = [section.code for section in SECTIONS.values() if not for_the_child(section)]
    assert left == ["indicators", "carer", "analysis"]


def test_every_question_about_who_somebody_is_stays_out_of_copies() -> None:
    about = {question.code for section in SECTIONS.values() for question in section.questions if question.of_others}
    assert about >= {"whom", "others_missing", "frightened", "harm_by", "given", "supplied", "online", "offences"}
