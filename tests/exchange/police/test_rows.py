"""One row of the force's export at a time: what loads, what is refused and how the refusal reads."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.exchange.packs import Row, report, write_csv
from waylight.exchange.files.mapping import shipped_mapping
from waylight.exchange.files.refusals import UnreadableFile
from waylight.exchange.police.incident import Incident
from waylight.exchange.police.reader import PoliceFile, read_police

JUNE_EVENING = datetime(2015, 6, 1, 17, 0, tzinfo=UTC)


def read(folder: Path, *rows: Row, encoding: str = "cp1252") -> PoliceFile:
    write_csv(folder / "police_reports.csv", rows, encoding=encoding)
    return read_police(folder / "police_reports.csv", shipped_mapping("police-reports"))


def one(folder: Path, **told: str) -> Incident:
    (incident,) = read(folder, report(**told)).incidents.values()
    return incident


@pytest.mark.parametrize(
    ("told", "column", "reason"),
    [
        pytest.param({"ref": ""}, "Incident Ref", "no incident reference", id="a row without a reference"),
        pytest.param({"surname": "  "}, "Surname", "no surname", id="a row without a surname"),
        pytest.param({"surname": "-"}, "Surname", "no surname", id="a dash for a surname"),
        pytest.param({"dob": "31/02/2002"}, "DOB", "not a real date", id="born on 31 February"),
        pytest.param({"dob": ""}, "DOB", "not a real date", id="no birth date"),
        pytest.param({"dob": "14/2003"}, "DOB", "not a real date", id="half a birth date"),
        pytest.param({"dob": "01/01/2031"}, "DOB", "not a possible birth date", id="born after going missing"),
        pytest.param({"dob": "01/01/1015"}, "DOB", "not a possible birth date", id="born a thousand years ago"),
        pytest.param({"seen": ""}, "Last Seen", "the date and time are missing", id="nobody says when the child was last seen"),
        pytest.param({"seen": "yesterday evening"}, "Last Seen", "not a real date and time", id="last seen yesterday evening"),
        pytest.param({"seen": "01/06/2015"}, "Last Seen", "not a real date and time", id="last seen on a day at no time"),
        pytest.param({"seen": "01/06/2015 25:00"}, "Last Seen", "not a real date and time", id="an hour there is not"),
        pytest.param({"seen": "31/12/9999 10:00"}, "Last Seen", "not a real date and time", id="last seen at the end of time"),
        pytest.param({"seen": "01/06/2090 18:00"}, "Last Seen", "in the future", id="last seen in years to come"),
        pytest.param({"back": "01/06/2015 17:59"}, "Returned", "before the child was last seen", id="back before last seen"),
        pytest.param({"back": "01/06/2090 17:59"}, "Returned", "in the future", id="back in years to come"),
        pytest.param({"back": "soon"}, "Returned", "not a real date and time", id="back soon"),
        pytest.param({"reported": "01/06/2015 17:00"}, "Reported", "before the child was last seen", id="reported too early"),
        pytest.param({"category": ""}, "Category", "not a value that Waylight knows", id="no category"),
        pytest.param({"category": "Runaway"}, "Category", "not a value that Waylight knows", id="a category nobody agreed"),
        pytest.param({"risk": "Severe"}, "Risk Level", "not a value that Waylight knows", id="a risk nobody agreed"),
        pytest.param(
            {"seen": "29/03/2015 01:30", "reported": "", "back": ""},
            "Last Seen",
            "clocks went forward",
            id="an hour spring skipped",
        ),
    ],
)
def test_a_row_that_cannot_be_true_or_read_is_refused(tmp_path: Path, told: dict[str, str], column: str, reason: str) -> None:
    (refusal,) = read(tmp_path, report(**told)).refused
    assert (refusal.row, refusal.column) == (2, column)
    assert reason in refusal.reason
    assert refusal.cure


def test_a_row_with_its_times_out_of_order_is_refused_in_the_words_that_pages_use(tmp_path: Path) -> None:
    (refusal,) = read(tmp_path, report(back="01/06/2015 17:59")).refused
    assert refusal.reason == "the return is before the child was last seen (Mon 1 Jun 2015, 18:00)"
    assert refusal.cure == "Correct one of the two times."


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        pytest.param("01/06/2015 18:00", JUNE_EVENING, id="day, month, year and minutes"),
        pytest.param("01/06/2015 18:00:00", JUNE_EVENING, id="with seconds"),
        pytest.param("01-Jun-15 18:00", JUNE_EVENING, id="a month in letters and a short year"),
        pytest.param("1-JUN-15 18:00", JUNE_EVENING, id="shouted, without the nought"),
        pytest.param(" 01/06/2015  18:00 ", JUNE_EVENING, id="with stray spaces"),
        pytest.param("25/10/2015 01:30", datetime(2015, 10, 25, 0, 30, tzinfo=UTC), id="autumn's doubled hour: the first"),
        pytest.param("25/10/2015 02:00", datetime(2015, 10, 25, 2, 0, tzinfo=UTC), id="just after the doubled hour"),
        pytest.param("29/03/2015 02:00", datetime(2015, 3, 29, 1, 0, tzinfo=UTC), id="just after spring's gap"),
        pytest.param("01/01/2015 00:00", datetime(2015, 1, 1, tzinfo=UTC), id="midnight in winter"),
    ],
)
def test_a_time_is_read_as_clocks_in_england_showed_it(tmp_path: Path, written: str, meant: datetime) -> None:
    assert one(tmp_path, seen=written, reported="", back="").last_seen_at == meant


@pytest.mark.parametrize(
    ("born", "in_scope"),
    [
        pytest.param("02/06/1997", True, id="seventeen on the eve of her birthday"),
        pytest.param("01/06/1997", False, id="eighteen on the day itself"),
        pytest.param("01/05/1980", False, id="long grown up"),
    ],
)
def test_people_of_eighteen_when_last_seen_are_left_out(tmp_path: Path, born: str, *, in_scope: bool) -> None:
    told = read(tmp_path, report(dob=born))
    assert (len(told.incidents), told.out_of_scope) == ((1, 0) if in_scope else (0, 1))


def test_the_birthday_is_the_one_clocks_in_england_showed(tmp_path: Path) -> None:
    """Last seen at 23:30 in UTC on 31 May is 00:30 on 1 June in England."""
    assert read(tmp_path, report(dob="01/06/1997", seen="01/06/2015 00:30")).out_of_scope == 1


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8", "utf-8-sig"])
def test_a_name_survives_whatever_the_force_writes_in(tmp_path: Path, encoding: str) -> None:
    told = read(tmp_path, report(surname="Brontë", forename="Zoë"), encoding=encoding)
    assert [(incident.surname, incident.forename) for incident in told.incidents.values()] == [("Brontë", "Zoë")]


def test_the_same_reference_in_small_letters_is_the_same_report(tmp_path: Path) -> None:
    assert list(read(tmp_path, report("gm-1 "), report("GM-1")).incidents) == ["GM-1"]


@pytest.mark.parametrize("blank_first", [True, False])
def test_a_blank_never_wipes_what_another_row_gives(tmp_path: Path, *, blank_first: bool) -> None:
    full, blank = report(), report(back="", found="", risk="", reported="", frm="")
    (incident,) = read(tmp_path, *((blank, full) if blank_first else (full, blank))).incidents.values()
    assert (incident.found_at, incident.risk, incident.returned_at is None) == ("Street", "MEDIUM", False)
    assert incident.missing_from == "FAMILY_HOME"


def test_each_of_two_rows_may_know_what_the_other_does_not(tmp_path: Path) -> None:
    (incident,) = read(tmp_path, report(back=""), report(found="")).incidents.values()
    assert (incident.found_at, incident.returned_at is None) == ("Street", False)


def test_a_later_row_corrects_an_earlier_one(tmp_path: Path) -> None:
    (incident,) = read(tmp_path, report(), report(back="01/06/2015 22:00")).incidents.values()
    assert incident.returned_at == datetime(2015, 6, 1, 21, 0, tzinfo=UTC)


def test_a_refused_row_does_not_take_its_good_twin_with_it(tmp_path: Path) -> None:
    told = read(tmp_path, report(seen="yesterday evening"), report())
    assert (list(told.incidents), len(told.refused)) == (["GM-1"], 1)


def test_two_rows_that_cannot_both_be_true_leave_the_first_standing(tmp_path: Path) -> None:
    told = read(tmp_path, report(back="01/06/2015 20:00"), report(seen="01/06/2015 21:00", reported="", back=""))
    assert "another row of this incident" in told.refused[0].reason


def test_one_reference_for_two_children_is_refused_not_mixed(tmp_path: Path) -> None:
    told = read(tmp_path, report(), report(surname="Byrne", dob="03/03/2004"))
    assert (told.incidents["GM-1"].surname, told.refused[0].column) == ("Okafor", "Incident Ref")


def test_no_row_is_lost(tmp_path: Path) -> None:
    rows = [report("GM-1"), report("GM-1"), report(""), report("GM-2", dob="01/05/1980"), report("GM-3", back="soon")]
    counts = read(tmp_path, *rows).counts
    assert counts == {"rows": 5, "accepted": 2, "refused": 2, "out_of_scope": 1}


def test_a_blank_line_is_no_row(tmp_path: Path) -> None:
    write_csv(tmp_path / "police_reports.csv", [report()])
    with (tmp_path / "police_reports.csv").open("a") as file:
        file.write("\r\n,,,,,,,,,,,,,,,\r\n")
    assert read_police(tmp_path / "police_reports.csv", shipped_mapping("police-reports")).counts["rows"] == 1


def test_rows_of_one_incident_reported_before_it_began_do_not_join(tmp_path: Path) -> None:
    told = read(
        tmp_path, report(seen="01/06/2015 18:00", reported="01/06/2015 18:30"), report(seen="01/06/2015 19:00", reported="")
    )
    assert [(refusal.row, refusal.column) for refusal in told.refused] == [(3, "Reported")]
    assert [incident.last_seen_at for incident in told.incidents.values()] == [JUNE_EVENING]


@pytest.mark.parametrize("surname", ["Okafor", 'Oka"for'], ids=["no cell quoted", "a cell quoted"])
def test_a_cell_as_long_as_a_book_stops_the_file_in_words(tmp_path: Path, surname: str) -> None:
    with pytest.raises(UnreadableFile, match="cannot be read as a CSV file"):
        read(tmp_path, report(surname=surname, found="x" * 200_000))
