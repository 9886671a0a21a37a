"""A copy of a write-up does not name other people, and shows where something was removed."""

import re
import unicodedata
from functools import partial

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from waylight.interviews.questions import SECTIONS
from waylight.interviews.redaction.name_redaction import (
    NAME_LEFT_OUT,
    NAMES_THAT_ARE_WORDS,
    NOT_NAMES,
    comparison_key,
    letter_runs,
)
from waylight.interviews.redaction.redacted_copies import ANSWER_LEFT_OUT, OtherPeople, included_for_child, redact_answers
from waylight.people.names import name_key

X = NAME_LEFT_OUT
WITH_JADE = {"whom": {"whom": [{"name": "Jade Poole", "age": "15", "known": "From school"}]}}


@pytest.mark.parametrize(
    ("named", "said", "copied"),
    [
        pytest.param("Jade Poole", "Jade said to wait.", f"{NAME_LEFT_OUT} said to wait.", id="a first name"),
        pytest.param("Jade Poole", "It was POOLE's car.", f"It was {NAME_LEFT_OUT}'s car.", id="a surname, in capitals"),
        pytest.param("jade", "Jade's brother drove.", f"{NAME_LEFT_OUT}'s brother drove.", id="typed without a capital"),
        pytest.param("my friend Jade", "My friend stayed.", "My friend stayed.", id="a word for a friend is no name"),
        pytest.param("Will", "Will I go? Not with will.", f"{NAME_LEFT_OUT} I go? Not with will.", id="a name that is a word"),
        pytest.param("T", "T don't know. Not T.", f"{NAME_LEFT_OUT} don't know. Not {NAME_LEFT_OUT}.", id="a letter"),
        pytest.param("Amina and Zoë", "Amina met Zoë", f"Amina met {NAME_LEFT_OUT}", id="the child keeps her own name"),
        pytest.param("Kayleigh-Mae", "Kayleigh ran. Mae too. Kayleigh-Mae!", f"{X} ran. {X} too. {X}!", id="half of a name"),
        pytest.param("Kayleigh-Mae", "KayleighMae, kayleighmae", f"{X}, {X}", id="two names run together"),
        pytest.param("Zoë", "Zoe, ZOË and Zoe\u0308 came", f"{X}, {X} and {X} came", id="an accent left off or typed apart"),
        pytest.param("Zoe", "Zoë came", f"{X} came", id="an accent added"),
        pytest.param("D'Andre", "D\u2019Andre, Andre, Dandre's car", f"{X}, {X}, {X}'s car", id="an apostrophe of another shape"),
        pytest.param("Andre", "D'Andre drove", f"{X} drove", id="a name after an apostrophe"),
        pytest.param("Kayleigh", "Kayleighs house, the KAYLEIGHS'", f"{X} house, the {X}'", id="possessive, or plural"),
        pytest.param("Kayleigh's", "kayleigh said", f"{X} said", id="given as a possessive"),
        pytest.param("Jones", "The Joneses and Jones's dog", f"The {X} and {X}'s dog", id="a name that ends in s"),
        pytest.param("Kayleigh", "kayleigh_x, @kayleigh07, xxkayleigh_", f"{X}, {X}, {X}", id="the name of an account"),
        pytest.param("kayleigh_x", "Kayleigh rang", f"{X} rang", id="given as the name of an account"),
        pytest.param(
            "Grace", "GRACE came, Graces mum; a grace period", f"{X} came, {X} mum; a grace period", id="word in capitals"
        ),
        pytest.param("Tommy", "Tom drove", f"{X} drove", id="another form of the name"),
        pytest.param("Don", "I don't know. Don's car", f"I don't know. {X}'s car", id="a word that begins as a name"),
        pytest.param("Ellen", "An excellent day", "An excellent day", id="a word around a name"),
        pytest.param("Robert", "Her Amina-Roberts name", f"Her Amina-{X} name", id="a name after the child's own"),
        pytest.param("Jade Poole", "", "", id="nothing said"),
        pytest.param("Mo", "Moses was not there", "Moses was not there", id="a name within a name"),
    ],
)
def test_names_are_removed_from_the_whole_write_up(named: str, said: str, copied: str) -> None:
    told = {"whom": {"whom": [{"name": named, "age": "15"}]}, "own_words": {"words": said}}
    assert redact_answers(told, OtherPeople(told, own_names=("Amina", "Yusuf")))["own_words"]["words"] == copied


