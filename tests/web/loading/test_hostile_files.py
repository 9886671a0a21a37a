"""Files made to do harm: whatever they are called and whatever is in them, they stay where uploads lie and do nothing there."""

from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings as ours
from django.http import HttpResponse
from django.test import Client

from tests.exchange.packs import report, write_csv
from tests.web.answers import without_token
from waylight.config.demonstration.cast import Cast
from waylight.core.keys import new_key
from waylight.exchange.loading import uploads
from waylight.exchange.loading.load import refused_rows_path
from waylight.exchange.loading.uploads import upload_folder
from waylight.exchange.models import Batch, Stage

pytestmark = pytest.mark.django_db

type As = Callable[[str], Client]

CSV = b"Reference,Surname\n9001,Yusuf\n"
LINE = "--a-line-between"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, settings) -> Path:  # type: ignore[no-untyped-def]  # pytest-django names no type
    """An installation of its own, of which every file is known."""
    for part in ("uploads", "progress", "outbox"):
        (tmp_path / part).mkdir()
    (tmp_path / "secret-key").write_text("a secret of ours")
    settings.HOME = tmp_path
    return tmp_path


def send(client: Client, name: str, content: bytes = CSV) -> HttpResponse:
    """Send a file under exactly this name; a test client, as a browser does, would first take its folders off."""
    parts = [
        f'{LINE}\r\nContent-Disposition: form-data; name="submission"\r\n\r\n{uuid4()}\r\n'.encode(),
        f'{LINE}\r\nContent-Disposition: form-data; name="sent"; filename="{name}"\r\nContent-Type: text/csv\r\n\r\n'.encode(),
        content,
        f"\r\n{LINE}--\r\n".encode(),
    ]
    return client.generic("POST", "/load/new/", b"".join(parts), f"multipart/form-data; boundary={LINE[2:]}")  # type: ignore[return-value]


@pytest.mark.parametrize(
    "name",
    [
        "../../secret-key.csv",
        "../progress/x.csv",
        "/etc/cron.d/harm.csv",
        "..\\\\..\\\\secret-key.csv",
        "C:\\\\windows\\\\harm.csv",
        "....//....//harm.csv",
        "%2e%2e%2fharm.csv",
        "a/b/../../../harm.csv",
        "harm\x00.csv",
        "preview.json.csv",
        "~root.csv",
        "-rf.csv",
        "; rm -rf x.csv",
        "<script>.csv",
    ],
)
def test_whatever_a_file_is_called_it_lies_in_its_batch_s_folder(as_: As, home: Path, name: str) -> None:
    before = {path for path in home.rglob("*") if path.is_file()}
    assert send(as_("priya"), name).status_code in {200, 302}
    new = {path for path in home.rglob("*") if path.is_file()} - before
    folders = [upload_folder(batch) for batch in Batch.objects.all()]
    assert [path for path in new if path.suffix == ".csv" and not any(path.is_relative_to(folder) for folder in folders)] == []
    assert (home / "secret-key").read_text() == "a secret of ours"


@pytest.mark.parametrize("name", ["harm.exe", "harm.csv.html", ".csv", "harm.xlsm", "harm", "harm.csv/", "harm.CSV.svg"])
def test_what_is_neither_csv_nor_a_workbook_is_refused(as_: As, home: Path, name: str) -> None:
    assert send(as_("priya"), name).status_code == 200
    assert not Batch.objects.exists()
    assert list((home / "uploads").iterdir()) == []


def test_a_name_too_long_to_keep_is_refused_in_words(as_: As) -> None:
    page = send(as_("priya"), "\N{LATIN SMALL LETTER E WITH ACUTE}" * 250 + ".csv")
    assert page.status_code == 200
    assert "too long" in page.content.decode()


def test_a_file_larger_than_is_taken_is_refused_and_not_kept(as_: As, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "MOST_BYTES", 10)
    assert "larger than 1 gigabyte" in send(as_("priya"), "export.csv").content.decode()
    assert list((home / "uploads").iterdir()) == []


