"""What is understood of what people type into the search."""

from datetime import date

import pytest

from waylight.people.search.query import parse_query

TODAY = date(2026, 11, 24)
A_DAY = date(2012, 3, 14)


@pytest.mark.parametrize(
    "typed",
    [
        "14/3/2012", "14/03/2012", "14-3-2012", "14.3.2012", "14 3 2012", "2012-03-14", "14 March 2012", "14 mar 12",
        "14th March 2012", "14mar2012", "14032012", "14/3/12",
    ],
)  # fmt: skip
def test_a_birth_date_is_read_however_it_is_written(typed: str) -> None:
    asked = parse_query(typed, today=TODAY)
    assert (asked.born_from, asked.born_until, asked.names) == (A_DAY, A_DAY, ())


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("yusuf amina 2012", date(2012, 1, 1), date(2012, 12, 31)),
        ("amina 2012 yusuf", date(2012, 1, 1), date(2012, 12, 31)),
        ("Amina Yusuf, February 2012", date(2012, 2, 1), date(2012, 2, 29)),
        ("amina yusuf 2/2012", date(2012, 2, 1), date(2012, 2, 29)),
        ("amina yusuf 14/3/2012", A_DAY, A_DAY),
    ],
)
def test_a_year_or_a_month_beside_a_name_narrows_it(typed: str, first: date, last: date) -> None:
    asked = parse_query(typed, today=TODAY)
    assert (asked.born_from, asked.born_until) == (first, last)
    assert sorted(name.lower() for name in asked.names) == ["amina", "yusuf"]


@pytest.mark.parametrize("name", ["Marsh", "Julia", "Novak", "Mark", "Decker", "Janet", "Maya", "Augusta"])
def test_a_name_that_begins_like_a_month_is_a_name(name: str) -> None:
    asked = parse_query(f"Sam {name} 2012", today=TODAY)
    assert (asked.names, asked.born_from, asked.born_until) == (("Sam", name), date(2012, 1, 1), date(2012, 12, 31))


@pytest.mark.parametrize(
    ("typed", "number"),
    [("H-100001", "H-100001"), ("h-100001", "H-100001"), ("943 476 5919", "9434765919"), ("MP/15/104", "MP/15/104")],
)
def test_a_number_is_looked_up_as_systems_write_it(typed: str, number: str) -> None:
    assert number in parse_query(typed, today=TODAY).numbers


@pytest.mark.parametrize("typed", ["31/2/2012", "14/13/2012", "3 March 2031", "H-2012"])
def test_what_is_no_birth_date_is_not_taken_for_one(typed: str) -> None:
    assert not parse_query(typed, today=TODAY).one_day


def test_an_empty_search_asks_for_nothing() -> None:
    assert not parse_query("  ", today=TODAY)
