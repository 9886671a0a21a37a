"""The council's own extract: children, care, placements, flags, homes, population."""

from pathlib import Path

import pytest

from tests.exchange.packs import Row, child, load, pack, report, write_csv
from waylight.agencies.councils import council_of
from waylight.agencies.models import Population
from waylight.exchange.files.refusals import Refusal, UnreadableFile, write_refused_rows
from waylight.exchange.loading.load import load_folder
from waylight.exchange.loading.run import LoadResult
from waylight.people.models import Child
from waylight.placements.models import CarePeriod, Home

pytestmark = pytest.mark.django_db

CARE = {"person_id": "100", "status": "LAC", "legal_status": "C2", "responsible_la": "356", "start": "03/11/2012", "end": ""}
HOME = {"urn": "SC1", "name": "Green House", "provider_type": "PR4", "capacity": "4", "postcode": "SK7 2DJ", "la": "356"}


def with_file(folder: Path, name: str, *rows: Row) -> LoadResult:
    pack(folder, children=[child()])
    write_csv(folder / name, rows, encoding="utf-8-sig")
    return load_folder(folder, council_of("356"), by=None)


@pytest.mark.parametrize(
    ("name", "row", "column", "reason"),
    [
        pytest.param("children.csv", child(""), "person_id", "cell is empty", id="a child without a number"),
        pytest.param("children.csv", child(surname="?"), "surname", "no letters", id="a child without a surname"),
        pytest.param("children.csv", child(dob="2003"), "dob", "not a real date", id="a child born some time in 2003"),
        pytest.param("children.csv", child(dob="14/03/0012"), "dob", "not a possible birth date", id="a child of the year 12"),
        pytest.param("children.csv", child(dob="14/03/2099"), "dob", "not a possible birth date", id="a child yet to be born"),
        pytest.param("children.csv", child(dob="31/12/9999"), "dob", "not a possible birth date", id="a child born never"),
        pytest.param("children.csv", child(dob="2012-W11-3"), "dob", "not a real date", id="a child born in a numbered week"),
        pytest.param("care.csv", CARE | {"person_id": "999"}, "person_id", "no child with this number", id="care of nobody"),
        pytest.param("care.csv", CARE | {"status": "XYZ"}, "status", "not a code that", id="a status nobody agreed"),
        pytest.param("care.csv", CARE | {"end": "01/01/2012"}, "end", "before the start", id="care that ends before it starts"),
        pytest.param("homes.csv", HOME | {"capacity": "four"}, "capacity", "not a whole number", id="a home for four"),
        pytest.param("homes.csv", HOME | {"capacity": "²"}, "capacity", "not a whole number", id="a home for a small two"),
        pytest.param("homes.csv", HOME | {"capacity": "99999"}, "capacity", "more than 30,000", id="a home as big as a town"),
        pytest.param("homes.csv", HOME | {"capacity": "9" * 5000}, "capacity", "not a whole number", id="a home of all digits"),
        pytest.param("homes.csv", HOME | {"name": ""}, "name", "cell is empty", id="a home without a name"),
        pytest.param(
            "population.csv", {"la": "356", "group": "other", "children": "999999999999"}, "children", "more than 10,000,000",
            id="more children than England has",
        ),
        pytest.param(
            "population.csv", {"la": "356", "group": "other", "children": ""}, "children", "cell is empty", id="nobody counted"
        ),
    ],
)  # fmt: skip
def test_a_row_that_cannot_be_true_or_read_is_refused(tmp_path: Path, name: str, row: Row, column: str, reason: str) -> None:
    done = with_file(tmp_path, name, row)
    (refusal,) = done.refused
    assert (refusal.file, refusal.row, refusal.column) == (name, 2, column)
    assert reason in refusal.reason
    counts = done.files[name]
    assert counts["rows"] == counts["accepted"] + counts["refused"]


def test_care_ends_when_a_newer_extract_says_so(tmp_path: Path) -> None:
    with_file(tmp_path, "care.csv", CARE)
    with_file(tmp_path, "care.csv", CARE | {"end": "01/06/2015"})
    assert f"{CarePeriod.objects.get().ended_on:%d/%m/%Y}" == "01/06/2015"


def test_an_authority_that_england_no_longer_has_is_kept(tmp_path: Path) -> None:
    done = with_file(tmp_path, "care.csv", CARE | {"responsible_la": "999"})
    assert (done.refused, CarePeriod.objects.get().responsible_id) == ([], "999")


def test_a_home_is_known_again_by_its_number(tmp_path: Path) -> None:
    with_file(tmp_path, "homes.csv", HOME)
    with_file(tmp_path, "homes.csv", HOME | {"name": "Green Lodge"})
    assert Home.objects.get().name == "Green Lodge"


def test_only_the_councils_own_population_is_taken(tmp_path: Path) -> None:
    rows = [{"la": la, "group": "other", "children": "61670"} for la in ("356", "358")]
    with_file(tmp_path, "population.csv", *rows)
    assert Population.objects.count() == 1


def test_a_folder_with_no_file_we_know_is_named_and_nothing_is_done(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("hello")
    with pytest.raises(UnreadableFile, match=r"police_reports\.csv"):
        load_folder(tmp_path, council_of("356"), by=None)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        pytest.param(b"Incident Ref,Surname\r\nA,B\r\n", "has no column for DOB, Category, Last Seen", id="columns missing"),
        pytest.param(b"", "has no column for", id="an empty file"),
        pytest.param(b"\x00\x01\x02\xff", "police_reports.csv", id="not a table at all"),
    ],
)
def test_a_file_that_cannot_be_read_stops_the_load_and_leaves_everything(tmp_path: Path, content: bytes, said: str) -> None:
    pack(tmp_path, children=[child()])
    (tmp_path / "police_reports.csv").write_bytes(content)
    with pytest.raises(UnreadableFile, match=said):
        load_folder(tmp_path, council_of("356"), by=None)
    assert Child.objects.count() == 0


@pytest.mark.parametrize("value", ["=cmd|' /C calc'!A0", "+44", "-1", "@SUM(A1)", "\t=1"])
def test_a_formula_among_the_refused_is_disarmed(tmp_path: Path, value: str) -> None:
    write_refused_rows([Refusal("police_reports.csv", 2, "DOB", value, "not a real date", "Give it.")], tmp_path / "refused.csv")
    assert f"'{value}" in (tmp_path / "refused.csv").read_text("utf-8-sig")


def test_a_formula_for_a_surname_loads_as_the_letters_it_is(tmp_path: Path) -> None:
    load(tmp_path, [report(surname="=HYPERLINK(1)")])
    assert Child.objects.get().surname.casefold() == "=hyperlink(1)"


def test_a_number_given_to_somebody_else_renames_nobody(tmp_path: Path) -> None:
    load(tmp_path, children=[child("1"), child("2", forename="Ben", surname="Hall")])
    newer = load(tmp_path, children=[child("1", forename="Chloe", surname="Byrne", dob="02/03/2001"), child("2", surname="Hale")])
    assert [(refusal.row, refusal.column, refusal.value) for refusal in newer.refused] == [(2, "person_id", "1")]
    assert newer.files["children.csv"]["accepted"] == 1
    assert sorted(Child.objects.values_list("forename", "surname")) == [("Amina", "Hale"), ("Amina", "Okafor")]
