"""Files that come through the browser: kept for a while, checked by a rehearsal, loaded when someone says so.

Checking and loading are tasks for the worker. Each may be run again after a crash: what a batch's stage says is done
is not done twice. How far a task has got is told in a file, since what it writes to the database is not seen until
its end.
"""

import json
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any, Protocol

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.tasks import task

from waylight.accounts.models import User
from waylight.agencies.models import Agency
from waylight.audit import log
from waylight.core.clock import now
from waylight.exchange.files.refusals import UnreadableFile
from waylight.exchange.loading.council_mappings import kind_of
from waylight.exchange.loading.file_kinds import FILE_SUFFIXES, FileKind
from waylight.exchange.loading.load import load_folder
from waylight.exchange.loading.preview import preview_of
from waylight.exchange.models import Batch, Stage

KEPT_FOR = timedelta(days=7)
LARGEST = 1024**3
UNFORESEEN = "Something unexpected went wrong. Nothing was changed. Tell the person who runs Waylight at your organisation."
LONGEST_NAME = 200  # bytes; disks keep 255


class Sent(Protocol):
    """A file as the web server hands it over."""

    name: str | None
    size: int | None

    def chunks(self) -> Iterable[bytes]: ...


def folder_of(batch: Batch) -> Path:
    return Path(settings.HOME) / "uploads" / str(batch.pk)


def sent_folder(batch: Batch) -> Path:
    """Where files lie under the names they came with, until it is known what they hold."""
    return folder_of(batch) / "sent"


def files_in(batch: Batch) -> list[str]:
    """The names of the files still kept."""
    found = (*folder_of(batch).glob("*"), *sent_folder(batch).glob("*"))
    return sorted(path.name for path in found if path.suffix.lower() in FILE_SUFFIXES)


def receive(files: Iterable[Sent], *, by: User, council: Agency) -> Batch:
    """Keep the files where only we can read them, and ask the worker to check them."""
    files = list(files)
    if len({Path(sent.name or "").name for sent in files}) < len(files):
        raise ValidationError("Two of these files have the same name. Rename one, or load them separately.")
    for sent in files:
        if Path(sent.name or "").suffix.lower() not in FILE_SUFFIXES:
            raise ValidationError(f"{sent.name} must be a CSV file or an Excel workbook (.xlsx).")
        if len((sent.name or "").encode()) > LONGEST_NAME:
            raise ValidationError(f"The name {(sent.name or '')[:40]}… is too long to keep. Rename the file.")
        if (sent.size or 0) > LARGEST:
            raise ValidationError(f"{sent.name} is larger than 1 gigabyte. Split it into smaller files.")
    forget_old_uploads()
    batch = Batch(council=council, by=by, stage=Stage.CHECKING)
    batch.folder = str(folder_of(batch))
    folder_of(batch).mkdir(mode=0o700)
    sent_folder(batch).mkdir(mode=0o700)
    unplaced = [name for sent in files if (name := _keep(sent, batch))]
    batch.result = {"unplaced": unplaced, "sent": [Path(sent.name or "").name for sent in files]}
    with transaction.atomic():
        batch.save(force_insert=True)
        log.record("uploaded files for", batch, by=by, detail={"files": len(files)})
        _check_next(batch)
    return batch


def _keep(sent: Sent, batch: Batch) -> str:
    """Write one file where only Waylight can read it, and place it by its kind. Return its name when its kind is not clear."""
    path = sent_folder(batch) / Path(sent.name or "").name
    with path.open("xb") as kept:
        path.chmod(0o600)
        for chunk in sent.chunks():
            kept.write(chunk)
    try:
        kind = kind_of(path, batch.council)
        if kind is not None:
            place(batch, path, kind)
    except (UnreadableFile, ValidationError):
        return path.name
    return path.name if kind is None else ""


def place(batch: Batch, path: Path, kind: FileKind) -> None:
    """Give a file the name of its kind. Raises ValidationError when another file of the batch is of this kind."""
    if kind.find_in(folder_of(batch)) not in {None, path}:
        raise ValidationError({"kind": f"Another of these files contains {kind.label.lower()}. Load the two separately."})
    path.rename(folder_of(batch) / f"{kind.stem}{path.suffix.lower()}")


@transaction.atomic
def check_again(batch: Batch, path: Path, *, kind: FileKind) -> None:
    """Place a file as the kind a person says it is, and ask for another check.

    Raises ValidationError when somebody has meanwhile started to load the files, or is having them checked.
    """
    _at_rest(batch, stage=Stage.CHECKING)
    batch.refresh_from_db(fields=["stage", "result"])
    batch.result["unplaced"] = [name for name in batch.result.get("unplaced", []) if name != path.name]
    batch.save(update_fields=["result"])
    place(batch, path, kind)
    _check_next(batch)


def start_loading(batch: Batch, *, by: User) -> None:
    """Hand a checked batch to the worker. Raises ValidationError when it is not ready, or has been started already."""
    with transaction.atomic():
        started = Batch.objects.filter(pk=batch.pk, stage=Stage.READY).update(stage=Stage.LOADING, by=by, started_at=now())
        if not started:
            raise ValidationError("These files are not ready to load, or someone has already started loading them.")
        log.record("started loading", batch, by=by)
        _tell(batch, "Starting", 0)
        load_files.enqueue(str(batch.pk))