def test_the_answer_about_who_she_was_with_is_removed() -> None:
    assert redact_answers(WITH_JADE, OtherPeople(WITH_JADE)) == {"whom": {"whom": ANSWER_LEFT_OUT}}


def test_a_name_in_an_answer_about_others_is_removed_elsewhere_too() -> None:
    told = {"harm": {"harm_by": "a lad called Kyle", "harm_words": "kyle pushed me", "harms": ["THREATS"]}}
    copy = redact_answers(told, OtherPeople(told))
    assert copy["harm"] == {"harm_by": ANSWER_LEFT_OUT, "harm_words": f"{NAME_LEFT_OUT} pushed me", "harms": ["THREATS"]}


def test_a_name_in_how_she_knows_someone_is_removed_elsewhere_too() -> None:
    told = {"whom": {"whom": [{"name": "", "age": "", "known": "Met through Shaz"}]}, "own_words": {"words": "I met shaz"}}
    assert redact_answers(told, OtherPeople(told))["own_words"]["words"] == f"I met {NAME_LEFT_OUT}"


def test_a_forename_typed_without_its_capital_is_a_name_and_a_word_is_not() -> None:
    told = {"harm": {"harm_by": "it was kyle", "offences": "wanted me to rob", "harm_words": "Kyle told me to rob"}}
    assert redact_answers(told, OtherPeople(told))["harm"]["harm_words"] == f"{NAME_LEFT_OUT} told me to rob"


LETTERS = "abcdefghijklmnopqrstuvwxyzàâäçèéêëíîïñóôöúûüýšžłøå"
PARTS = st.text(LETTERS, min_size=2, max_size=9).map(str.title)
NAMES = st.lists(PARTS, min_size=1, max_size=3).flatmap(
    lambda parts: st.sampled_from(["-", "'", "\u2019", " ", "\u2010"]).map(lambda between: between.join(parts))
)
CASES = st.sampled_from([str.upper, str.lower, str.title, str.swapcase, str.capitalize])
ACCENTS = st.sampled_from([partial(unicodedata.normalize, form) for form in ("NFC", "NFD", "NFKD")] + [name_key])
ENDINGS = st.sampled_from(["", "'s", "\u2019s", "s", "s'", "'ll", "_x", "07", "-", "?", ","])
AROUND = st.sampled_from(["", "@", "(", "\u2018", "_", "xx_", "O'", "Jean-"])


@given(name=NAMES, said=st.data())
def test_a_copy_contains_no_given_name_in_any_spelling(name: str, said: st.DataObject) -> None:
    parts = [part for part in re.split("[-' \u2019\u2010]", name) if not NOT_NAMES & {comparison_key(part), comparison_key(name)}]
    assume(parts)
    part = said.draw(st.sampled_from(parts))
    around = said.draw(AROUND)
    name_as_typed = said.draw(ACCENTS)(said.draw(CASES)(part))
    ending = said.draw(ENDINGS)
    written = around + name_as_typed + ending
    assume(not comparison_key(part).endswith("s") or len(comparison_key(part)) > len("les"))
    assume(
        comparison_key(part) not in NAMES_THAT_ARE_WORDS
        and NOT_NAMES.isdisjoint(map(comparison_key, [written, *letter_runs(written)]))
    )
    told = {"whom": {"whom": [{"name": name}]}, "own_words": {"words": f"I went. {written} rang"}}
    copy = redact_answers(told, OtherPeople(told))["own_words"]["words"]
    left = (
        copy.removeprefix("I went. ").removesuffix(" rang").removeprefix(around).removesuffix(ending)
    )  # a copy keeps what is around a name
    assert comparison_key(part) not in comparison_key(left.replace(X, " "))


def test_text_without_names_is_copied_unchanged() -> None:
    told = {"help": {"wishes": "To see my nan", "safe_person": "Nan"}, "push": {"push": ["BULLYING"], "unanswered": ""}}
    assert redact_answers(told, OtherPeople(told)) == told


def test_the_child_s_copy_has_what_was_asked_of_them_and_what_will_be_done() -> None:
    left = [section.code for section in SECTIONS.values() if not included_for_child(section)]
    assert left == ["indicators", "carer", "analysis"]


def test_no_copy_contains_a_question_about_who_someone_is() -> None:
    about = {question.code for section in SECTIONS.values() for question in section.questions if question.about_others}
    assert about >= {"whom", "others_missing", "frightened", "harm_by", "given", "supplied", "online", "offences"}
