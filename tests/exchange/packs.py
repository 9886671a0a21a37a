"""Small packs for tests: rows written as a force, a council or a provider would, and the load of them."""

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

import openpyxl

from waylight.agencies.councils import council_of
from waylight.episodes.models import Episode, Report
from waylight.exchange.loading.load import load_folder
from waylight.exchange.loading.run import LoadResult

POLICE = {
    "Incident Ref": "GM-1", "Surname": "Okafor", "Forename": "Amina", "DOB": "14/02/2003", "Gender": "Female",
    "Category": "Missing", "Risk Level": "Medium", "Last Seen": "01/06/2015 18:00", "Reported": "01/06/2015 19:00",
    "Returned": "01/06/2015 23:00", "Missing From": "Family home", "Missing From Name": "", "Postcode": "SK1 1AA",
    "Reported By": "Parent", "Found At": "Street", "Prevention Interview": "",
}  # fmt: skip
CHILD = {
    "person_id": "100", "forename": "Amina", "surname": "Okafor", "known_as": "", "dob": "14/02/2003", "sex": "F",
    "ethnicity": "BAFR", "postcode": "SK1 1AA", "locality": "North", "allocated_worker": "", "team": "",
}  # fmt: skip
INTERVIEW = {
    "Incident ref(s)": "GM-1", "Young person": "Amina Okafor", "DOB": "14/02/2003", "Offered": "02/06/2015 10:00",
    "Outcome": "Completed", "Interview held": "03/06/2015 16:00", "Mode": "Face to face", "Worker": "RI Worker 1",
    "Reason declined": "", "Push factors": "", "Pull factors": "", "Harm disclosed": "",
}  # fmt: skip
# The names our short words give the columns.
SHORT = {
    "ref": "Incident Ref", "surname": "Surname", "forename": "Forename", "dob": "DOB", "category": "Category",
    "risk": "Risk Level",
    "seen": "Last Seen", "reported": "Reported", "back": "Returned", "found": "Found At", "frm": "Missing From",
}  # fmt: skip
TOLD = {
    "refs": "Incident ref(s)", "offered": "Offered", "outcome": "Outcome", "held": "Interview held", "mode": "Mode",
    "because": "Reason declined", "harm": "Harm disclosed",
}  # fmt: skip

type Row = Mapping[str, str]


def report(ref: str = "GM-1", **told: str) -> Row:
    """A row of the force's export; what is not said is as for Amina's evening of 1 June."""
    return POLICE | {SHORT[name]: value for name, value in {"ref": ref, **told}.items()}


def on(day: str, seen: str, back: str = "", **told: str) -> Row:
    """A report of one day of June 2015: `on("3", "18:00", "23:00", ref="GM-3")`."""
    date = f"{int(day):02}/06/2015"
    return report(seen=f"{date} {seen}", reported=f"{date} {seen}", back=f"{date} {back}" if back else "", **told)


def child(person_id: str = "100", **told: str) -> Row:
    return CHILD | {"person_id": person_id, **told}


def interview(refs: str = "GM-1", **told: str) -> Row:
    return INTERVIEW | {TOLD[name]: value for name, value in {"refs": refs, **told}.items()}


def write_csv(path: Path, rows: Sequence[Row], *, encoding: str = "cp1252") -> None:
    with path.open("w", newline="", encoding=encoding) as file:
        sheet = csv.DictWriter(file, list(rows[0]), lineterminator="\r\n")
        sheet.writeheader()
        sheet.writerows(rows)


def write_workbook(path: Path, rows: Sequence[Row]) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Return interview provider: quarterly return"])
    sheet.append([])
    sheet.append(list(rows[0]))
    for row in rows:
        sheet.append(list(row.values()))
    book.save(path)


def pack(folder: Path, reports: Sequence[Row] = (), *, children: Sequence[Row] = (), interviews: Sequence[Row] = ()) -> Path:
    """Write a pack, in place of any that was there."""
    folder.mkdir(exist_ok=True)
    for old in folder.iterdir():
        old.unlink()
    if reports:
        write_csv(folder / "police_reports.csv", reports)
    if children:
        write_csv(folder / "children.csv", children, encoding="utf-8-sig")
    if interviews:
        write_workbook(folder / "interviews.xlsx", interviews)
    return folder


def load(
    folder: Path, reports: Sequence[Row] = (), *, children: Sequence[Row] = (), interviews: Sequence[Row] = ()
) -> LoadResult:
    """Write a pack and load it for Stockport."""
    return load_folder(pack(folder, reports, children=children, interviews=interviews), council_of("356"), by=None)


def together() -> set[frozenset[str]]:
    """The references of each episode that counts somewhere: how the reports were grouped."""
    episodes = Episode.objects.exclude(category="VOID").prefetch_related("reports")
    return {frozenset(report.reference for report in episode.reports.all()) for episode in episodes}


def children_of() -> set[frozenset[str]]:
    """The references of each child: whom the reports were taken to be about."""
    by_child: dict[object, set[str]] = {}
    for reference, child_key in Report.objects.values_list("reference", "episode__child_id"):
        by_child.setdefault(child_key, set()).add(reference)
    return {frozenset(references) for references in by_child.values()}
