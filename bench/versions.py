"""Compare two checkouts of Waylight: load one pack, load it again, and compute a year's measures, in turns.

python -m bench.versions OLD compares the checkout OLD, set up with `scripts/bootstrap dev`, with this one. It prints the ratio
new over old of the processor time of each command, child processes included, and whether both gave the same answer.
"""

import argparse
import json
import os
import resource
import shutil
import statistics
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).parents[1]
COUNCIL = "356"
YEAR = ("--council", COUNCIL, "--from", "2025-01-01", "--until", "2026-01-01", "--each", "month", "--json")
# A checkout that may not keep its compiled modules would compile them for each command.
LEFT_OUT = ("DATABASE_URL", "PYTHONDONTWRITEBYTECODE")
# These differ from load to load.
NOT_COMPARED = ("batch", "refused_rows", "seconds")


def waylight(tree: Path, home: Path, *words: str) -> tuple[float, object]:
    """Run one command in one checkout. Returns its processor time in seconds and its answer."""
    environment = {name: value for name, value in os.environ.items() if name not in LEFT_OUT} | {"WAYLIGHT_HOME": str(home)}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    run = subprocess.run([tree / ".venv/bin/waylight", *words], env=environment, capture_output=True, text=True, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    start = min((run.stdout.find(sign) for sign in "{[" if sign in run.stdout), default=len(run.stdout))
    answer = json.loads(run.stdout[start:] or "null")
    return used, {key: value for key, value in answer.items() if key not in NOT_COMPARED} if isinstance(answer, dict) else answer


def turn(tree: Path, pack: Path) -> dict[str, tuple[float, object]]:
    """Run every command once in a fresh installation."""
    home = Path(tempfile.mkdtemp(prefix="waylight-versions-"))
    try:
        waylight(tree, home, "migrate", "-v0")
        load = ("load", str(pack), "--council", COUNCIL, "--json")
        return {
            "load": waylight(tree, home, *load),
            "load again": waylight(tree, home, *load),
            "facts and a year's measures": waylight(tree, home, "measures", *YEAR),
            "a year's measures": waylight(tree, home, "measures", *YEAR),
        }
    finally:
        shutil.rmtree(home)


def compare(turns: Callable[[Path], dict[str, tuple[float, object]]], old: Path, rounds: int) -> None:
    found: dict[Path, list[dict[str, tuple[float, object]]]] = {old: [], HERE: []}
    for number in range(rounds + 1):  # the first warms up and is not counted
        for tree in (old, HERE) if number % 2 else (HERE, old):
            found[tree].append(turns(tree))
    for name in found[HERE][0]:
        before, after = ([turn[name][0] for turn in found[tree][1:]] for tree in (old, HERE))
        same = "same answer" if found[old][0][name][1] == found[HERE][0][name][1] else "ANOTHER ANSWER"
        print(f"{name:<30}{statistics.median(after) / statistics.median(before):>6.2f}   {same}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("old", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--episodes", type=int, default=20_000)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        pack = Path(folder) / "pack"
        size = ("--children", str(chosen.episodes // 8), "--episodes", str(chosen.episodes), "--seed", "7")
        waylight(HERE, Path(folder), "simulate", *size, "--out", str(pack), "--from", "2025-01-01", "--until", "2026-01-01")
        compare(lambda tree: turn(tree, pack), chosen.old.resolve(), chosen.rounds)


if __name__ == "__main__":
    main()
