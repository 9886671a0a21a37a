"""The guidance's own worked example: three children, eight episodes, a quarter."""

from datetime import date
from pathlib import Path

import ibis
import pytest

from tests.facts.made_up_facts import OURS, About, Life, facts_of
from waylight.indicators.engine import WHOLE, Measures, measures

# A lives at home; B turns 18 while missing; C is ours, looked after elsewhere. One interview covers A's first two.
QUARTER = (
    Life("A", "2026-01-30 22:00", "2026-01-31 09:00", "COMPLETED", "2026-02-02 10:00"),
    Life("A", "2026-01-31 23:30", "2026-02-01 02:00", "COMPLETED", "2026-02-02 10:00"),
    Life("B", "2026-02-08 20:00", "2026-02-10 00:00", "EXEMPT"),
    Life("C", "2026-02-03 18:00", "2026-02-05 19:00", "DECLINED_CHILD"),
    Life("C", "2026-02-20 12:00", "2026-02-20 20:00", "COMPLETED", "2026-02-24 20:30"),
    Life("C", "2026-02-27 21:00", "2026-03-01 10:00", "COMPLETED", "2026-03-03 09:00"),
    Life("A", "2026-03-10 08:00", "2026-03-10 18:00", "SUPERSEDED"),
    Life("A", "2026-03-11 09:00", "2026-03-11 22:00", "NO_CONTACT"),
)
ABOUT = {"B": About(born_on=date(2008, 2, 10))}
EXPECTED = {
    "episodes": (2, 4, 2, 8),
    "children": (1, 2, 1, 3),
    "rhi.due": (1, 3, 3, 7),
    "rhi.completed": (1, 2, 1, 4),
    "rhi.declined": (0, 1, 0, 1),
    "rhi.superseded": (0, 0, 1, 1),
    "rhi.no_contact": (0, 0, 1, 1),
    "rhi.not_offered": (0, 0, 0, 0),
    "rhi.outstanding": (0, 0, 0, 0),
    "rhi.in_72h": (1, 1, 1, 3),
}


@pytest.fixture(scope="module")
def quarter(tmp_path_factory: pytest.TempPathFactory) -> ibis.BaseBackend:
    return facts_of(tmp_path_factory.mktemp("quarter"), QUARTER, ABOUT)


def value(found: Measures, key: str) -> int:
    for part in key.split("."):
        found = found[part]
    return int(str(found))


@pytest.mark.parametrize(("key", "expected"), EXPECTED.items(), ids=EXPECTED)
def test_each_month_and_the_quarter(quarter: ibis.BaseBackend, key: str, expected: tuple[int, ...]) -> None:
    by_month = measures(quarter, OURS, date(2026, 1, 1), date(2026, 4, 1), by_month=True)
    whole = measures(quarter, OURS, date(2026, 1, 1), date(2026, 4, 1))[WHOLE]
    assert (*(value(found, key) for found in by_month.values()), value(whole, key)) == expected


def test_children_of_the_quarter_are_three_and_never_the_sum_of_its_months(quarter: ibis.BaseBackend) -> None:
    by_month = measures(quarter, OURS, date(2026, 1, 1), date(2026, 4, 1), by_month=True)
    assert sum(found["children"] for found in by_month.values()) == 4
    assert measures(quarter, OURS, date(2026, 1, 1), date(2026, 4, 1))[WHOLE]["children"] == 3


def test_a_period_cut_inside_a_month_counts_only_its_own_days(quarter: ibis.BaseBackend) -> None:
    found = measures(quarter, OURS, date(2026, 1, 31), date(2026, 2, 6))[WHOLE]
    assert (found["episodes"], found["children"], found["rhi"]["due"]) == (2, 2, 3)


def test_a_month_cut_short_is_not_taken_from_the_prepared_months(quarter: ibis.BaseBackend) -> None:
    by_month = measures(quarter, OURS, date(2026, 1, 31), date(2026, 3, 1), by_month=True)
    assert {month: found["episodes"] for month, found in by_month.items()} == {202601: 1, 202602: 4}


def test_another_councils_children_are_not_counted(quarter: ibis.BaseBackend) -> None:
    assert measures(quarter, "990", date(2026, 1, 1), date(2026, 4, 1))[WHOLE]["episodes"] == 0


def test_dates_of_return_decide_the_month_an_interview_was_due(tmp_path: Path) -> None:
    back = Life("A", "2026-06-30 22:00", "2026-07-01 00:30", "COMPLETED", "2026-07-02 10:00")
    by_month = measures(facts_of(tmp_path, [back]), OURS, date(2026, 6, 1), date(2026, 8, 1), by_month=True)
    assert [(found["episodes"], found["rhi"]["due"]) for found in by_month.values()] == [(1, 0), (0, 1)]
