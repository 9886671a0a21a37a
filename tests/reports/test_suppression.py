"""Small numbers are hidden, and so is whatever would give them away."""

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waylight.reports.disclosure.suppression import Sum, derivable, figures_to_hide, is_small

TOTAL = (Sum("all", ("a", "b", "c")),)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        pytest.param({"all": 60, "a": 20, "b": 30, "c": 10}, set(), id="nothing small, nothing hidden"),
        pytest.param({"all": 60, "a": 2, "b": 40, "c": 18}, {"a", "c"}, id="one small number takes its least neighbour with it"),
        pytest.param({"all": 40, "a": 1, "b": 36, "c": 3}, {"a", "c"}, id="two small numbers hide each other"),
        pytest.param({"all": 40, "a": 4, "b": 36, "c": 0}, {"a", "b"}, id="a nought hides nobody"),
        pytest.param({"all": 5, "a": 5, "b": 0, "c": 0}, {"all", "a"}, id="a small whole"),
        pytest.param({"all": 36, "a": 36, "b": 0, "c": 0}, set(), id="noughts may be shown"),
    ],
)
def test_what_is_hidden(values: dict[str, int], expected: set[str]) -> None:
    assert figures_to_hide(values, TOTAL) == expected


def test_the_rest_that_nobody_prints_may_not_be_found_either() -> None:
    values = {"back": 30, "within a day": 28, "later": 2}
    shown = figures_to_hide(values, [Sum("back", ("within a day", "later"))], unpublished=frozenset({"later"}))
    assert shown == {"within a day"}


def test_a_month_cannot_be_found_from_the_year() -> None:
    values = {"year": 130, **{f"month {number}": 10 + number for number in range(1, 12)}, "month 12": 4}
    months = tuple(f"month {number}" for number in range(1, 13))
    assert figures_to_hide(values, [Sum("year", months)]) == {"month 12", "month 1"}


@st.composite
def tables(draw: st.DrawFn) -> tuple[dict[str, int], list[Sum]]:
    """Figures in rows and columns with their totals: each figure stands in two sums."""
    high, wide = draw(st.integers(1, 3)), draw(st.integers(2, 4))
    values = {f"{row},{column}": draw(st.integers(0, 12)) for row, column in product(range(high), range(wide))}
    ties = [Sum(f"row {row}", tuple(f"{row},{column}" for column in range(wide))) for row in range(high)]
    ties += [Sum(f"column {column}", tuple(f"{row},{column}" for row in range(high))) for column in range(wide)]
    for tie in ties:
        values[tie.whole] = sum(values[part] for part in tie.parts)
    ties.append(Sum("all", tuple(f"row {row}" for row in range(high))))
    ties.append(Sum("all", tuple(f"column {column}" for column in range(wide))))
    values["all"] = sum(values[f"row {row}"] for row in range(high))
    return values, ties


@given(tables())
def test_no_small_number_is_shown_or_can_be_worked_out(table: tuple[dict[str, int], list[Sum]]) -> None:
    values, ties = table
    concealed = set(figures_to_hide(values, ties))
    assert {key for key, value in values.items() if is_small(value)} <= concealed
    assert not any(is_small(values[key]) for key in derivable(ties, concealed))


@given(tables())
def test_the_solver_agrees_with_plain_elimination(table: tuple[dict[str, int], list[Sum]]) -> None:
    values, ties = table
    concealed = sorted(figures_to_hide(values, ties))
    assert derivable(ties, set(concealed)) == {key for key in concealed if _determined(key, concealed, ties)}


def _determined(key: str, concealed: list[str], ties: list[Sum]) -> bool:
    """A figure is determined when fixing it adds nothing to the rank of the equations."""
    rows = [[Fraction(tie.parts.count(each) - (tie.whole == each)) for each in concealed] for tie in ties]
    fixed = [Fraction(each == key) for each in concealed]
    return _rank([*rows, fixed]) == _rank(rows)


def _rank(rows: list[list[Fraction]]) -> int:
    left, rank = [row[:] for row in rows], 0
    for column in range(len(left[0]) if left else 0):
        lead = next((row for row in left[rank:] if row[column]), None)
        if lead is None:
            continue
        left.remove(lead)
        left.insert(rank, lead)
        for row in left[rank + 1 :]:
            share = row[column] / lead[column]
            row[:] = [each - share * first for each, first in zip(row, lead, strict=True)]
        rank += 1
    return rank
