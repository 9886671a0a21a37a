"""Each measure over a handful of lives, and the promises that hold for any lives."""

from datetime import date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import ibis
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.facts.made_up_facts import OURS, About, Life, facts_of
from waylight.facts.durations import BANDS
from waylight.facts.episode_rows import DatedPeriod
from waylight.indicators.drilldown import OPENING, episodes_behind
from waylight.indicators.engine import CHILDREN, WHOLE, measures

YEAR = date(2026, 1, 1), date(2027, 1, 1)
LIVES = (
    # A goes three times, first at 13 (a birthday falls between), always from home.
    Life("A", "2026-02-01 23:15", "2026-02-02 01:00", "COMPLETED", "2026-02-03 10:00", "2026-02-02 10:00",
         check="DONE", checked="2026-02-02 09:00"),
    Life("A", "2026-07-01 00:30", "2026-07-01 05:00", "DECLINED_CHILD", offered="2026-07-02 10:00",
         check="BY_PHONE", checked="2026-07-02 05:01"),
    Life("A", "2026-07-09 17:20", "2026-07-12 17:20", "COMPLETED", "2026-07-16 10:00", "2026-07-13 10:00"),
    # B is another authority's, in a children's home, flagged, and still out.
    Life("B", "2026-07-20 18:00", "", missing_from="CHILDRENS_HOME"),
    # C is back, nothing recorded; and once absent, which stands beside.
    Life("C", "2026-11-30 23:59", "2026-12-01 00:01"),
    Life("C", "2026-12-05 12:00", "2026-12-05 18:00", category="ABSENT"),
    # D is an adult.
    Life("D", "2026-03-01 12:00", "2026-03-02 12:00"),
)  # fmt: skip
ABOUT = {
    "A": About(born_on=date(2012, 5, 5)),
    "B": About(
        born_on=date(2010, 1, 1), care=[DatedPeriod(date(2025, 1, 1), None, "358")], flagged=[DatedPeriod(date(2026, 1, 1), None)]
    ),
    "D": About(born_on=date(2008, 3, 1)),
}
EXPECTED: dict[str, Any] = {
    "episodes": 5, "closed": 4, "still_missing": 1, "within_24h": 3, "cse_episodes": 1,
    "children": 3, "children_once": 2, "children_3plus": 1, "children_5plus": 0, "most_episodes": 3,
    "children_aged_14plus": 2, "children_aged_15plus": 2, "cse_children": 1, "looked_after_children": 1, "other_la_children": 1,
    "missing_from_children": {"Children's home": 1, "Family home": 2},
    "age_at_start": {"13": 1, "14": 2, "15": 1, "16": 1},
    "hour_of_start": {"0": 1, "17": 1, "18": 1, "23": 2},
    "rhi": {
        "due": 4, "offered": 3, "completed": 2, "in_72h": 1, "declined": 1, "no_contact": 0, "superseded": 0, "not_offered": 0,
        "outstanding": 1, "children_declined": 1, "children_interviewed": 1,
    },
    "checks": {"made": 2, "in_24h": 1},
}  # fmt: skip


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> ibis.BaseBackend:
    return facts_of(tmp_path_factory.mktemp("year"), LIVES, ABOUT)


@pytest.mark.parametrize(("key", "expected"), EXPECTED.items(), ids=EXPECTED)
def test_a_year_of_a_few_children(year: ibis.BaseBackend, key: str, expected: object) -> None:
    assert measures(year, OURS, *YEAR, for_reports=True)[WHOLE][key] == expected


def test_durations_by_band(year: ibis.BaseBackend) -> None:
    found = measures(year, OURS, *YEAR, for_reports=True)[WHOLE]["duration"]
    assert {BANDS[int(band)]: number for band, number in found.items()} == {
        "Up to 1 hour": 1, "1 to 6 hours": 2, "2 to 3 days": 1, "Not yet back": 1,
    }  # fmt: skip


def test_what_only_reports_show_is_not_among_the_measures_councils_exchange(year: ibis.BaseBackend) -> None:
    assert not {"checks", "duration"} & set(measures(year, OURS, *YEAR)[WHOLE])


