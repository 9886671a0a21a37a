"""Loading a folder of files for a council, in one transaction."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import transaction

from waylight.accounts.models import User
from waylight.agencies.models import Agency
from waylight.audit import log
from waylight.core import bulk
from waylight.core.clock import now
from waylight.episodes.models import Episode, Report
from waylight.exchange.batches.journal import Journal
from waylight.exchange.batches.lock import lock_council
from waylight.exchange.files import refusals
from waylight.exchange.files.refusals import UnreadableFile
from waylight.exchange.loading.council_mappings import mapping_for
from waylight.exchange.loading.file_kinds import FILE_KINDS, IN_LOADING_ORDER
from waylight.exchange.loading.run import LoadResult, LoadRun, Progress
from waylight.exchange.models import Batch, Stage
from waylight.people.models import Child, Identifier, SearchName


def load_folder(
    folder: Path,
    council: Agency,
    *,
    by: User | None,
    dry_run: bool = False,
    batch: Batch | None = None,
    progress: Progress = lambda _phase, _done: None,
) -> LoadResult:
    """Load every file in `folder` that Waylight knows, in one transaction. Raises UnreadableFile, and then changes nothing.

    With `dry_run` the transaction is rolled back and no file of refused rows is written. Loading the same files again
    changes nothing and keeps no batch, unless `batch` is given.
    """
    if not any(kind.find_in(folder) for kind in IN_LOADING_ORDER):
        names = ", ".join(kind.mapping.file for kind in FILE_KINDS.values())
        raise UnreadableFile(f"There are no files in {folder} that Waylight can load. It looks for {names}.")
    result = LoadResult()
    with _without_garbage_collection(), transaction.atomic():
        _load(folder, council, by, batch, result, progress, dry_run=dry_run)
        if dry_run:
            transaction.set_rollback(True)
    return result


@contextmanager
def _without_garbage_collection() -> Iterator[None]:
    """Switch the garbage collector off. It would take a third of a load's time to search millions of objects for cycles."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def refused_rows_path(batch: str) -> Path:
    """Return the path of the CSV file of the rows that a batch refused."""
    return Path(settings.HOME) / "outbox" / f"refused-{batch or 'unchanged'}.csv"


def _load(
    folder: Path, council: Agency, by: User | None, batch: Batch | None, result: LoadResult, progress: Progress, *, dry_run: bool
) -> None:
    lock_council(council)
    keep_batch = batch is not None
    batch = batch or Batch(council=council, by=by, folder=str(folder))
    alone = not dry_run and bulk.alone_with(Child, Identifier, SearchName, Episode, Report)
    batch.stage, batch.started_at = Stage.LOADING, now()
    batch.save()
    journal = Journal(batch, alone=alone)
    _load_files(folder, LoadRun(council, journal, progress, result))
    journal.index_names()
    result.differs = list(dict.fromkeys(journal.differs))
    result.changed = not journal.idle
    if result.refused and not dry_run:
        result.refused_rows = str(refused_rows_path("" if journal.idle and not keep_batch else str(batch.pk)))
        refusals.write_refused_rows(result.refused, Path(result.refused_rows))
    if not result.changed and not keep_batch:
        batch.delete()
        return
    result.batch = str(batch.pk)
    batch.stage, batch.ended_at = Stage.DONE, now()
    batch.result = {"sent": batch.result.get("sent", [])} | result.as_json()
    batch.save()
    counts: dict[str, object] = {"created": journal.created, "changed": journal.changed, "batch": str(batch.pk)}
    log.record("loaded", batch, by=by, detail=counts)


def _load_files(folder: Path, run: LoadRun) -> None:
    for kind in IN_LOADING_ORDER:
        path = kind.find_in(folder)
        if path is None:
            continue
        file = kind.read(path, mapping_for(path, kind, run.council), run)
        kind.write(file, run)
        run.result.files[path.name] = file.counts
        run.result.refused += file.refused
