"""Every indicator is registered once, says what it means, and rests on another that exists."""

import ast
from importlib.resources import files

import pytest

from waylight.indicators.indicator import Indicator
from waylight.indicators.register import COUNTS, REGISTER, SHARES, named


def test_no_two_indicators_share_a_key() -> None:
    assert len({indicator.key for indicator in REGISTER}) == len(REGISTER)


@pytest.mark.parametrize("indicator", REGISTER, ids=lambda indicator: indicator.key)
def test_an_indicator_is_a_question_with_a_source(indicator: Indicator) -> None:
    assert indicator.question.endswith("?")
    assert indicator.source.publisher
    assert named(indicator.key) is indicator


@pytest.mark.parametrize("share", SHARES, ids=lambda share: share.key)
def test_a_share_is_one_count_of_another(share) -> None:
    keys = {count.key for count in COUNTS}
    assert {share.part, share.whole} <= keys


def test_every_indicator_written_is_registered() -> None:
    written = 0
    for module in files("waylight.indicators").iterdir():
        if module.name.endswith(".py") and module.name not in {"indicator.py", "measuring.py"}:
            tree = ast.parse(module.read_text())
            calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name))
            written += sum(call.func.id in {"Count", "Share", "Spread"} for call in calls if isinstance(call.func, ast.Name))
    assert written == len(REGISTER)


def test_a_board_reads_that_a_check_by_phone_or_through_the_carer_counts() -> None:
    assert "in person, by phone or through the carer" in named("checks.made").question


def test_a_board_reads_of_which_returns_the_checks_in_time_are_a_share() -> None:
    share = named("checks.in_24h_share")
    assert (share.whole, "Of the returns with an interview due" in share.question) == ("rhi.due", True)


@pytest.mark.parametrize("key", ["rhi.offered", "rhi.offered_share"])
def test_a_board_reads_that_a_contact_that_reached_no_one_counts_as_an_offer(key: str) -> None:
    assert "or try to" in named(key).question