def test_a_month_with_nothing_in_it_is_there_with_noughts(year: ibis.BaseBackend) -> None:
    found = measures(year, OURS, *YEAR, by_month=True)[202604]
    assert (found["episodes"], found["rhi"]["due"], found["age_at_start"]) == (0, 0, {})


def test_a_child_who_goes_often_is_counted_among_all_the_levels(tmp_path: Path) -> None:
    nights = [date(2026, 1, 1) + timedelta(days=day) for day in range(51)]
    often = [Life("A", f"{night} 20:00", f"{night} 21:00") for night in nights]
    found = measures(facts_of(tmp_path, often), OURS, *YEAR)[WHOLE]
    levels = ("children_3plus", "children_5plus", "children_10plus", "children_over_50", "episodes_of_10plus", "most_episodes")
    assert [found[level] for level in levels] == [1, 1, 1, 1, 51, 51]


NEW_YEAR = datetime.fromisoformat("2026-01-01 00:00")


@pytest.mark.parametrize("key", sorted(OPENING))
def test_what_stands_behind_a_figure_is_as_many_as_the_figure(year: ibis.BaseBackend, key: str) -> None:
    opened = episodes_behind(year, key, OURS, *YEAR)
    number = len(opened) if OPENING[key].base not in CHILDREN else len({LIVES[episode - 1].child for episode in opened})
    assert number == measured(measures(year, OURS, *YEAR, for_reports=True)[WHOLE], key)


def measured(found: Any, key: str) -> int:
    for part in key.split("."):
        found = found[part]
    return int(found)


OUTCOMES = ("", "COMPLETED", "DECLINED_CHILD", "DECLINED_PARENT", "NO_CONTACT", "SUPERSEDED", "NOT_OFFERED", "EXEMPT")
PARTS = ("completed", "declined", "no_contact", "superseded", "not_offered", "outstanding")


@st.composite
def lives(draw: st.DrawFn) -> Life:
    started = NEW_YEAR + timedelta(minutes=draw(st.integers(0, 525_000)))
    back = started + timedelta(minutes=draw(st.integers(1, 100_000)))
    held = back + timedelta(hours=draw(st.integers(-50, 200)))
    return Life(
        draw(st.sampled_from("ABCDE")),
        f"{started:%Y-%m-%d %H:%M}",
        draw(st.sampled_from([f"{back:%Y-%m-%d %H:%M}", ""])),
        draw(st.sampled_from(OUTCOMES)),
        draw(st.sampled_from([f"{held:%Y-%m-%d %H:%M}", ""])),
        category=draw(st.sampled_from(["MISSING", "MISSING", "MISSING", "ABSENT"])),
    )


@settings(max_examples=10, deadline=None)
@given(st.lists(lives(), max_size=25))
def test_whatever_happens_the_parts_make_the_whole_and_months_add_up(told: list[Life]) -> None:
    with TemporaryDirectory() as folder:
        connection = facts_of(Path(folder), told)
        whole = measures(connection, OURS, date(2026, 1, 1), date(2027, 4, 1), for_reports=True)[WHOLE]
        months = measures(connection, OURS, date(2026, 1, 1), date(2027, 4, 1), by_month=True)
        one_by_one = [
            measures(connection, OURS, start, date(start.year, start.month + 1, 1))[WHOLE]
            for start in (date(2026, month, 1) for month in (1, 6, 11))
        ]
    assert whole["rhi"]["due"] == sum(whole["rhi"][part] for part in PARTS)
    assert whole["episodes"] == sum(whole["age_at_start"].values()) == sum(whole["hour_of_start"].values())
    assert whole["episodes"] == sum(whole["duration"].values()) == whole["closed"] + whole["still_missing"]
    assert whole["episodes"] == sum(found["episodes"] for found in months.values())
    assert whole["rhi"]["due"] == sum(found["rhi"]["due"] for found in months.values())
    assert whole["children"] <= sum(found["children"] for found in months.values())
    assert [months[month] for month in (202601, 202606, 202611)] == one_by_one
