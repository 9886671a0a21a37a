"""Where the facts are stored: a folder for each build, and a pointer that moves in one step: no reader sees half a build."""

import json
import shutil
from dataclasses import asdict, dataclass
from datetime import timedelta
from pathlib import Path
from time import time

import ibis
from django.conf import settings

from waylight.facts.tables import TABLES

POINTER = "current"
MAKING = ".making-"
KEYS = "keys.parquet"
BUILDS_KEPT = 2  # the one before stays for a reader who has just opened it
ABANDONED = timedelta(hours=6)  # no build takes so long: whoever began it is gone


@dataclass(frozen=True)
class FillRecord:
    """What one build was made from. `made_from` names the state of the records and the version of the builder."""

    build: str
    as_at: str
    made_from: str
    rows: dict[str, int]
    seconds: float = 0.0


def folder() -> Path:
    return Path(settings.HOME) / "facts"


def keys_folder() -> Path:
    """The folder that maps pseudonyms to records, apart from the facts, for those who may open the children behind a figure."""
    kept = Path(settings.HOME) / "keys"
    kept.mkdir(mode=0o700, exist_ok=True)
    return kept


def keys_of(record: FillRecord) -> Path:
    return keys_folder() / f"{record.build}.parquet"


def current() -> FillRecord | None:
    try:
        build = (folder() / POINTER).read_text().strip()
        return FillRecord(**json.loads((folder() / build / "fill.json").read_text()))
    except FileNotFoundError:
        return None


def publish(record: FillRecord, made: Path) -> None:
    """Put a finished build in place, point to it, and remove older builds."""
    (made / "fill.json").write_text(json.dumps(asdict(record), indent=1))
    (made / KEYS).replace(keys_of(record))
    made.rename(folder() / record.build)
    pointer = folder() / f".{POINTER}-{record.build}"
    pointer.write_text(record.build)
    pointer.replace(folder() / POINTER)
    builds = sorted(path for path in folder().iterdir() if path.is_dir() and not path.name.startswith("."))
    for old in builds[:-BUILDS_KEPT]:
        shutil.rmtree(old, ignore_errors=True)
        (keys_folder() / f"{old.name}.parquet").unlink(missing_ok=True)


def clear_unfinished() -> None:
    """Remove what an interrupted build left."""
    for left in folder().glob(f"{MAKING}*"):
        if time() - left.stat().st_mtime > ABANDONED.total_seconds():
            shutil.rmtree(left, ignore_errors=True)


def connect(record: FillRecord) -> ibis.BaseBackend:
    """Return a connection on which the tables of one build can be read by name."""
    return open_tables(folder() / record.build)


def open_tables(build: Path) -> ibis.BaseBackend:
    connection = ibis.duckdb.connect()
    for table in TABLES:
        name = table.get_name()
        connection.read_parquet(build / f"{name}.parquet", table_name=name)
    return connection
