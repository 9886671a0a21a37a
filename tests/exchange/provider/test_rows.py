"""The provider's workbook: which interviews load, which episodes they cover, and which rows are refused."""

from pathlib import Path

import pytest

from tests.exchange.packs import Row, child, interview, load, on, report
from waylight.exchange.loading.run import LoadResult
from waylight.interviews.models import Coverage, Interview

pytestmark = pytest.mark.django_db

AMINA = [on("1", "18:00", "23:00", ref="A"), on("5", "18:00", "23:00", ref="B"), on("9", "18:00", "23:00", ref="C")]
BEN = on("1", "18:00", "23:00", ref="BEN", surname="Byrne", forename="Ben")
FAULTY = on("3", "18:00", "17:00", ref="FAULTY")
GROWN_UP = on("3", "18:00", "19:00", ref="GROWN", dob="01/05/1980")
UNDECIDED = on("3", "18:00", "19:00", ref="UNDECIDED", forename="")


def loaded(folder: Path, *interviews: Row) -> LoadResult:
    return load(folder, [*AMINA, BEN, FAULTY, GROWN_UP, UNDECIDED], children=[child()], interviews=interviews)


@pytest.mark.parametrize(
    ("told", "column", "reason"),
    [
        pytest.param({"refs": ""}, "Incident ref(s)", "no incident reference", id="no incident"),
        pytest.param({"refs": "Z"}, "Incident ref(s)", "incident Z is not recorded", id="an incident nobody knows"),
        pytest.param({"refs": "A; Z"}, "Incident ref(s)", "incident Z is not recorded", id="one known, one not"),
        pytest.param({"refs": "A; BEN"}, "Incident ref(s)", "about different children", id="incidents of two children"),
        pytest.param({"refs": "FAULTY"}, "Incident ref(s)", "row for incident FAULTY did not load", id="a refused incident"),
        pytest.param({"refs": "A;GROWN"}, "Incident ref(s)", "GROWN is about an adult", id="a child's and an adult's"),
        pytest.param({"refs": "UNDECIDED"}, "Incident ref(s)", "needs a decision", id="an incident that waits"),
        pytest.param({"refs": "A", "outcome": "Perhaps"}, "Outcome", "not an outcome that", id="an outcome nobody agreed"),
        pytest.param({"refs": "A", "offered": "soon"}, "Offered", "not a real date and time", id="offered soon"),
        pytest.param({"refs": "A", "held": "01/06/2090 10:00"}, "Interview held", "in the future", id="held in years to come"),
    ],
)  # fmt: skip
def test_a_row_that_cannot_be_placed_or_read_is_refused(tmp_path: Path, told: dict[str, str], column: str, reason: str) -> None:
    done = loaded(tmp_path, interview(**told))
    refusal = done.refused[-1]
    assert (refusal.file, refusal.row, refusal.column) == ("interviews.xlsx", 4, column)
    assert reason in refusal.reason
    assert Interview.objects.count() == 0


def test_an_interview_about_an_adults_incident_is_counted_as_out_of_scope(tmp_path: Path) -> None:
    done = loaded(tmp_path, interview("GROWN"), interview("A"), interview("Z"))
    assert done.files["interviews.xlsx"] == {"rows": 3, "accepted": 1, "refused": 1, "out_of_scope": 1}


def test_one_interview_covers_every_incident_it_names(tmp_path: Path) -> None:
    loaded(tmp_path, interview("a ; C;"))
    assert {line.episode.reference for line in Coverage.objects.filter(interview=Interview.objects.get())} == {"A", "C"}


def test_an_episode_told_of_under_two_references_is_covered_once(tmp_path: Path) -> None:
    twice = [on("1", "18:00", "23:00", ref="A"), on("1", "19:00", "23:30", ref="A2")]
    load(tmp_path, twice, interviews=[interview("A; A2")])
    assert Coverage.objects.count() == 1


@pytest.mark.parametrize("completed_first", [True, False])
def test_of_two_rows_for_one_episode_the_one_that_settles_more_stands(tmp_path: Path, *, completed_first: bool) -> None:
    twice = [on("1", "18:00", "23:00", ref="A"), on("1", "19:00", "23:30", ref="A2")]
    rows = [interview("A"), interview("A2", outcome="No contact", held="")]
    load(tmp_path, twice, interviews=rows if completed_first else rows[::-1])
    assert Coverage.objects.get().interview.outcome == "COMPLETED"


@pytest.mark.parametrize("completed_first", [True, False])
def test_of_two_rows_for_one_interview_the_one_that_settles_more_stands(tmp_path: Path, *, completed_first: bool) -> None:
    rows = [interview("A"), interview("A", outcome="No contact", held="", offered="")]
    loaded(tmp_path, *(rows if completed_first else rows[::-1]))
    held = Interview.objects.get()
    assert (held.outcome, held.held_at is None) == ("COMPLETED", False)


def test_a_newer_return_records_what_came_of_the_offer(tmp_path: Path) -> None:
    load(tmp_path, AMINA, interviews=[interview("A", outcome="Declined by young person", held="", because="Reluctant")])
    load(tmp_path, AMINA, interviews=[interview("A")])
    held = Interview.objects.get()
    assert (held.outcome, held.decline_reason, held.ended_at) == ("COMPLETED", "", None)


def test_a_blank_in_a_newer_return_wipes_nothing(tmp_path: Path) -> None:
    load(tmp_path, AMINA, interviews=[interview("A")])
    again = load(tmp_path, AMINA, interviews=[interview("A", outcome="", held="", mode="")])
    assert (again.changed, Interview.objects.get().outcome) == (False, "COMPLETED")


def test_a_workbook_may_come_before_its_police_export_and_load_after(tmp_path: Path) -> None:
    first = load(tmp_path, interviews=[interview("GM-1")])
    second = load(tmp_path, [report()], interviews=[interview("GM-1")])
    assert (len(first.refused), len(second.refused), Coverage.objects.count()) == (1, 0, 1)
