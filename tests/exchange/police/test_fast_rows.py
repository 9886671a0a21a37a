"""Reading a column at a time says of every row what reading it alone says, for any file."""

import csv
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as some

from tests.exchange.packs import POLICE, Row, on, report, write_csv
from waylight.episodes.report_grouping import group_into_episodes
from waylight.exchange.files.columns import dictionary_column, read_columns, read_unquoted_csv
from waylight.exchange.files.mapping import shipped_mapping
from waylight.exchange.files.spreadsheets import open_table
from waylight.exchange.police.fast_matches import ChildMatches, ReportedIdentities
from waylight.exchange.police.fast_writer import digests, without_overlaps
from waylight.exchange.police.incident import Incident, is_adult
from waylight.exchange.police.reader import PoliceFile, read_police

MAPPING = shipped_mapping("police-reports")
AT = datetime(2016, 1, 1, tzinfo=UTC)
quickly = settings(max_examples=120, deadline=None)

times = some.sampled_from([
    "", " ", "01/06/2015 18:00", "01/06/2015 18:00:30", "1/6/15 18:00", "01-Jun-15 18:00", "2015-06-01 18:00",
    " 01/06/2015 18:01",
    "29/03/2015 01:30", "29/03/2015 03:30", "25/10/2015 01:30", "25/10/2015 02:30", "31/05/2015 23:30", "01/06/2015 00:10",
    "01/06/2015", "soon", "01/06/2015 24:00", "31/12/9999 10:00", "01/06/2033 10:00", "02/06/2015 09:00", "01/06/1899 09:00",
])  # fmt: skip
births = some.sampled_from([
    "14/02/2003", "01/06/1997", "02/06/1997", "31/05/1997", "14-Feb-03", "2003-02-14", "31/02/2003", "", "01/01/1899",
    "02/06/2015",    " 14/02/2003 ", "01/01/1900",
])  # fmt: skip
cells = some.fixed_dictionaries({
    "Incident Ref": some.sampled_from(["GM-1", "gm-1", "GM-1 ", "GM-2", "GM-3", "GM-4", "", "é-1", "É-1", "X" * 30, "X" * 31]),
    "Surname": some.sampled_from(["Okafor", "OKAFOR", " okafor ", "-", "", "O'Neill Şahin", "B" * 81, "van  der\xa0Berg"]),
    "Forename": some.sampled_from(["Amina", "", "AMINA", "Zoë", "C" * 81]),
    "DOB": births,
    "Gender": some.sampled_from(["Female", "male ", "", "Not stated"]),
    "Category": some.sampled_from(["Missing", "missing", "ABSENT", "", "Runaway"]),
    "Risk Level": some.sampled_from(["High", "", " low", "Severe"]),
    "Last Seen": times,
    "Reported": times,
    "Returned": times,
    "Missing From": some.sampled_from(["Family home", "", "The fair", "f" * 130]),
    "Missing From Name": some.sampled_from(["", "Oak House", "n" * 130]),
    "Postcode": some.sampled_from(["SK1 1AA", "sk1 1aa and more", ""]),
    "Reported By": some.sampled_from(["Parent", "", "p" * 90]),
    "Found At": some.sampled_from(["Street", "", "f" * 130]),
    "Prevention Interview": times,
})  # fmt: skip


def often_plain(row: dict[str, str], kept: frozenset[str]) -> Row:
    """The row with the columns in `kept` as in a plain report, so that one oddity at a time is met too."""
    return row | {name: POLICE[name] for name in kept}


rows = some.lists(
    some.builds(often_plain, cells, some.frozensets(some.sampled_from([*POLICE]), min_size=8)), min_size=1, max_size=6
)


def read(told: Iterable[Row]) -> PoliceFile:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "police_reports.csv"
        write_csv(path, list(told), encoding="utf-8")
        return read_police(path, MAPPING, at=AT)


@quickly
@given(rows)
def test_a_plain_row_is_the_incident_that_reading_it_alone_gives(told: list[Row]) -> None:
    file = read(told)
    for row, place in zip(file.ordinary.table.to_pylist(), file.ordinary.places.tolist(), strict=True):
        alone = file.reader.incident(file.columns.row(place))
        instants = {
            name: row[name] and row[name].replace(tzinfo=UTC)
            for name in ("last_seen_at", "reported_at", "returned_at", "checked_at")
        }
        assert Incident(**(row | instants)) == alone
        assert not is_adult(alone)


@quickly
@given(rows)
def test_a_plain_reference_is_its_rows_alone_and_every_row_is_somewhere(told: list[Row]) -> None:
    file = read(told)
    references = [row["Incident Ref"].strip().upper() for row in told if any(row.values())]
    assert all(references.count(reference) == 1 for reference in file.ordinary.table["reference"].to_pylist())
    assert sum(file.counts[kind] for kind in ("accepted", "refused", "out_of_scope")) == file.counts["rows"] == len(references)


