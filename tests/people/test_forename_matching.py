"""Matching of forenames: misspellings and nicknames of one child's forename, and which child a report is about."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waylight.people.forename_matching import Candidate, MatchAnswer, decide, settle
from waylight.people.forename_variants import is_form_of

names = st.text(st.characters(categories=("L", "M", "Zs", "Pd")), max_size=20)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        pytest.param("katie", "katherine", True, id="a nickname on the list"),
        pytest.param("jayden", "jaydon", True, id="a spelling of the same name"),
        pytest.param("amina", "aminna", True, id="a slip of the pen"),
        pytest.param("jack", "jake", False, id="two names of their own"),
        pytest.param("amina", "priya", False, id="nothing alike"),
        pytest.param("bo", "jo", False, id="too short to be a slip"),
    ],
)
def test_forms_of_a_forename(one: str, other: str, *, same: bool) -> None:
    assert is_form_of(one, other) is same
    assert is_form_of(other, one) is same


ALEX = [Candidate("one", ("Alexander",)), Candidate("two", ("Alexandra",))]
KAT, SAM = Candidate("kat", ("Katherine",)), Candidate("sam", ("Samuel", "Sam"))


@pytest.mark.parametrize(
    ("forename", "alike", "answer", "key"),
    [
        pytest.param("Katherine", [], MatchAnswer.NEW, None, id="nobody of this surname and birth date"),
        pytest.param("KATHERINE", [KAT, SAM], MatchAnswer.KNOWN, "kat", id="the very forename"),
        pytest.param("Katie", [KAT, SAM], MatchAnswer.KNOWN, "kat", id="a form of the forename"),
        pytest.param("", [KAT], MatchAnswer.UNDECIDED, None, id="no forename"),
        pytest.param("Oliver", [KAT, SAM], MatchAnswer.NEW, None, id="this could be a twin"),
        pytest.param("Sam", [SAM, Candidate("two", ("Sam",))], MatchAnswer.UNDECIDED, None, id="two of the same name"),
        pytest.param(
            "Alex",
            [Candidate("one", ("Alexander",)), Candidate("two", ("Alexandra",))],
            MatchAnswer.UNDECIDED,
            None,
            id="a form of two names",
        ),
    ],
)
def test_whom_a_report_is_about(forename: str, alike: list[Candidate[str]], answer: MatchAnswer, key: str | None) -> None:
    decision = decide(forename, alike)
    assert (decision.answer, decision.key) == (answer, key)
    assert decision.because


@given(st.permutations([("Jayden", 5), ("Jaydon", 2), ("JAYDEN", 1), ("Amina", 3)]))
def test_names_settle_the_same_in_any_order(told: list[tuple[str, int]]) -> None:
    assert settle(told) == {"Jayden": "Jayden", "Jaydon": "Jayden", "JAYDEN": "Jayden", "Amina": "Amina"}