def test_a_form_of_many_fields_or_much_text_is_refused(as_: As, cast: Cast) -> None:
    priya = as_("priya")
    assert priya.post("/load/new/", {f"f{number}": "x" for number in range(2_000)}).status_code == 400
    assert priya.post("/children/", {"q": "x" * (ours.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)}).status_code in {400, 404}


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"\x00" * 1000, id="zeros"),
        pytest.param(b"PK\x03\x04" + b"\xff" * 1000, id="a broken archive"),
        pytest.param(b"\xff\xfe" + "Reference,Surname\n".encode("utf-16-le"), id="UTF-16"),
        pytest.param(b"Reference,Surname\n1," + b"A" * 1_000_000, id="a cell without end"),
        pytest.param(b'"' * 10_001, id="quotation marks"),
        pytest.param(b"," * 200_000, id="commas"),
        pytest.param(b"Reference,Surname\n" + b"9" * 10_000 + b",x\n", id="a number without end"),
        pytest.param(b"<html><script>alert(1)</script></html>", id="a page"),
    ],
)
@pytest.mark.parametrize("name", ["police_reports.csv", "interviews.xlsx"])
def test_whatever_a_file_holds_the_page_says_what_came_of_it(as_: As, name: str, content: bytes) -> None:
    priya = as_("priya")
    answer = send(priya, name, content)
    assert answer.status_code in {200, 302}
    if answer.status_code == 302:
        assert priya.get(answer.headers["Location"]).status_code == 200


@pytest.mark.parametrize(
    "asked",
    [
        "../../secret-key",
        "../../../secret-key",
        "/etc/passwd",
        "..%2f..%2fsecret-key",
        "secret-key",
        "police_reports.csv\x00",
        "",
        ".",
    ],
)
def test_a_file_asked_for_by_its_path_is_no_file_of_the_batch(as_: As, cast: Cast, asked: str) -> None:
    batch = Batch.objects.create(council=cast.harrowmere, by=cast.priya, folder="", stage=Stage.READY)
    upload_folder(batch).mkdir(parents=True)
    priya = as_("priya")
    page = priya.get(f"/load/{batch.pk}/columns/", {"file": asked})
    assert page.status_code == 404
    assert "secret of ours" not in page.content.decode()


def test_the_refused_rows_come_as_a_file_that_no_browser_opens(as_: As, cast: Cast) -> None:
    batch = Batch.objects.create(council=cast.harrowmere, by=cast.priya, folder="", stage=Stage.DONE)
    refused_rows_path(str(batch.pk)).parent.mkdir(parents=True, exist_ok=True)
    refused_rows_path(str(batch.pk)).write_text("<script>alert(1)</script>")
    answer = as_("priya").get(f"/load/{batch.pk}/refused/")
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert answer.headers["Content-Type"] == "text/csv"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store, private"


def test_another_council_s_batch_is_a_page_that_does_not_exist(as_: As, cast: Cast) -> None:
    theirs = Batch.objects.create(council=cast.calderwick, by=None, folder="", stage=Stage.READY)
    priya = as_("priya")
    unknown = priya.get(f"/load/{new_key()}/")
    for address in ("", "columns/?file=x.csv", "refused/", "progress/", "undo/"):
        answer = priya.get(f"/load/{theirs.pk}/{address}")
        assert (answer.status_code, without_token(answer)) == (404, without_token(unknown))


def test_a_zero_byte_among_good_rows_is_refused_in_words(as_: As, tmp_path: Path) -> None:
    """No database keeps one: found out in the middle of a load, it would leave the batch being checked for ever."""
    write_csv(tmp_path / "sent.csv", [report(), report("GM-2")])
    priya = as_("priya")
    answer = send(priya, "police_reports.csv", (tmp_path / "sent.csv").read_bytes().replace(b"GM-2", b"GM\x00-2"))
    batch = Batch.objects.get(pk=answer.headers["Location"].split("/")[-2])
    uploads.check_files.func(str(batch.pk))
    assert Batch.objects.get(pk=batch.pk).stage == Stage.FAILED
    assert "is not plain text" in priya.get(answer.headers["Location"]).content.decode()