@quickly
@given(rows)
def test_a_plain_row_about_an_adult_is_about_an_adult(told: list[Row]) -> None:
    file = read(told)
    adults = [
        incident.reference
        for place in range(len(file.columns))
        if file.columns.row(place)[0].upper() in set(file.ordinary.adults)
        and is_adult(incident := file.reader.incident(file.columns.row(place)))
    ]
    assert adults == list(file.ordinary.adults)


def test_rows_as_forces_write_them_are_plain() -> None:
    usual = [on(str(number + 1), "18:00", "23:00", ref=f"GM-{number}") for number in range(9)]
    file = read([*usual, report("GM-20", dob="01/01/1980", surname="Hall")])
    assert (len(file.ordinary), list(file.ordinary.adults), len(file.other_incidents)) == (9, ["GM-20"], 0)


@quickly
@given(rows)
def test_the_digest_of_a_plain_row_is_that_of_its_incident(told: list[Row]) -> None:
    file = read(told)
    alone = [file.reader.incident(file.columns.row(place)).digest() for place in file.ordinary.places.tolist()]
    assert digests(file.ordinary.table).to_pylist() == alone


texts = some.text(some.sampled_from('ab ,"\n\r\té\x1f\xa0'), max_size=6)
full = some.lists(texts, min_size=16, max_size=16)
lines = some.lists(full, max_size=5) | some.lists(full | some.lists(texts, min_size=15, max_size=17), max_size=5)


@quickly
@given(
    lines,
    some.sampled_from(["utf-8", "utf-8-sig", "cp1252"]),
    some.sampled_from(["\r\n", "\n"]),
    some.sampled_from(["quoted", "as it stands"]),
)
def test_a_file_read_in_one_go_has_the_rows_it_has_line_by_line(
    told: list[list[str]], encoding: str, end: str, quoting: str
) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "police_reports.csv"
        with path.open("w", encoding=encoding, newline="", errors="replace") as file:
            if quoting == "quoted":
                csv.writer(file, lineterminator=end).writerows([list(POLICE), *told])
            else:
                file.write(end.join(",".join(line) for line in [list(POLICE), *told]))
        table = open_table(path, MAPPING)
        columns = read_columns(path, MAPPING)
        assert [(int(columns.numbers[place]), columns.row(place)) for place in range(len(columns))] == list(table.rows)


def test_a_file_with_nothing_odd_in_it_is_read_in_one_go(tmp_path: Path) -> None:
    write_csv(tmp_path / "police_reports.csv", [report("GM-1", surname="Brontë"), report("GM-2")])
    columns = read_unquoted_csv(tmp_path / "police_reports.csv", MAPPING)
    assert columns is not None
    assert [columns.row(place)[:2] for place in range(2)] == [("GM-1", "Brontë"), ("GM-2", "Okafor")]


periods = some.lists(
    some.tuples(some.integers(0, 2), some.integers(0, 12), some.none() | some.integers(0, 6)), min_size=1, max_size=9
)


@quickly
@given(periods)
def test_incidents_stand_apart_just_when_grouping_leaves_them_alone(told: list[tuple[int, int, int | None]]) -> None:
    file = read(
        report(
            f"GM-{number}", surname=["Okafor", "Hall", "Byrne"][child], seen=f"01/06/2015 {hour:02}:00", reported="",
            back="" if lasted is None else f"01/06/2015 {hour + lasted:02}:00",
        )
        for number, (child, hour, lasted) in enumerate(told)
    )  # fmt: skip
    identities = ReportedIdentities.of(file.ordinary, file.ordinary.places)
    keys = [reported.surname for reported in identities.distinct]
    child = [keys[which] for which in identities.which.tolist()]
    whose = ChildMatches([], identities.which, dictionary_column([""], identities.which * 0))
    apart = without_overlaps(file.ordinary, whose).tolist()
    incidents = list(file.as_incidents(np.arange(len(file.ordinary))))
    for name in set(child):
        its = sorted((incident for incident, whom in zip(incidents, child, strict=True) if whom == name), key=Incident.sort_key)
        alone = {group[0].reference for group in group_into_episodes(its) if len(group) == 1}
        kept = {incident.reference for incident, whom, free in zip(incidents, child, apart, strict=True) if free and whom == name}
        rest = [incident for incident in its if incident.reference not in kept]
        assert kept <= alone
        assert {
            incident.reference for group in group_into_episodes(rest) if len(group) == 1 for incident in group
        } == alone - kept
