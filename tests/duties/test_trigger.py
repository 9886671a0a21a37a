"""Repeat levels: three, five and nine in ninety days, first and last day included, and again only after fewer."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waylight.duties.protocol import NATIONAL, Protocol
from waylight.duties.trigger import count_in_window, find_repeat_levels

DAY = timedelta(days=1)
START = date(2026, 1, 1)


def days(*numbers: int) -> list[tuple[date, int]]:
    return [(START + number * DAY, number) for number in numbers]


def levels(episodes: list[tuple[date, int]], protocol: Protocol = NATIONAL) -> list[tuple[int, int]]:
    return [((reached.on - START).days, reached.level) for reached in find_repeat_levels(episodes, protocol)]


@pytest.mark.parametrize(
    ("begun", "expected"),
    [
        pytest.param((), [], id="nothing from nothing"),
        pytest.param((0, 10), [], id="two are not three"),
        pytest.param((0, 10, 20), [(20, 3)], id="the third fires"),
        pytest.param((0, 10, 89), [(89, 3)], id="the ninetieth date still counts"),
        pytest.param((0, 10, 90), [], id="the ninety-first date does not"),
        pytest.param((0, 0, 0), [(0, 3)], id="three on one day"),
        pytest.param((0, 10, 20, 30), [(20, 3)], id="the fourth does not fire again"),
        pytest.param((0, 1, 2, 3, 4), [(2, 3), (4, 5)], id="the fifth fires five"),
        pytest.param(tuple(range(9)), [(2, 3), (4, 5), (8, 9)], id="the ninth fires nine"),
        pytest.param((0, 10, 20, 105, 106), [(20, 3), (106, 3)], id="fires again when a later episode found two in the window"),
        pytest.param((0, 10, 20, 100, 101, 102), [(20, 3), (101, 3)], id="counts the window, not the calendar"),
        pytest.param((0, 10, 20, 80, 95, 105), [(20, 3)], id="does not fire again while every episode finds three"),
        pytest.param((0, 10, 20, 300), [(20, 3)], id="a quiet stretch fires nothing by itself"),
    ],
)  # fmt: skip
def test_a_child_reaches_a_level_once_until_the_count_falls(begun: tuple[int, ...], expected: list[tuple[int, int]]) -> None:
    assert levels(days(*begun)) == expected


def test_a_level_names_the_episodes_of_its_window() -> None:
    assert [reached.episodes for reached in find_repeat_levels(days(0, 50, 95, 100))] == [(50, 95, 100)]


def test_a_council_s_own_levels_and_window() -> None:
    own = Protocol(trigger_levels=(2,), meeting_working_days=(5,), trigger_days=30)
    assert levels(days(0, 29), own) == [(29, 2)]
    assert levels(days(0, 30), own) == []


some_episodes = st.lists(st.integers(0, 400), max_size=40)


def by_the_book(begun: list[int]) -> list[tuple[int, int]]:
    """The rule as the guidance writes it: one level at a time, counted again for every episode."""
    begun = sorted(begun)
    reached = []
    for level in (3, 5, 9):
        ready = True
        for place, day in enumerate(begun):
            count = len([earlier for earlier in begun[: place + 1] if day - 89 <= earlier <= day])
            if count < level:
                ready = True
            elif ready:
                reached.append((place, day, level))
                ready = False
    return [(day, level) for _, day, level in sorted(reached)]


@given(some_episodes)
def test_the_levels_agree_with_a_count_by_hand(begun: list[int]) -> None:
    assert levels(days(*begun)) == by_the_book(begun)


@given(some_episodes, st.randoms(use_true_random=False))
def test_the_order_of_the_episodes_makes_no_difference(begun: list[int], chance: object) -> None:
    shuffled = begun[:]
    chance.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis hands a random.Random
    assert levels(days(*shuffled)) == levels(days(*begun))


@given(some_episodes)
def test_a_level_is_reached_only_with_that_many_episodes_in_the_window(begun: list[int]) -> None:
    for reached in find_repeat_levels(days(*begun)):
        assert len(reached.episodes) >= reached.level
        assert all(reached.on - 89 * DAY <= START + number * DAY <= reached.on for number in reached.episodes)


@given(some_episodes, st.integers(0, 500))
def test_the_count_today_is_that_of_the_window_that_ends_today(begun: list[int], today: int) -> None:
    expected = len([day for day in begun if today - 89 <= day <= today])
    assert count_in_window(days(*begun), START + today * DAY) == expected
