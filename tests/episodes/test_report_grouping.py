"""Which reports are of one episode: those whose missing periods overlap."""

from pathlib import Path

import pytest

from tests.exchange.packs import Row, load, on, together
from waylight.episodes.models import Episode

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("rows", "episodes"),
    [
        pytest.param([on("1", "10:00", "12:00", ref="A"), on("1", "11:00", "13:00", ref="B")], ["AB"], id="two that overlap"),
        pytest.param([on("1", "10:00", "12:00", ref="A"), on("1", "12:00", "13:00", ref="B")], ["A", "B"], id="touching"),
        pytest.param([on("1", "10:00", "20:00", ref="A"), on("1", "11:00", "13:00", ref="B")], ["AB"], id="one inside the other"),
        pytest.param([on("1", "10:00", "12:00", ref="A"), on("1", "10:00", "12:00", ref="B")], ["AB"], id="two exactly alike"),
        pytest.param([on("1", "10:00", "10:00", ref="A"), on("1", "10:00", "12:00", ref="B")], ["AB"], id="alike in last seen"),
        pytest.param(
            [on("1", "10:00", "12:00", ref="A"), on("1", "11:00", "14:00", ref="B"), on("1", "13:00", "15:00", ref="C")],
            ["ABC"],
            id="a chain, whose ends do not meet",
        ),
        pytest.param(
            [on("1", "10:00", "20:00", ref="A"), on("1", "11:00", "12:00", ref="B"), on("1", "13:00", "21:00", ref="C")],
            ["ABC"],
            id="a long one that holds two short ones",
        ),
        pytest.param([on("1", "10:00", ref="A"), on("1", "11:00", "13:00", ref="B")], ["AB"], id="one knows the return"),
        pytest.param(
            [on("1", "10:00", ref="A"), on("1", "11:00", "13:00", ref="B"), on("5", "10:00", "11:00", ref="C")],
            ["AB", "C"],
            id="once back by either's word, a later one is new",
        ),
        pytest.param([on("1", "10:00", "12:00", ref="A"), on("5", "10:00", ref="B")], ["A", "B"], id="back, then missing still"),
        pytest.param(
            [on("1", "10:00", "12:00", ref="A", category="Absent"), on("1", "11:00", "13:00", ref="B")],
            ["AB"],
            id="absent at first, missing later",
        ),
    ],
)
def test_reports_of_one_child(tmp_path: Path, rows: list[Row], episodes: list[str]) -> None:
    for order in (rows, rows[::-1]):
        load(tmp_path / "pack", order)
    assert together() == {frozenset(episode) for episode in episodes}


def test_an_episode_lasts_from_the_first_last_seen_to_the_last_return(tmp_path: Path) -> None:
    load(tmp_path, [on("1", "11:00", "13:00", ref="B"), on("1", "10:00", "12:00", ref="A")])
    episode = Episode.objects.get()
    assert (f"{episode.started_at:%H:%M}", f"{episode.returned_at:%H:%M}") == ("09:00", "12:00")


def test_absent_and_missing_at_once_is_missing(tmp_path: Path) -> None:
    load(tmp_path, [on("1", "10:00", "12:00", ref="A", category="Absent"), on("1", "11:00", "13:00", ref="B")])
    assert (Episode.objects.get().category, Episode.objects.get().reference) == ("MISSING", "B")


def test_absent_alone_is_an_episode_of_its_own_kind(tmp_path: Path) -> None:
    load(tmp_path, [on("1", "10:00", "12:00", category="Absent")])
    assert (Episode.objects.get().category, Episode.objects.counted().count()) == ("ABSENT", 0)


def test_the_same_hours_of_two_children_are_two_episodes(tmp_path: Path) -> None:
    load(tmp_path, [on("1", "10:00", "12:00", ref="A"), on("1", "11:00", "13:00", ref="B", surname="Byrne")])
    assert together() == {frozenset("A"), frozenset("B")}


def test_no_word_of_a_return_means_still_missing(tmp_path: Path) -> None:
    load(tmp_path, [on("1", "10:00")])
    assert Episode.objects.still_missing().count() == 1
