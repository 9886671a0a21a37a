"""Time finding a child among a million names, misspelt or not, compared with an exact look-up in an index.

    python -m bench.search [--names 1000000] [--tried 1000] [--only sqlite] [--kept FOLDER] [--fill]

Makes common and rare names, searches for children by names that are misspelt in each of the usual ways, and counts how
often the child, or another child with exactly the same name, is among the first ten. `--kept` keeps the names for another
run; `--fill` makes them and stops. Writes bench/results/search.json and search.md.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from bench.servers import environment, postgresql

RESULTS = Path(__file__).parent / "results"
AS_RECORDED = "as recorded"


def table(results: dict[str, Any]) -> str:
    lines = []
    for name, result in results.items():
        alone = [row for row in result["rows"] if not row["with_year"]]
        dated = {row["kind"]: row for row in result["rows"] if row["with_year"]}
        wrong = [row for row in alone if row["kind"] != AS_RECORDED]
        found, tried = (sum(row[part] for row in wrong) for part in ("found", "tried"))
        lines += [f"### {name}, {result['names']:,} names", ""]
        lines += [f"Among the first ten, of all misspelt names alone: {found / tried:.1%}, {found} of {tried}.", ""]
        lines.append(
            "| typed | found, name alone | found, name and year | median, against an exact look-up | slowest in twenty |"
        )
        lines.append("| --- | ---: | ---: | ---: | ---: |")
        for row in alone:
            lines.append(
                f"| {row['kind']} | {_share(row)} | {_share(dated[row['kind']])} | "
                f"{row['median_against_exact']:.0f} | {row['slowest_in_twenty_against_exact']:.0f} |"
            )
        lines.append("")
    return "\n".join(lines)


def _share(row: dict[str, Any]) -> str:
    return f"{row['found'] / row['tried']:.0%}, {row['found']} of {row['tried']}"


def databases(only: str, folder: Path) -> dict[str, str]:
    chosen = {"SQLite": ""} if only in {"", "sqlite"} else {}
    if only in {"", "postgresql"}:
        addresses, _ = postgresql(folder, ("names",))
        chosen["PostgreSQL"] = addresses["names"]
    return chosen


def fill(names: int, home: Path, env: dict[str, str]) -> None:
    """Make the names, or migrate a database that was kept."""
    kept = home / "filled"
    home.mkdir(parents=True, exist_ok=True)
    what = "migrate" if kept.exists() else "fill"
    subprocess.run([sys.executable, "-m", "bench.search_world", what, str(names)], env=env, check=True)
    kept.touch()


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--names", type=int, default=1_000_000)
    asked.add_argument("--tried", type=int, default=1_000)
    asked.add_argument("--only", default="")
    asked.add_argument("--kept", type=Path)
    asked.add_argument("--fill", action="store_true")
    told = asked.parse_args()
    results: dict[str, Any] = {}
    with tempfile.TemporaryDirectory(prefix="wlsearch-") as name:
        folder = told.kept or Path(name)
        for database, address in databases(told.only, folder).items():
            env = environment(folder / database, address)
            fill(told.names, folder / database, env)
            if told.fill:
                continue
            command = [sys.executable, "-m", "bench.search_world", "ask", str(told.tried)]
            results[database] = json.loads(subprocess.run(command, env=env, check=True, stdout=subprocess.PIPE).stdout)
            print(table({database: results[database]}), flush=True)
    if results:
        RESULTS.mkdir(exist_ok=True)
        (RESULTS / "search.json").write_text(json.dumps(results, indent=2) + "\n")
        (RESULTS / "search.md").write_text(table(results))


if __name__ == "__main__":
    main()
