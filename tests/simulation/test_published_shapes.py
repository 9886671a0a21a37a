import csv
from collections import Counter
from dataclasses import replace
from datetime import datetime

import pytest

from tests.simulation.conftest import YEAR
from waylight.exchange.simulation.clock_text import DAY
from waylight.exchange.simulation.interview_rows import InterviewRows
from waylight.exchange.simulation.plan import PackCounts
from waylight.exchange.simulation.simulated_children import SimulatedChild, SimulatedChildren


@pytest.fixture(scope="module")
def children() -> list[SimulatedChild]:
    return list(SimulatedChildren(YEAR))


def _share(some, everything):
    return len(some) / len(everything)


def _of(children, wanted):
    return _share([child for child in children if wanted(child)], children)


def test_two_children_in_three_go_missing_once(children):
    assert 0.66 <= _of(children, lambda child: len(child.episodes) == 1) <= 0.70


def test_a_few_children_go_missing_very_often(children):
    assert 0.04 <= _of(children, lambda child: len(child.episodes) >= 10) <= 0.09
    assert max(len(child.episodes) for child in children) > 20


def test_most_episodes_end_within_a_day(children):
    lasted = [episode.ended - episode.began for child in children for episode in child.episodes if episode.ended is not None]
    assert 0.84 <= _share([minutes for minutes in lasted if minutes <= DAY], lasted) <= 0.91


def test_evenings_are_when_most_children_go(children):
    hours = Counter(episode.began % DAY // 60 for child in children for episode in child.episodes)
    assert sum(hours[hour] for hour in range(17, 24)) > 0.5 * sum(hours.values())
    assert hours[3] < hours[22] / 3


def test_fifteen_and_sixteen_are_the_ages_that_go_most(children):
    ages = Counter(int((episode.began // DAY - child.born) / 365.25) for child in children for episode in child.episodes)
    assert {age for age, _ in ages.most_common(3)} <= {14, 15, 16, 17}
    assert min(ages) >= 5
    assert max(ages) <= 17


def test_a_third_live_in_homes_and_two_thirds_of_those_are_other_councils_children(children):
    in_homes = [child for child in children if child.home]
    assert 0.26 <= _share(in_homes, children) <= 0.38
    assert 0.55 <= _of(in_homes, lambda child: child.owner != YEAR.council) <= 0.73


def test_children_with_a_flag_go_missing_more(children):
    flagged = [child for child in children if child.flagged_since]
    episodes = sum(len(child.episodes) for child in flagged) / YEAR.episodes
    assert 0.10 <= _share(flagged, children) <= 0.20
    assert 0.20 <= episodes <= 0.42


def test_one_child_in_nine_is_not_known_to_the_council(children):
    assert 0.07 <= _of(children, lambda child: not child.known) <= 0.16


def test_episodes_are_spread_over_the_whole_time(children):
    quarters = Counter(
        (episode.began - YEAR.begins) * 4 // (YEAR.ends - YEAR.begins) for child in children for episode in child.episodes
    )
    assert all(0.18 <= quarters[quarter] / YEAR.episodes <= 0.32 for quarter in range(4))


def test_interviews_end_as_providers_report(children):
    interviews = InterviewRows(YEAR, PackCounts())
    outcomes = Counter(str(row[4]) for child in children for row in interviews.of(child))
    rows = sum(outcomes.values())
    assert 0.58 <= outcomes["Completed"] / rows <= 0.70
    assert 0.12 <= (outcomes["Declined by young person"] + outcomes["Declined by parent"]) / rows <= 0.24
    assert outcomes["Missing again"] > 0


def test_four_interviews_in_five_are_held_within_seventy_two_hours(children):
    interviews = InterviewRows(replace(YEAR, clean=True), PackCounts())
    back = {episode.reference: episode.ended for child in children for episode in child.episodes}
    rows = [row for child in children for row in interviews.of(child) if row[5] is not None]
    held = [row[5].minute - back[row[0].split(";")[-1]] for row in rows]
    assert 0.75 <= _share([minutes for minutes in held if minutes <= 3 * DAY], held) <= 0.87


def test_no_clock_ever_showed_the_hour_that_spring_skips(year):
    folder, _ = year
    rows = csv.DictReader((folder / "police_reports.csv").open(encoding="cp1252", newline=""))
    skipped = [row for row in rows for name in ("Last Seen", "Reported", "Returned") if row[name].startswith("31/03/2024 01:")]
    assert not skipped
    assert datetime(2024, 3, 31).isoweekday() == 7  # noqa: DTZ001 - a day
