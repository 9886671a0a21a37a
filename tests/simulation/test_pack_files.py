import csv
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from itertools import pairwise

import openpyxl
import pytest

from tests.simulation.conftest import MONTH
from waylight.exchange.simulation.pack import write_pack
from waylight.exchange.simulation.plan import ImpossiblePlan, Plan
from waylight.exchange.simulation.simulated_children import SimulatedChildren


def _bytes(folder):
    return {file.name: sha256(file.read_bytes()).hexdigest() for file in sorted(folder.iterdir())}


def _reports(folder):
    return list(csv.DictReader((folder / "police_reports.csv").open(encoding="cp1252", newline="")))


def test_the_same_seed_gives_the_same_bytes(tmp_path):
    write_pack(MONTH, tmp_path / "one")
    write_pack(MONTH, tmp_path / "two")
    assert _bytes(tmp_path / "one") == _bytes(tmp_path / "two")


def test_another_seed_gives_other_children(tmp_path):
    write_pack(MONTH, tmp_path / "one")
    write_pack(replace(MONTH, seed=8), tmp_path / "two")
    one, two = _bytes(tmp_path / "one"), _bytes(tmp_path / "two")
    assert one["children.csv"] != two["children.csv"]
    assert one["police_reports.csv"] != two["police_reports.csv"]


def test_a_pack_holds_the_files_a_council_receives(year):
    folder, _ = year
    assert {file.name for file in folder.iterdir()} == {
        "care.csv", "children.csv", "flags.csv", "homes.csv", "interviews.xlsx", "placements.csv", "police_reports.csv",
        "population.csv",
    }  # fmt: skip
    assert (folder / "children.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert (folder / "police_reports.csv").read_bytes().count(b"\r\n") == len(_reports(folder)) + 1


def test_the_provider_puts_two_rows_above_its_headings(year):
    folder, written = year
    book = openpyxl.load_workbook(folder / "interviews.xlsx", read_only=True)
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    book.close()
    assert rows[0][0] == "Return interview provider: quarterly return"
    assert rows[2][0] == "Incident ref(s)"
    assert len(rows) - 3 == written.interview_rows
    assert isinstance(rows[4][2], datetime)


def test_every_child_and_episode_asked_for_is_there(year):
    _, written = year
    assert (written.children, written.episodes) == (572, 1709)


def test_the_force_logs_reports_in_order(tmp_path):
    write_pack(replace(MONTH, clean=True), tmp_path)
    days = [row["Incident Ref"].removeprefix("MP").removeprefix("H").split("-")[0] for row in _reports(tmp_path)]
    assert all(later >= earlier or int(earlier) - int(later) <= 1 for earlier, later in pairwise(days))


def test_a_large_pack_is_put_in_order_a_part_at_a_time(tmp_path, monkeypatch):
    whole = write_pack(MONTH, tmp_path / "whole")
    monkeypatch.setattr("waylight.exchange.simulation.pack.ROWS_SORTED_AT_ONCE", 10)
    in_parts = write_pack(MONTH, tmp_path / "parts")
    assert whole == in_parts
    assert _reports(tmp_path / "whole") == _reports(tmp_path / "parts")


def test_children_are_drawn_one_at_a_time():
    huge = replace(MONTH, children=200_000, episodes=500_000)
    children = iter(SimulatedChildren(huge))
    first = [next(children) for _ in range(10)]
    assert len({child.person for child in first}) == 10


def test_a_clean_pack_leaves_out_what_feeds_get_wrong(tmp_path):
    written = write_pack(replace(MONTH, clean=True, children=300, episodes=600), tmp_path)
    assert (written.refused, written.exported_twice, written.interviews_refused) == (0, 0, 0)
    assert written.second_reports > 0


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        pytest.param({"children": 0}, "at least one child", id="nobody"),
        pytest.param({"episodes": 39}, "children need at least", id="fewer episodes than children"),
        pytest.param({"until": MONTH.since}, "before the end", id="no time at all"),
        pytest.param({"episodes": 900}, "too many for 40 children", id="more than they could"),
    ],
)
def test_a_plan_that_cannot_be_is_refused_in_words(asked, says):
    with pytest.raises(ImpossiblePlan, match=says):
        replace(MONTH, **asked)


def test_nobody_comes_back_after_the_extract_was_taken():
    plan = Plan(children=300, episodes=900, seed=3, since=MONTH.since, until=MONTH.until)
    for child in SimulatedChildren(plan):
        for episode in child.episodes:
            assert plan.begins <= episode.began < plan.ends
            assert episode.ended is None or episode.began <= episode.ended < plan.ends


def test_no_two_absences_of_a_child_overlap():
    for child in SimulatedChildren(replace(MONTH, children=300, episodes=900)):
        for earlier, later in pairwise(child.episodes):
            assert earlier.ended is not None
            assert earlier.ended < later.began
