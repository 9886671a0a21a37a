"""Loading in the browser: sent, checked, confirmed, loaded, taken back; and only by those who may."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings as django_settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.exchange.packs import CHILD, POLICE, child, report, write_csv
from waylight.audit.models import Entry
from waylight.config.demonstration.cast import Cast
from waylight.episodes import actions
from waylight.episodes.models import Episode, Report
from waylight.exchange.loading.uploads import upload_folder
from waylight.exchange.models import Batch, Stage, Waiting
from waylight.web.loading.totals import results_of

pytestmark = pytest.mark.django_db

type Visit = Callable[[str], Client]


@pytest.fixture(autouse=True)
def at_once(settings: object) -> Iterator[None]:
    """What pages hand over is done at once."""
    settings.TASKS = {"default": {"BACKEND": "django.tasks.backends.immediate.ImmediateBackend", "QUEUES": ["default"]}}  # type: ignore[attr-defined]
    return


def sent(folder: Path, name: str, *rows: object) -> SimpleUploadedFile:
    write_csv(folder / "sent.csv", rows)  # type: ignore[arg-type]  # rows
    return SimpleUploadedFile(name, (folder / "sent.csv").read_bytes())


def upload(priya: Client, *files: SimpleUploadedFile) -> Batch:
    answer = priya.post("/load/new/", {"sent": list(files), "submission": str(uuid4())})
    assert answer.status_code == 302, answer.content.decode()
    return Batch.objects.get(pk=answer.headers["Location"].split("/")[-2])


@pytest.fixture
def batch(as_: Visit, tmp_path: Path) -> Batch:
    """One good report and one that cannot be true, checked and ready."""
    return upload(as_("priya"), sent(tmp_path, "police_reports.csv", report(), report("GM-2", back="soon")))


def test_files_are_checked_before_anything_changes(as_: Visit, batch: Batch) -> None:
    page = as_("priya").get(f"/load/{batch.pk}/").content.decode()
    assert "Nothing has changed yet" in page
    assert re.search(r"Will not load: [^:]+ “soon”: not a real date and time", page)
    assert (batch.stage, Report.objects.filter(reference="GM-1").count()) == (Stage.READY, 0)


def test_what_was_sent_can_be_read_by_nobody_else(batch: Batch) -> None:
    (kept,) = upload_folder(batch).glob("*.csv")
    assert (kept.stat().st_mode & 0o777, upload_folder(batch).stat().st_mode & 0o777) == (0o600, 0o700)


def test_a_yes_loads_them_and_shows_what_came_of_it(as_: Visit, batch: Batch) -> None:
    priya = as_("priya")
    priya.post(f"/load/{batch.pk}/load/")
    page = priya.get(f"/load/{batch.pk}/").content.decode()
    assert "The files have been loaded" in page
    cells = ["2", "1", "1", "0"]
    assert re.findall(r'<td data-label="[^"]*" class="wl-number">([^<]*)</td>', page) == cells
    assert Report.objects.filter(reference="GM-1").count() == 1


def test_several_files_are_told_file_by_file_and_all_together() -> None:
    made = Batch(result={"files": {
        "police.csv": {"rows": 1845, "accepted": 1810, "refused": 25, "out_of_scope": 10},
        "children.csv": {"rows": 3, "accepted": 3, "refused": 0, "out_of_scope": 0},
    }})  # fmt: skip
    assert results_of(made) == [
        ["police.csv", "1,845", "1,810", "25", "10"],
        ["children.csv", "3", "3", "0", "0"],
        ["All files", "1,848", "1,813", "25", "10"],
    ]


def test_a_second_yes_loads_nothing_twice(as_: Visit, batch: Batch) -> None:
    for _ in range(2):
        as_("priya").post(f"/load/{batch.pk}/load/")
    assert Report.objects.filter(reference="GM-1").count() == 1


def test_the_refused_rows_can_be_fetched_as_a_file(as_: Visit, batch: Batch) -> None:
    as_("priya").post(f"/load/{batch.pk}/load/")
    answer = as_("priya").get(f"/load/{batch.pk}/refused/")
    assert b"soon" in b"".join(answer.streaming_content)  # type: ignore[attr-defined]  # a file


def test_a_load_can_be_undone(as_: Visit, batch: Batch) -> None:
    priya = as_("priya")
    priya.post(f"/load/{batch.pk}/load/")
    assert "Undo this load?" in priya.get(f"/load/{batch.pk}/undo/").content.decode()
    priya.post(f"/load/{batch.pk}/undo/", {"submission": str(uuid4())})
    assert Report.objects.filter(reference="GM-1").count() == 0


def test_a_load_others_have_built_on_says_who(as_: Visit, batch: Batch, cast: Cast) -> None:
    priya = as_("priya")
    priya.post(f"/load/{batch.pk}/load/")
    actions.add_log_line(Episode.objects.get(reference="GM-1"), by=cast.people["priya"], kind="OTHER", what="Rang home.")
    page = priya.post(f"/load/{batch.pk}/undo/", {"submission": str(uuid4())}).content.decode()
    assert "its records were changed after it: Priya" in page


def test_files_can_be_thrown_away(as_: Visit, batch: Batch) -> None:
    as_("priya").post(f"/load/{batch.pk}/discard/")
    assert (Batch.objects.filter(pk=batch.pk).exists(), upload_folder(batch).exists()) == (False, False)


def test_the_progress_of_finished_work_opens_the_page(as_: Visit, batch: Batch) -> None:
    assert as_("priya").get(f"/load/{batch.pk}/progress/").headers["HX-Redirect"] == f"/load/{batch.pk}/"


def test_a_file_that_is_no_table_is_refused_at_the_door(as_: Visit) -> None:
    answer = as_("priya").post("/load/new/", {"sent": [SimpleUploadedFile("notes.pdf", b"%PDF")], "submission": str(uuid4())})
    assert "must be a CSV file or an Excel workbook" in answer.content.decode()


def test_a_file_is_known_by_its_headings_whatever_it_is_called(as_: Visit, tmp_path: Path) -> None:
    batch = upload(as_("priya"), sent(tmp_path, "GMP October.csv", report()))
    assert (upload_folder(batch) / "police_reports.csv").exists()


def test_two_files_of_one_kind_are_never_laid_over_each_other(as_: Visit, tmp_path: Path) -> None:
    batch = upload(as_("priya"), sent(tmp_path, "police_reports.csv", report()), sent(tmp_path, "more.csv", report("GM-2")))
    assert Batch.objects.get(pk=batch.pk).result["unplaced"] == ["more.csv"]


THEIRS = {
    "Surname": "Family name",
    "Forename": "Given name",
    "DOB": "Birthday",
    "Category": "Sort",
    "Last Seen": "Seen last",
    "Incident Ref": "Log no",
}


def test_a_force_with_its_own_columns_is_mapped_once_and_known_from_then_on(as_: Visit, tmp_path: Path) -> None:
    priya = as_("priya")
    row = {THEIRS.get(name, name): value for name, value in (report() | {"Category": "Mispers"}).items()}
    first = upload(priya, sent(tmp_path, "export.csv", row))
    address = f"/load/{first.pk}/columns/?file=export.csv"
    assert "What is in export.csv?" in priya.get(address).content.decode()
    page = priya.get(f"{address}&kind=police-reports").content.decode()
    assert "Which column is which?" in page
    columns = {"reference": "Log no", "surname": "Family name", "forename": "Given name", "born_on": "Birthday",
               "category": "Sort", "last_seen_at": "Seen last", "returned_at": "Returned"}  # fmt: skip
    said = {"file": "export.csv", "kind": "police-reports", **{f"column-{field}": heading for field, heading in columns.items()}}
    assert "Mispers" in priya.post(f"/load/{first.pk}/columns/", said | {"act": "show"}).content.decode()
    priya.post(f"/load/{first.pk}/columns/", said | {"act": "keep", "word-category": "Mispers", "code-category": "MISSING"})
    priya.post(f"/load/{first.pk}/load/")
    assert Report.objects.get(reference="GM-1").category == "MISSING"
    second = upload(priya, sent(tmp_path, "export november.csv", row | {"Log no": "GM-2"}))
    assert (second.result["unplaced"], second.result["files"]["police_reports.csv"]["accepted"]) == ([], 1)


def test_a_needed_column_left_out_is_asked_for(as_: Visit, tmp_path: Path) -> None:
    batch = upload(as_("priya"), sent(tmp_path, "export.csv", {"Log no": "1", "Name": "Okafor"}))
    said = {"file": "export.csv", "kind": "police-reports", "act": "keep", "column-reference": "Log no"}
    page = as_("priya").post(f"/load/{batch.pk}/columns/", said).content.decode()
    assert '<a href="#column-surname">Surname: Choose a column for this.</a>' in page
    assert 'aria-describedby="wrong-surname"' in page


def test_a_column_chosen_twice_is_said_beside_both(as_: Visit, tmp_path: Path) -> None:
    batch = upload(as_("priya"), sent(tmp_path, "export.csv", {"Log no": "1", "Name": "Okafor"}))
    said = {"file": "export.csv", "kind": "police-reports", "act": "keep", "column-surname": "Name", "column-forename": "Name"}
    page = as_("priya").post(f"/load/{batch.pk}/columns/", said).content.decode()
    assert page.count("Name is chosen twice") == 4  # in the summary and beside the field, for each


@pytest.fixture
def waiting(as_: Visit, tmp_path: Path) -> Waiting:
    """A report without a forename, and the twins it may be about."""
    twins = [child("1", forename="Jack"), child("2", forename="Jake")]
    files = [sent(tmp_path, "children.csv", *twins), sent(tmp_path, "police_reports.csv", report(forename=""))]
    as_("priya").post(f"/load/{upload(as_('priya'), *files).pk}/load/")
    return Waiting.objects.get()


def test_a_waiting_report_stands_beside_the_children_it_may_be_about(as_: Visit, waiting: Waiting) -> None:
    assert waiting.reference in as_("priya").get("/load/waiting/").content.decode()
    page = as_("priya").get(f"/load/waiting/{waiting.pk}/").content.decode()
    assert "Jack Okafor" in page
    assert "Jake Okafor" in page
    assert Entry.objects.filter(verb="viewed a list", kind="waiting report").count() == 1


def test_linking_it_loads_it(as_: Visit, waiting: Waiting) -> None:
    jack = waiting.candidates.get(forename="Jack")
    as_("priya").post(f"/load/waiting/{waiting.pk}/", {"answer": str(jack.pk), "submission": str(uuid4())})
    assert Report.objects.get(reference="GM-1").episode.child == jack


@pytest.mark.parametrize(("answer", "reports"), [("apart", 1), ("leave", 0)])
def test_keeping_it_apart_or_leaving_it(as_: Visit, waiting: Waiting, answer: str, reports: int) -> None:
    as_("priya").post(f"/load/waiting/{waiting.pk}/", {"answer": answer, "submission": str(uuid4())})
    assert Report.objects.filter(reference="GM-1").count() == reports


@pytest.mark.parametrize("who", ["tom", "marcus", "okoro", "ruth", "alex", "jo"])
def test_for_all_others_there_is_no_such_page(as_: Visit, batch: Batch, waiting: Waiting, who: str) -> None:
    for address in ("/load/", "/load/new/", f"/load/{batch.pk}/", "/load/waiting/", f"/load/waiting/{waiting.pk}/"):
        assert as_(who).get(address).status_code == 404


def test_uploads_lie_in_the_installations_own_home(batch: Batch) -> None:
    assert upload_folder(batch).is_relative_to(django_settings.HOME)
    assert set(POLICE) & set(CHILD) == set()


def test_files_whose_rows_are_all_refused_are_not_said_to_hold_nothing_new(as_: Visit, tmp_path: Path) -> None:
    priya = as_("priya")
    batch = upload(priya, sent(tmp_path, "police_reports.csv", report(back="soon"), report("GM-2", back="later")))
    page = priya.get(f"/load/{batch.pk}/").content.decode()
    assert "No row of these files can be loaded." in page
    assert "nothing new" not in page


def test_a_file_that_is_not_recognised_is_named_and_no_folder_is(as_: Visit) -> None:
    priya = as_("priya")
    batch = upload(priya, SimpleUploadedFile("police.csv", b"Colour,Shape\nred,round\n"))
    page = priya.get(f"/load/{batch.pk}/").content.decode()
    assert "Waylight does not recognise the columns of police.csv. Choose what is in it." in page
    assert str(upload_folder(batch)) not in page
    assert "/uploads" not in page
