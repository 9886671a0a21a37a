"""Files uploaded in the browser: stored for a week, checked by a dry run, and loaded when a person confirms.

The worker checks and loads. It may run a task again after a crash; the stage of the batch shows whether the work is
already done. A progress file shows how far a task is, because the database shows its changes only after it ends.
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
from waylight.exchange.loading.file_kinds import FILE_KINDS, FILE_SUFFIXES, FileKind
from waylight.exchange.loading.load import load_folder
from waylight.exchange.loading.preview import preview_of
from waylight.exchange.models import Batch, Stage

STORED_FOR = timedelta(days=7)
MOST_BYTES = 1024**3
UNEXPECTED = "Something unexpected went wrong. Nothing was changed. Tell the person who runs Waylight at your organisation."
LONGEST_NAME = 200  # bytes; file systems allow 255


class IncomingFile(Protocol):
    """An uploaded file, as Django provides it."""

    name: str | None
    size: int | None

    def chunks(self) -> Iterable[bytes]: ...


def upload_folder(batch: Batch) -> Path:
    return Path(settings.HOME) / "uploads" / str(batch.pk)


def sent_folder(batch: Batch) -> Path:
    """Return the folder for files of an unknown kind. They keep their own names."""
    return upload_folder(batch) / "sent"


def files_in(batch: Batch) -> list[str]:
    """Return the names of the stored files of a batch, sorted."""
    found = (*upload_folder(batch).glob("*"), *sent_folder(batch).glob("*"))
    return sorted(path.name for path in found if path.suffix.lower() in FILE_SUFFIXES)


def receive_files(files: Iterable[IncomingFile], *, by: User, council: Agency) -> Batch:
    """Store the files where only Waylight can read them, and ask the worker to check them. Raises ValidationError."""
    files = list(files)
    if len({Path(incoming.name or "").name for incoming in files}) < len(files):
        raise ValidationError("Two of these files have the same name. Rename one, or load them separately.")
    for incoming in files:
        if Path(incoming.name or "").suffix.lower() not in FILE_SUFFIXES:
            raise ValidationError(f"{incoming.name} must be a CSV file or an Excel workbook (.xlsx).")
        if len((incoming.name or "").encode()) > LONGEST_NAME:
            raise ValidationError(f"The name {(incoming.name or '')[:40]}… is too long to keep. Rename the file.")
        if (incoming.size or 0) > MOST_BYTES:
            raise ValidationError(f"{incoming.name} is larger than 1 gigabyte. Split it into smaller files.")
    forget_old_uploads()
    batch = Batch(council=council, by=by, stage=Stage.CHECKING)
    batch.folder = str(upload_folder(batch))
    upload_folder(batch).mkdir(mode=0o700)
    sent_folder(batch).mkdir(mode=0o700)
    unplaced = [name for incoming in files if (name := _store(incoming, batch))]
    batch.result = {"unplaced": unplaced, "sent": [Path(incoming.name or "").name for incoming in files]}
    with transaction.atomic():
        batch.save(force_insert=True)
        log.record("uploaded files for", batch, by=by, detail={"files": len(files)})
        _ask_for_check(batch)
    return batch


def _store(incoming: IncomingFile, batch: Batch) -> str:
    """Write one file where only Waylight can read it, and place it by its kind. Return its name when its kind is not clear."""
    path = sent_folder(batch) / Path(incoming.name or "").name
    with path.open("xb") as file:
        path.chmod(0o600)
        for chunk in incoming.chunks():
            file.write(chunk)
    try:
        kind = kind_of(path, batch.council)
        if kind is not None:
            place_file(batch, path, kind)
    except (UnreadableFile, ValidationError):
        return path.name
    return path.name if kind is None else ""


def place_file(batch: Batch, path: Path, kind: FileKind) -> None:
    """Rename a file after its kind. Raises ValidationError when another file of the batch is of this kind."""
    if kind.find_in(upload_folder(batch)) not in {None, path}:
        raise ValidationError({"kind": f"Another of these files contains {kind.label.lower()}. Load the two separately."})
    path.rename(upload_folder(batch) / f"{kind.stem}{path.suffix.lower()}")


@transaction.atomic
def check_files_again(batch: Batch, path: Path, *, kind: FileKind) -> None:
    """Place a file as the kind that a person chose, and ask the worker for another check.

    Raises ValidationError when the files are being checked or loaded.
    """
    _lock_idle(batch, stage=Stage.CHECKING)
    batch.refresh_from_db(fields=["stage", "result"])
    batch.result["unplaced"] = [name for name in batch.result.get("unplaced", []) if name != path.name]
    batch.save(update_fields=["result"])
    place_file(batch, path, kind)
    _ask_for_check(batch)


def start_loading(batch: Batch, *, by: User) -> None:
    """Ask the worker to load a checked batch. Raises ValidationError when it is not ready or already started."""
    with transaction.atomic():
        started = Batch.objects.filter(pk=batch.pk, stage=Stage.READY).update(stage=Stage.LOADING, by=by, started_at=now())
        if not started:
            raise ValidationError("These files are not ready to load, or someone has already started loading them.")
        log.record("started loading", batch, by=by)
        _write_progress(batch, "Starting", 0)
        load_files.enqueue(str(batch.pk))


def discard(batch: Batch, *, by: User) -> None:
    """Delete uploaded files without loading them. Raises ValidationError when they are being checked or loaded."""
    folder, progress = upload_folder(batch), _progress_path(batch)
    with transaction.atomic():
        _lock_idle(batch, ended_at=now())
        log.record("threw away the files of", batch, by=by)
        batch.delete()
    shutil.rmtree(folder, ignore_errors=True)
    progress.unlink(missing_ok=True)


def _lock_idle(batch: Batch, **change: object) -> None:
    """Change a batch that is not being checked or loaded, and so lock its row until the transaction ends."""
    if not Batch.objects.filter(pk=batch.pk, stage__in=(Stage.READY, Stage.FAILED)).update(**change):
        raise ValidationError("You can only change or discard files that are not loaded and are not being checked or loaded.")


def _ask_for_check(batch: Batch) -> None:
    _write_progress(batch, "Waiting to be checked", 0)
    check_files.enqueue(str(batch.pk))


@task
def check_files(key: str) -> None:
    """Run the load as a dry run, and store its result and a preview."""
    batch = Batch.objects.select_related("council", "by").filter(pk=key, stage=Stage.CHECKING).first()
    if batch is None:
        return
    with _failing_safely(batch, Stage.CHECKING):
        _refuse_unrecognised(batch)
        done = load_folder(upload_folder(batch), batch.council, by=batch.by, dry_run=True, progress=_progress_writer(batch))
        _write(upload_folder(batch) / "preview.json", preview_of(upload_folder(batch), batch.council, done))
        _store_result(batch, Stage.CHECKING, Stage.READY, done.as_json())


def _refuse_unrecognised(batch: Batch) -> None:
    """Raise UnreadableFile when it is not known of any file what it holds."""
    unknown = batch.result.get("unplaced", [])
    if unknown and not any(kind.find_in(upload_folder(batch)) for kind in FILE_KINDS.values()):
        them = "it" if len(unknown) == 1 else "them"
        raise UnreadableFile(f"Waylight does not recognise the columns of {' or '.join(unknown)}. Choose what is in {them}.")


@task
def load_files(key: str) -> None:
    """Load a batch that a person confirmed."""
    batch = Batch.objects.select_related("council", "by").filter(pk=key, stage=Stage.LOADING).first()
    if batch is None:
        return
    with _failing_safely(batch, Stage.LOADING):
        load_folder(upload_folder(batch), batch.council, by=batch.by, batch=batch, progress=_progress_writer(batch))
    (upload_folder(batch) / "preview.json").unlink(missing_ok=True)


@contextmanager
def _failing_safely(batch: Batch, running_stage: Stage) -> Iterator[None]:
    """Mark the batch as failed when the task fails. An error that a file cannot cause is raised again."""
    handled = False
    try:
        yield
        handled = True
    except _file_errors() as problem:
        _store_result(batch, running_stage, Stage.FAILED, {"problem": _describe(problem)})
        handled = True
    finally:
        if not handled:
            _store_result(batch, running_stage, Stage.FAILED, {"problem": UNEXPECTED})


def _store_result(batch: Batch, from_stage: Stage, to_stage: Stage, result: dict[str, Any]) -> None:
    """Store the result of a task, unless the batch has moved on: two workers may have run the same task."""
    batch.refresh_from_db(fields=["result"])
    uploaded = {"unplaced": batch.result.get("unplaced", []), "sent": batch.result.get("sent", [])}
    Batch.objects.filter(pk=batch.pk, stage=from_stage).update(stage=to_stage, ended_at=now(), result=uploaded | result)


def _file_errors() -> tuple[type[Exception], ...]:
    """Return the errors that a file can cause. A bulk copy raises the errors of the database driver itself."""
    library: type[Exception] = connection.Database.Error  # type: ignore[attr-defined]  # every backend has `Database`
    return (UnreadableFile, DatabaseError, library, OSError, ValueError)


def _describe(problem: Exception) -> str:
    return str(problem) if isinstance(problem, UnreadableFile) else f"The files could not be read ({type(problem).__name__})."


def progress_of(batch: Batch) -> tuple[str, int]:
    """Return what the worker is doing with the batch, and how many rows are done."""
    try:
        phase, done = json.loads(_progress_path(batch).read_text())
    except (FileNotFoundError, ValueError):
        return "Waiting for the worker", 0
    return phase, done


def stored_preview(batch: Batch) -> list[dict[str, Any]]:
    """Return the preview that the check stored, or an empty list."""
    try:
        stored: list[dict[str, Any]] = json.loads((upload_folder(batch) / "preview.json").read_text())
    except FileNotFoundError:
        return []
    return stored


def _progress_writer(batch: Batch) -> Any:
    return lambda phase, done: _write_progress(batch, phase, done)


def _write_progress(batch: Batch, phase: str, done: int) -> None:
    _write(_progress_path(batch), [phase, done])


def _progress_path(batch: Batch) -> Path:
    return Path(settings.HOME) / "progress" / f"{batch.pk}.json"


def _write(to: Path, value: object) -> None:
    temporary = to.with_suffix(".new")
    temporary.write_text(json.dumps(value))
    temporary.chmod(0o600)
    temporary.replace(to)


def forget_old_uploads() -> int:
    """Delete uploaded files a week after the last change of their folder. Return how many folders were deleted."""
    removed = 0
    for folder in (Path(settings.HOME) / "uploads").iterdir():
        if folder.is_dir() and now().timestamp() - folder.stat().st_mtime > STORED_FOR.total_seconds():
            shutil.rmtree(folder)
            (Path(settings.HOME) / "progress" / f"{folder.name}.json").unlink(missing_ok=True)
            removed += 1
    return removed
