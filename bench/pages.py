"""Time pages for fifty clients at once, with 10,000 and with 1,000,000 episodes in the database.

    python -m bench.pages [--large 1000000] [--requests 400] [--rounds 3] [--only sqlite] [--kept FOLDER] [--fill]

Fills a database of each size (bench/pages_world.py), serves each with gunicorn, and requests the same pages from both
alternately, so that other work on the machine affects both equally. Both have the same amount of open work. `--kept`
keeps the filled databases for another run; `--fill` fills them and stops. Writes bench/results/pages.json and .md.

Read these: the time of a request at the large size divided by the time at the small size, in elapsed time and in
processor time (which other work on the machine hardly changes); and the time of a request as a multiple of a request for
a page that does nothing.
"""

import argparse
import http.client
import json
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

from bench.servers import environment, postgresql, processor

SMALL, CLIENTS = 10_000, 50
WORKERS, THREADS = 2, 4
BAR = 1.5
KEPT_AT_MOST = 7 * 24 * 60 * 60
PAGES = ("nothing", "today", "child", "episode", "search")
TYPED = ("smith jack", "aminah khan", "jon carter", "B-0000412", "14/3/2012", "mohamed ali", "chlo watson", "rily hughes 2014")
RESULTS = Path(__file__).parent / "results"


@dataclass
class Site:
    """One database, the server in front of it, and what was measured."""

    size: int
    port: int
    env: dict[str, str]
    told: dict[str, Any]
    database: int | None = None
    server: subprocess.Popen[bytes] | None = None
    seconds: dict[str, list[float]] = field(default_factory=lambda: {page: [] for page in PAGES})
    processor: dict[str, list[float]] = field(default_factory=lambda: {page: [] for page in PAGES})
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

    def spent(self) -> float:
        """Return the processor time used so far by the web server, and by the database server if there is one."""
        return processor(*(process for process in (self.server and self.server.pid, self.database) if process))

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
    """Make one request on a new connection and return its seconds. Raises RuntimeError for any status but 200."""
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
    """Request a page from fifty clients, each signed in as a different person, until `requests` are answered."""
    each, waits, failed = max(requests // CLIENTS, 1), [], []

    def client(number: int) -> None:
        chance = random.Random(number)
        try:
            waits.extend(ask(site.port, site.address(page, number, chance), site.told["cookies"][number]) for _ in range(each))
        except (OSError, RuntimeError) as failure:
            failed.append(failure)

    threads = [threading.Thread(target=client, args=(number,)) for number in range(CLIENTS)]
    began, spent = time.perf_counter(), site.spent()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failed:
        raise SystemExit(f"{page} at {site.size}: {failed[0]}")
    site.seconds[page].append((time.perf_counter() - began) / len(waits))
    site.processor[page].append((site.spent() - spent) / len(waits))
    site.slowest[page].append(statistics.quantiles(waits, n=20)[-1])


def fill(size: int, home: Path, address: str) -> None:
    """Fill a database, or migrate one that was kept. Refuses one over a week old: its open work is no longer recent."""
    kept = home / "filled.json"
    if kept.exists() and time.time() - kept.stat().st_mtime > KEPT_AT_MOST:
        raise SystemExit(f"{home} was filled more than a week ago, and its last four weeks have passed. Remove the folder.")
    began = time.perf_counter()
    command = [sys.executable, "-m", "bench.pages_world", "fill" if not kept.exists() else "migrate", str(size)]
    subprocess.run(command, env=environment(home, address), check=True)
    if not kept.exists():
        took = round(time.perf_counter() - began)
        kept.write_text(json.dumps({"episodes": size, "seconds": took}))
        print(f"{size:>9,} episodes filled in {took} s", flush=True)


def to_serve(size: int, home: Path, address: str, port: int, server: int | None) -> Site:
    """Return a filled database with a new session for each of the fifty people."""
    env = environment(home, address)
    command = [sys.executable, "-m", "bench.pages_world", "sign-in"]
    told = subprocess.run(command, env=env, check=True, stdout=subprocess.PIPE).stdout
    return Site(size, port, env, json.loads(told), database=server)


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
    """Return the figures of a page. Skips the first round, which warms up; a ratio is the median of the rounds' ratios."""
    of_page, of_nothing = (list(zip(small.seconds[each][1:], large.seconds[each][1:], strict=True)) for each in (page, "nothing"))
    beside = [ours[1] / nothing[1] for ours, nothing in zip(of_page, of_nothing, strict=True)]
    return {
        "page": page,
        "requests_a_second": round(1 / statistics.median(large.seconds[page][1:]), 1),
        "against_nothing": round(statistics.median(beside), 2),
        "slowest_in_twenty_s": round(statistics.median(large.slowest[page][1:]), 3),
        "large_against_small": round(statistics.median(of_large / of_small for of_small, of_large in of_page), 2),
        "processor_large_against_small": round(_by_processor(page, small, large), 2),
        "processor_ms": round(statistics.median(large.processor[page][1:]) * 1000, 1),
        "nothing_large_against_small": round(statistics.median(of_large / of_small for of_small, of_large in of_nothing), 2),
    }


def _by_processor(page: str, small: Site, large: Site) -> float:
    pairs = zip(small.processor[page][1:], large.processor[page][1:], strict=True)
    return statistics.median(of_large / of_small for of_small, of_large in pairs)


def databases(only: str, folder: Path) -> dict[str, tuple[dict[str, str], int | None]]:
    """Return, for each kind of database, the addresses of the small and the large one, and the process of the server."""
    chosen: dict[str, tuple[dict[str, str], int | None]] = {}
    if only in {"", "sqlite"}:
        chosen["SQLite"] = {"small": "", "large": ""}, None
    if only in {"", "postgresql"}:
        chosen["PostgreSQL"] = postgresql(folder, ("small", "large"))
    return chosen


def table(results: dict[str, Any]) -> str:
    grown = f"time per request, {results['large']:,} episodes against {SMALL:,}"
    lines = []
    for name, rows in results["databases"].items():
        lines += [f"### {name}", ""]
        lines.append(
            f"| page | {grown} | by processor | against a page that does nothing | requests per second | slowest in twenty |"
        )
        lines.append("| --- | ---: | ---: | ---: | ---: | ---: |")
        lines += [
            f"| {row['page']} | {row['large_against_small']:.2f} | {row['processor_large_against_small']:.2f} | "
            f"{row['against_nothing']:.1f} | {row['requests_a_second']:.0f} | {row['slowest_in_twenty_s']:.2f} s |"
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
    asked.add_argument("--fill", action="store_true")
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
        for database, (addresses, server) in databases(told.only, folder).items():
            homes = {"small": (SMALL, folder / f"{database}-small"), "large": (told.large, folder / f"{database}-large")}
            for each, (size, home) in homes.items():
                fill(size, home, addresses[each])
            if told.fill:
                continue
            ports = {"small": 8171, "large": 8172}
            small, large = (to_serve(*homes[each], addresses[each], ports[each], server) for each in ("small", "large"))
            results["databases"][database] = measure(small, large, told.requests, told.rounds)
            print(table(results), flush=True)
            RESULTS.mkdir(exist_ok=True)
            (RESULTS / "pages.json").write_text(json.dumps(results, indent=2) + "\n")
            (RESULTS / "pages.md").write_text(table(results))
    late = [
        (name, row["page"])
        for name, rows in results["databases"].items()
        for row in rows
        if row["page"] != "nothing" and row["large_against_small"] > BAR
    ]
    sys.exit(f"More than half as slow again: {late}" if late else 0)


if __name__ == "__main__":
    main()
