"""What holds for any export: order, splitting, repeating and blanking rows make no difference, and no row is lost."""

import random
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from tests.exchange.canonical import state
from tests.exchange.packs import Row, child, children_of, load, report, together
from waylight.exchange.loading.run import LoadResult

pytestmark = pytest.mark.django_db

KNOWN = [child("1", forename="Jack"), child("2", forename="Jake"), child("3", forename="Amina", surname="Byrne")]
BLANKABLE = ["Returned", "Reported", "Risk Level", "Found At", "Postcode", "Reported By", "Missing From Name"]
quickly = settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))


@some.composite
def _report(draw: some.DrawFn, number: int) -> Row:
    start = draw(some.integers(0, 60))
    lasted = draw(some.integers(0, 20))
    day, hour = divmod(start, 24)
    end_day, end_hour = divmod(start + lasted, 24)
    kind = draw(some.sampled_from(["good"] * 8 + ["adult", "faulty", "nameless"]))
    told = {
        "ref": f"R{number}",
        "surname": draw(some.sampled_from(["Okafor", "OKAFOR", "Byrne", "Hall"])),
        "forename": draw(some.sampled_from(["Jack", "Jake", "JAKE", "Amina", "Amena"])),
        "category": draw(some.sampled_from(["Missing", "Missing", "Absent"])),
        "seen": f"{day + 1:02}/06/2015 {hour:02}:00",
        "reported": f"{day + 1:02}/06/2015 {hour:02}:20" if draw(some.booleans()) else "",
        "back": f"{end_day + 1:02}/06/2015 {end_hour:02}:30" if draw(some.integers(0, 4)) else "",
        "dob": "01/05/1980" if kind == "adult" else "14/02/2003",
    }
    if kind == "faulty":
        told["seen"] = "yesterday evening"
    if kind == "nameless":
        told["forename"] = ""
    return report(**told)


@some.composite
def exports(draw: some.DrawFn) -> list[Row]:
    return [draw(_report(number)) for number in range(draw(some.integers(1, 12)))]


def outcome(*files: list[Row]) -> tuple[tuple[object, ...], LoadResult]:
    """The state after loading these files one after another, and what the last load said."""
    with TemporaryDirectory() as folder, transaction.atomic():
        for rows in files:
            done = load(Path(folder), rows, children=KNOWN)
        after = (state(), together(), children_of())
        transaction.set_rollback(True)
    return after, done


@quickly
@given(exports(), some.randoms())
def test_the_order_of_rows_makes_no_difference(rows: list[Row], chance: random.Random) -> None:
    other = list(rows)
    chance.shuffle(other)
    assert outcome(rows)[0] == outcome(other)[0]


@quickly
@given(exports(), some.integers(0, 12))
def test_a_file_split_in_two_groups_the_same_reports_and_children(rows: list[Row], place: int) -> None:
    """A report without a forename apart: what else is known when it comes decides whether it must wait."""
    named = [row for row in rows if row["Forename"]]
    halves = [half for half in (named[:place], named[place:]) if half]
    if halves:
        assert outcome(*halves)[0][1:] == outcome(named)[0][1:]


@quickly
@given(exports(), some.data())
def test_a_row_repeated_changes_nothing(rows: list[Row], data: some.DataObject) -> None:
    again = data.draw(some.sampled_from(rows))
    assert outcome([*rows, again])[0] == outcome(rows)[0]


@quickly
@given(exports(), some.data())
def test_a_row_repeated_with_blanks_wipes_nothing(rows: list[Row], data: some.DataObject) -> None:
    again = dict(data.draw(some.sampled_from(rows)))
    for column in data.draw(some.lists(some.sampled_from(BLANKABLE))):
        again[column] = ""
    place = data.draw(some.integers(0, len(rows)))
    assert outcome([*rows[:place], again, *rows[place:]])[0] == outcome(rows)[0]


@quickly
@given(exports())
def test_no_row_is_lost(rows: list[Row]) -> None:
    counts = outcome(rows)[1].files["police_reports.csv"]
    assert counts["rows"] == len(rows) == counts["accepted"] + counts["refused"] + counts["out_of_scope"]


@quickly
@given(exports())
def test_loading_twice_is_loading_once(rows: list[Row]) -> None:
    twice, done = outcome(rows, rows)
    assert (twice, done.changed) == (outcome(rows)[0], False)
