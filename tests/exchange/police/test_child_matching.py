"""Whom a report is about: the council's child where the rules can tell, a new record where nobody is like them, else it waits."""

from pathlib import Path

import pytest

from tests.exchange.packs import Row, child, children_of, load, report
from waylight.episodes.models import Report
from waylight.exchange.models import Waiting
from waylight.people.models import Child, OtherName
from waylight.people.search.child_search import SearchName

pytestmark = pytest.mark.django_db

JACK, JAKE = child("1", forename="Jack", surname="Mills"), child("2", forename="Jake", surname="Mills")
JAYDEN = child("1", forename="Jayden", surname="Mills", known_as="Jay")


def whose(folder: Path, *children: Row, **told: str) -> str:
    """The council's number of the child a report was taken to be about, "new" or "waits"."""
    load(folder, [report(**{"surname": "MILLS", **told})], children=children)
    if Waiting.objects.undecided().exists():
        return "waits"
    number = Report.objects.get().episode.child.identifiers.first()
    return number.value if number else "new"


@pytest.mark.parametrize(
    ("children", "told", "expected"),
    [
        pytest.param([JACK, JAKE], {"forename": "JACK"}, "1", id="of twins, the one whose forename it is"),
        pytest.param([JACK, JAKE], {"forename": "jake"}, "2", id="in any case"),
        pytest.param([JACK, JAKE], {"forename": ""}, "waits", id="of twins, no forename"),
        pytest.param([child("1", forename="Jayden"), child("2", forename="Jaydan")],
                     {"forename": "Jaydon", "surname": "Okafor"}, "waits", id="a form of two forenames"),
        pytest.param([JAYDEN], {"forename": "Jaydon"}, "1", id="a misspelling"),
        pytest.param([JAYDEN], {"forename": "Jay"}, "1", id="the name they are known as"),
        pytest.param([child("1", forename="Thomas", surname="Mills")], {"forename": "Tom"}, "1", id="a nickname"),
        pytest.param([child("1", forename="Thomas", surname="Mills", known_as="Alexander")],
                     {"forename": "Alex"}, "1", id="a nickname of the name they are known as"),
        pytest.param([JACK], {"forename": "Jake"}, "new", id="a name of its own is a twin nobody knew"),
        pytest.param([JACK], {"forename": "Sophie"}, "new", id="a different forename"),
        pytest.param([JACK], {"forename": "Jack", "dob": "15/02/2003"}, "new", id="another birth date"),
        pytest.param([JACK], {"forename": "Jack", "surname": "Milles"}, "new", id="a different surname"),
        pytest.param([JACK, child("2", forename="Jack", surname="Mills")], {"forename": "Jack"}, "waits", id="two alike in all"),
        pytest.param([child("1", forename="Siân", surname="O'Neill")],
                     {"forename": "Sian", "surname": "ONEILL"}, "1", id="accents and marks aside"),
    ],
)  # fmt: skip
def test_whom_a_report_is_about(tmp_path: Path, children: list[Row], told: dict[str, str], expected: str) -> None:
    assert whose(tmp_path, *children, **told) == expected


def test_the_reason_is_kept_in_words(tmp_path: Path) -> None:
    load(tmp_path, [report(surname="Mills", forename="Jaydon")], children=[JAYDEN])
    assert Report.objects.get().matched_because == "same surname and birth date; Jaydon is a form of Jayden"


def test_forms_of_an_unknown_childs_name_make_one_record_under_the_commonest(tmp_path: Path) -> None:
    names = ["Jaydon", "Jayden", "Jayden"]
    load(
        tmp_path,
        [report(f"R{n}", forename=name, seen=f"0{n}/06/2015 18:00", reported="", back="") for n, name in enumerate(names, 1)],
    )
    assert [found.forename for found in Child.objects.all()] == ["Jayden"]
    assert [other.forename for other in OtherName.objects.all()] == ["Jaydon"]


def test_a_child_first_met_in_a_report_is_the_one_in_a_later_extract(tmp_path: Path) -> None:
    load(tmp_path, [report(forename="Amina")])
    load(tmp_path, [report(forename="Amina")], children=[child("77")])
    assert [number.value for number in Child.objects.get().identifiers.all()] == ["77"]


def test_a_named_report_beside_a_record_without_a_forename_waits(tmp_path: Path) -> None:
    load(tmp_path, [report("A", forename="")])
    load(tmp_path, [report("A", forename=""), report("B", forename="Amina", seen="02/06/2015 18:00", reported="", back="")])
    assert (Child.objects.count(), Waiting.objects.get().reference) == (1, "B")


def test_every_name_met_can_be_searched(tmp_path: Path) -> None:
    load(tmp_path, [report(surname="Mills", forename="Jaydon")], children=[JAYDEN])
    assert {name.written for name in SearchName.objects.all()} == {"Jayden Mills", "Jay Mills", "Jaydon Mills"}


def test_a_waiting_report_loads_once_the_council_knows_the_child(tmp_path: Path) -> None:
    both = [child("1", forename="Jayden"), child("2", forename="Jaydan")]
    load(tmp_path, [report(forename="Jaydon")], children=both)
    load(tmp_path, [report(forename="Jaydon")], children=[*both, child("3", forename="Jaydon")])
    assert (Waiting.objects.undecided().count(), children_of()) == (0, {frozenset({"GM-1"})})
