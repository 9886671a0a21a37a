"""Where the facts are stored: one folder for each build. A pointer moves in one step, so no reader sees half a build."""

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
UNFINISHED_PREFIX = ".making-"
KEYS = "keys.parquet"
BUILDS_KEPT = 2  # the previous build stays for readers who have just opened it
ABANDONED = timedelta(hours=6)  # no build takes this long: its process has ended


@dataclass(frozen=True)
class FillRecord:
    """One build: its time, its sources and its sizes. `made_from` is the `state_of_records`; `seconds` is how long it took."""

    build: str
    as_at: str
    made_from: str
    rows: dict[str, int]
    seconds: float = 0.0


def folder() -> Path:
    return Path(settings.HOME) / "facts"


def keys_folder() -> Path:
    """Return the folder that maps pseudonyms to records. It is apart from the facts: few people may open these children."""
    path = Path(settings.HOME) / "keys"
    path.mkdir(mode=0o700, exist_ok=True)
    return path


def keys_of(record: FillRecord) -> Path:
    return keys_folder() / f"{record.build}.parquet"


def current() -> FillRecord | None:
    try:
        build = (folder() / POINTER).read_text().strip()
        return FillRecord(**json.loads((folder() / build / "fill.json").read_text()))
    except FileNotFoundError:
        return None


def publish(record: FillRecord, finished: Path) -> None:
    """Put a finished build in place, point to it, and remove older builds."""
    (finished / "fill.json").write_text(json.dumps(asdict(record), indent=1))
    (finished / KEYS).replace(keys_of(record))
    finished.rename(folder() / record.build)
    pointer = folder() / f".{POINTER}-{record.build}"
    pointer.write_text(record.build)
    pointer.replace(folder() / POINTER)
    builds = sorted(path for path in folder().iterdir() if path.is_dir() and not path.name.startswith("."))
    for old in builds[:-BUILDS_KEPT]:
        shutil.rmtree(old, ignore_errors=True)
        (keys_folder() / f"{old.name}.parquet").unlink(missing_ok=True)


def clear_unfinished() -> None:
    """Remove the folders of interrupted builds."""
    for unfinished in folder().glob(f"{UNFINISHED_PREFIX}*"):
        if time() - unfinished.stat().st_mtime > ABANDONED.total_seconds():
            shutil.rmtree(unfinished, ignore_errors=True)


def connect(record: FillRecord) -> ibis.BaseBackend:
    """Return a connection on which the tables of one build can be read by name."""
    return open_tables(folder() / record.build)


def open_tables(build: Path) -> ibis.BaseBackend:
    connection = ibis.duckdb.connect()
    for table in TABLES:
        name = table.get_name()
        connection.read_parquet(build / f"{name}.parquet", table_name=name)
    return connection