def discard(batch: Batch, *, by: User) -> None:
    """Throw uploaded files away without loading them. Raises ValidationError once they are being loaded."""
    folder, progress = folder_of(batch), _progress(batch)
    with transaction.atomic():
        _at_rest(batch, ended_at=now())
        log.record("threw away the files of", batch, by=by)
        batch.delete()
    shutil.rmtree(folder, ignore_errors=True)
    progress.unlink(missing_ok=True)


def _at_rest(batch: Batch, **change: object) -> None:
    """Take a batch that nothing is being done with. From here to the end of the transaction nobody else can."""
    if not Batch.objects.filter(pk=batch.pk, stage__in=(Stage.READY, Stage.FAILED)).update(**change):
        raise ValidationError("You can only change or discard files that are not loaded and are not being checked or loaded.")


def _check_next(batch: Batch) -> None:
    _tell(batch, "Waiting to be checked", 0)
    check_files.enqueue(str(batch.pk))


@task
def check_files(key: str) -> None:
    """Rehearse the load and keep what it would come to."""
    batch = Batch.objects.select_related("council", "by").filter(pk=key, stage=Stage.CHECKING).first()
    if batch is None:
        return
    with _ending(batch, Stage.CHECKING):
        done = load_folder(folder_of(batch), batch.council, by=batch.by, dry_run=True, progress=_teller(batch))
        _write(folder_of(batch) / "preview.json", preview_of(folder_of(batch), batch.council, done))
        _settle(batch, Stage.CHECKING, Stage.READY, done.as_json())


@task
def load_files(key: str) -> None:
    """Load a batch that someone has confirmed."""
    batch = Batch.objects.select_related("council", "by").filter(pk=key, stage=Stage.LOADING).first()
    if batch is None:
        return
    with _ending(batch, Stage.LOADING):
        load_folder(folder_of(batch), batch.council, by=batch.by, batch=batch, progress=_teller(batch))
    (folder_of(batch) / "preview.json").unlink(missing_ok=True)


@contextmanager
def _ending(batch: Batch, was: Stage) -> Iterator[None]:
    """Whatever goes wrong, the batch is not left being worked on. What no file should cause is raised as well."""
    ended = False
    try:
        yield
        ended = True
    except _problems() as problem:
        _settle(batch, was, Stage.FAILED, {"problem": _in_words(problem)})
        ended = True
    finally:
        if not ended:
            _settle(batch, was, Stage.FAILED, {"problem": UNFORESEEN})


def _settle(batch: Batch, was: Stage, stage: Stage, result: dict[str, Any]) -> None:
    """Write down what a task came to, unless the batch has gone further meanwhile: two workers may have taken it up."""
    batch.refresh_from_db(fields=["result"])
    kept = {"unplaced": batch.result.get("unplaced", []), "sent": batch.result.get("sent", [])}
    Batch.objects.filter(pk=batch.pk, stage=was).update(stage=stage, ended_at=now(), result=kept | result)


def _problems() -> tuple[type[Exception], ...]:
    """What a file can cause while it is read or kept; a bulk copy passes on what the database's own library says."""
    library: type[Exception] = connection.Database.Error  # type: ignore[attr-defined]  # every backend names its library
    return (UnreadableFile, DatabaseError, library, OSError, ValueError)


def _in_words(problem: Exception) -> str:
    return str(problem) if isinstance(problem, UnreadableFile) else f"The files could not be read ({type(problem).__name__})."


def told_so_far(batch: Batch) -> tuple[str, int]:
    """What the worker is doing with the batch, and how many rows it has got through."""
    try:
        phase, done = json.loads(_progress(batch).read_text())
    except (FileNotFoundError, ValueError):
        return "Waiting for the worker", 0
    return phase, done


def preview(batch: Batch) -> list[dict[str, Any]]:
    """The first and the refused rows of each file, as the check kept them."""
    try:
        kept: list[dict[str, Any]] = json.loads((folder_of(batch) / "preview.json").read_text())
    except FileNotFoundError:
        return []
    return kept


def _teller(batch: Batch) -> Any:
    return lambda phase, done: _tell(batch, phase, done)


def _tell(batch: Batch, phase: str, done: int) -> None:
    _write(_progress(batch), [phase, done])


def _progress(batch: Batch) -> Path:
    return Path(settings.HOME) / "progress" / f"{batch.pk}.json"


def _write(to: Path, told: object) -> None:
    making = to.with_suffix(".new")
    making.write_text(json.dumps(told))
    making.chmod(0o600)
    making.replace(to)


def forget_old_uploads() -> int:
    """Remove uploaded files a week after their batch was last touched; returns how many folders went."""
    removed = 0
    for folder in (Path(settings.HOME) / "uploads").iterdir():
        if folder.is_dir() and now().timestamp() - folder.stat().st_mtime > KEPT_FOR.total_seconds():
            shutil.rmtree(folder)
            (Path(settings.HOME) / "progress" / f"{folder.name}.json").unlink(missing_ok=True)
            removed += 1
    return removed
