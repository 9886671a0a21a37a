"""Loading a folder of files for a council: all of it, or none of it."""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from waylight.accounts.models import User
from waylight.agencies.models import Agency
from waylight.audit import log
from waylight.core import bulk
from waylight.core.clock import now
from waylight.episodes.models import Episode, Report
from waylight.exchange.batches.journal import Journal
from waylight.exchange.batches.lock import wait_for_turn
from waylight.exchange.council.rows import READERS, read_sheet
from waylight.exchange.council.writer import CouncilWriting
from waylight.exchange.files import refusals
from waylight.exchange.files.mapping import KINDS, mapping_for
from waylight.exchange.files.refusals import Refusal, UnreadableFile
from waylight.exchange.files.spreadsheets import FileMapping
from waylight.exchange.models import Batch, Stage
from waylight.exchange.police.child_matching import KnownChildren, Use, decide_all
from waylight.exchange.police.fast_matches import Uses
from waylight.exchange.police.reader import PoliceFile, read_police
from waylight.exchange.police.unmatched import keep_waiting, settled_by_people, still_waiting
from waylight.exchange.police.writer import EpisodeWriting
from waylight.exchange.provider.rows import KnownIncidents, read_provider
from waylight.exchange.provider.writer import InterviewWriting
from waylight.people.models import Child, Identifier, SearchName

type Progress = Callable[[str, int], None]
SUFFIXES = (".csv", ".xlsx")


@dataclass
class Loaded:
    """What a load came to: counts for each file, and overall. `changed` is false when there was nothing new in it."""

    files: dict[str, dict[str, int]] = field(default_factory=dict)
    episodes_opened: int = 0
    second_reports: int = 0
    waiting: int = 0
    unchanged: int = 0
    differs: list[str] = field(default_factory=list)
    changed: bool = False
    batch: str = ""
    refused_rows: str = ""
    refused: list[Refusal] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        told = asdict(self)
        del told["refused"]
        return told


def load_folder(
    folder: Path,
    council: Agency,
    *,
    by: User | None,
    dry_run: bool = False,
    batch: Batch | None = None,
    progress: Progress = lambda _phase, _done: None,
) -> Loaded:
    """Load every known file in `folder` in one transaction. Raises UnreadableFile, leaving everything as it was.

    Loading the same files again changes nothing and leaves no batch behind.
    """
    if not any(file_of(folder, kind) for kind in KINDS):
        raise UnreadableFile(f"There are no files in {folder} that Waylight can load. It looks for {', '.join(known_files())}.")
    loaded = Loaded()
    with _no_collecting(), transaction.atomic():
        _load(folder, council, by, batch, loaded, progress, dry_run=dry_run)
        if dry_run:
            transaction.set_rollback(True)
    return loaded


@contextmanager
def _no_collecting() -> Iterator[None]:
    """A load makes millions of objects and no cycles: looking for cycles again and again would take a third of its time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def refused_rows_of(batch: str) -> Path:
    """Where the rows that a batch refused are kept as a CSV file."""
    return Path(settings.HOME) / "outbox" / f"refused-{batch or 'unchanged'}.csv"


def known_files() -> list[str]:
    return [FileMapping.named(kind).file for kind in KINDS]


def file_of(folder: Path, kind: str) -> Path | None:
    """The file of this kind in a folder, a CSV file or a workbook; its name says which kind it is."""
    stem = Path(FileMapping.named(kind).file).stem
    return next((path for suffix in SUFFIXES if (path := folder / f"{stem}{suffix}").exists()), None)


def _load(
    folder: Path, council: Agency, by: User | None, batch: Batch | None, loaded: Loaded, progress: Progress, *, dry_run: bool
) -> None:
    wait_for_turn(council)
    asked = batch is not None
    batch = batch or Batch(council=council, by=by, folder=str(folder))
    alone = not dry_run and bulk.alone_with(Child, Identifier, SearchName, Episode, Report)
    batch.stage, batch.started_at = Stage.LOADING, now()
    batch.save()
    journal = Journal(batch, alone=alone)
    known = _council_files(folder, council, journal, loaded, progress)
    told = _police_file(folder, council, journal, known, loaded, progress)
    _interview_file(folder, council, journal, told, loaded, progress)
    journal.index_names()
    loaded.differs = list(dict.fromkeys(journal.differs))
    loaded.changed = not journal.idle
    if loaded.refused and not dry_run:
        loaded.refused_rows = str(refused_rows_of("" if journal.idle and not asked else str(batch.pk)))
        refusals.write(loaded.refused, Path(loaded.refused_rows))
    if not loaded.changed and not asked:
        batch.delete()
        return
    loaded.batch = str(batch.pk)
    batch.stage, batch.ended_at = Stage.DONE, now()
    batch.result = {"sent": batch.result.get("sent", [])} | loaded.as_json()
    batch.save()
    counts: dict[str, object] = {"created": journal.created, "changed": journal.changed, "batch": str(batch.pk)}
    log.record("loaded", batch, by=by, detail=counts)


def _council_files(folder: Path, council: Agency, journal: Journal, loaded: Loaded, progress: Progress) -> KnownChildren:
    writing = CouncilWriting(council, journal)
    known = KnownChildren(council)
    for kind in READERS:
        path = file_of(folder, kind)
        if path is None:
            continue
        progress(f"Reading {path.name}", 0)
        sheet = read_sheet(path, kind, mapping_for(path, kind, council))
        write = getattr(writing, kind)
        write(sheet, known) if kind == "children" else write(sheet)
        loaded.files[path.name] = sheet.counts
        loaded.refused += sheet.refused
    return known


def _police_file(
    folder: Path, council: Agency, journal: Journal, known: KnownChildren, loaded: Loaded, progress: Progress
) -> PoliceFile | None:
    path = file_of(folder, "police-reports")
    if path is None:
        return None
    told = read_police(path, mapping_for(path, "police-reports", council), tick=lambda done: progress("Reading reports", done))
    progress("Finding each child", 0)
    uses = Uses.of(told.plain, told.columns.numbers[told.plain.places])
    decided = decide_all([*uses.uses, *map(Use.of, told.others.values())], known)
    settled = settled_by_people(council)
    writing = EpisodeWriting(council, journal, tick=lambda done: progress("Writing episodes", done), settled=settled)
    written = writing.write(told, decided, uses)
    keep_waiting(written, council, journal)
    loaded.files[path.name] = told.counts
    loaded.refused += told.refused
    loaded.episodes_opened, loaded.second_reports = written.opened, written.second_reports
    loaded.waiting, loaded.unchanged = len(written.waiting), written.unchanged
    return told


def _interview_file(
    folder: Path, council: Agency, journal: Journal, police: PoliceFile | None, loaded: Loaded, progress: Progress
) -> None:
    path = file_of(folder, "interviews")
    if path is None:
        return
    progress("Reading interviews", 0)
    writing = InterviewWriting(council, journal)
    known = KnownIncidents(
        writing.child_of,
        frozenset(police.adults if police else ()),
        frozenset(police.left_out if police else ()),
        frozenset(still_waiting(council)),
    )
    told = read_provider(path, mapping_for(path, "interviews", council), known=known)
    writing.write(told.interviews.values())
    loaded.files[path.name] = told.counts
    loaded.refused += told.refused
