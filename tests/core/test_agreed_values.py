"""Settings of every kind are declared once, checked by one rule, and refused in words that name them by their label."""

from dataclasses import dataclass

import pytest

from waylight.core.agreed_values.declaration import (
    BadSetting,
    DefaultOrigin,
    DefaultSource,
    Setting,
    setting,
    settings_of,
    values_agreed,
)
from waylight.core.agreed_values.kinds import (
    OneOf,
    Rows,
    SettingKind,
    SomeOf,
    TableColumn,
    WholeNumber,
    WholeNumbers,
    Words,
    YesNo,
)

BASIS = OneOf({"START": "When the child went missing", "REPORT": "When it was reported"})
LEVELS = SomeOf({"NONE_APPARENT": "No apparent risk", "LOW": "Low", "MEDIUM": "Medium"})
RULES = Rows({"episodes": TableColumn("Episodes", WholeNumber()), "meeting": TableColumn("Meeting", Words(20))})
LEVEL_1 = {"episodes": 3, "meeting": "Level 1"}
GAP = WholeNumber("minutes", least=0, most=60)


@dataclass(frozen=True, kw_only=True)
class MadeUpTerms:
    gap: int = setting("episode.merge_gap", "Gap between two reports of one episode", GAP, 0)
    basis: str = setting("trigger.basis", "Day that counts for a repeat level", BASIS, "START")
    levels: tuple[str, ...] = setting("risk.joint_levels", "Levels that both must agree", LEVELS, ("NONE_APPARENT", "LOW"))
    interview: str = setting("term.interview", "Name of the return interview", Words(40), "Return interview")
    away: bool = setting("interview.after_away", "Offered after an absence", YesNo(), default=True)
    rules: tuple[dict[str, object], ...] = setting(
        "trigger.rules", "Repeat rules", RULES, ({"episodes": 3, "meeting": "Level 1"},)
    )


@pytest.mark.parametrize(
    ("kind", "stored", "expected"),
    [
        pytest.param(GAP, 0, 0, id="a number at its lower bound"),
        pytest.param(GAP, 60, 60, id="a number at its upper bound"),
        pytest.param(WholeNumbers(), [5, 3], (5, 3), id="numbers in any order"),
        pytest.param(BASIS, "REPORT", "REPORT", id="a choice"),
        pytest.param(LEVELS, ["LOW", "NONE_APPARENT"], ("NONE_APPARENT", "LOW"), id="several choices, in their own order"),
        pytest.param(LEVELS, [], (), id="no choice at all"),
        pytest.param(Words(), " Return chat ", "Return chat", id="words"),
        pytest.param(YesNo(), False, False, id="no"),
        pytest.param(RULES, [{"episodes": 2, "meeting": "First"}], ({"episodes": 2, "meeting": "First"},), id="a table"),
    ],
)
def test_a_stored_value_of_its_kind_is_used(kind: SettingKind, stored: object, expected: object) -> None:
    assert kind.validated(stored) == expected


@pytest.mark.parametrize(
    ("name", "stored", "said"),
    [
        pytest.param("gap", 61, "must be a whole number from 0 to 60.", id="a number out of bounds"),
        pytest.param("gap", "10", "must be a whole number from 0 to 60.", id="a word for a number"),
        pytest.param("gap", True, "must be a whole number from 0 to 60.", id="yes for a number"),
        pytest.param("basis", "END", "must be one of: When the child went missing, When it was reported.", id="no such choice"),
        pytest.param("basis", ["START"], "must be one of", id="a list for a choice"),
        pytest.param("levels", ["LOW", "HIGH"], "must be any of: No apparent risk, Low, Medium.", id="one choice unknown"),
        pytest.param("levels", "LOW", "must be any of", id="one choice, not in a list"),
        pytest.param("interview", "", "must be words, at most 40 characters on one line.", id="no words"),
        pytest.param("interview", "x" * 41, "must be words, at most 40 characters", id="too many words"),
        pytest.param("interview", "one\ntwo", "must be words", id="two lines"),
        pytest.param("away", 1, "must be yes or no.", id="a number for yes"),
        pytest.param("rules", [], "must be a table with at least one row of: “Episodes”, “Meeting”.", id="an empty table"),
        pytest.param("rules", [{"episodes": 2}], "must have these values in row 1: “Episodes”, “Meeting”.", id="a column short"),
        pytest.param(
            "rules", [{"episodes": 2, "meeting": "A"}, {"episodes": 0, "meeting": "B"}],
            "has a mistake in row 2: “Episodes” must be a whole number greater than 0.", id="a wrong value in a row",
        ),
    ],
)  # fmt: skip
def test_a_value_that_cannot_be_is_refused_by_the_label(name: str, stored: object, said: str) -> None:
    declared = settings_of(MadeUpTerms)[name]
    with pytest.raises(BadSetting) as refused:
        values_agreed(MadeUpTerms(), {declared.key: stored})
    assert str(refused.value).startswith(f"“{declared.label}” {said}")


def test_what_was_agreed_replaces_only_that_and_other_keys_are_ignored() -> None:
    agreed = values_agreed(MadeUpTerms(), {"episode.merge_gap": 5, "somebody.else": "x"})
    assert agreed == MadeUpTerms(gap=5)


@pytest.mark.parametrize("declared", settings_of(MadeUpTerms).values(), ids=lambda declared: declared.key)
def test_a_default_is_of_its_kind_and_is_a_proposal_unless_a_source_is_given(declared: Setting) -> None:
    assert declared.validated(declared.default) == declared.default
    assert declared.source.origin == DefaultOrigin.OURS
    assert declared.kind.hint.endswith(".")


def test_a_default_can_have_its_paper() -> None:
    paper = DefaultSource(DefaultOrigin.LOCAL, "Another area, 2018")
    assert (
        str(Setting("a.key", "A label", YesNo(), default=True, source=paper).source)
        == "Agreed in another area: Another area, 2018"
    )


@pytest.mark.parametrize(
    ("kind", "text", "value", "words"),
    [
        pytest.param(WholeNumber("hours"), "72", 72, "72 hours", id="a number"),
        pytest.param(WholeNumber("hours"), "1", 1, "1 hour", id="one"),
        pytest.param(WholeNumber("hours"), "a few", "a few", None, id="not a number"),
        pytest.param(WholeNumbers("episodes"), "3, 5 and 9", [3, 5, 9], "3, 5, 9 episodes", id="numbers"),
        pytest.param(YesNo(), "Yes", True, "Yes", id="yes"),
        pytest.param(BASIS, "when it was reported", "REPORT", "When it was reported", id="a choice by its label"),
        pytest.param(LEVELS, "Low and medium", ["LOW", "MEDIUM"], "Low, Medium", id="several choices"),
        pytest.param(LEVELS, "none", [], "None", id="none of them"),
        pytest.param(Words(), " Return chat ", "Return chat", "Return chat", id="words"),
    ],
)
def test_what_a_person_types_is_read_and_shown(kind: SettingKind, text: str, value: object, words: str | None) -> None:
    assert kind.read(text) == value
    if words is not None:
        assert kind.in_words(kind.validated(value)) == words


def test_a_table_is_shown_row_by_row() -> None:
    assert RULES.in_words(MadeUpTerms().rules) == "Episodes: 3, Meeting: Level 1"
