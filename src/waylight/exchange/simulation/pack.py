"""Writing a pack: the council's extract, the force's export and the provider's workbook about the same children.

Rows are written while children are made. Scratch files put the force's rows into the order in which they were logged. Each
has about 50,000 rows (more only above 10 million episodes), so that sorting them needs little memory.
"""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, TextIO

from waylight.exchange.simulation import profile
from waylight.exchange.simulation.clock_text import day_text
from waylight.exchange.simulation.interview_rows import HEADINGS as INTERVIEW_HEADINGS
from waylight.exchange.simulation.interview_rows import TITLE, InterviewRows
from waylight.exchange.simulation.plan import PackCounts, Plan
from waylight.exchange.simulation.police_rows import HEADINGS as POLICE_HEADINGS
from waylight.exchange.simulation.police_rows import PoliceRows
from waylight.exchange.simulation.simulated_children import SimulatedChild, SimulatedChildren
from waylight.exchange.simulation.workbook import Workbook

ROWS_SORTED_AT_ONCE = 50_000
MOST_SCRATCH_FILES = 200
COUNCIL_FILES = {
    "children": "person_id,forename,surname,known_as,dob,sex,ethnicity,postcode,locality,allocated_worker,team",
    "care": "person_id,status,legal_status,responsible_la,start,end",
    "placements": "person_id,placement_type,provider_type,urn,la_of_placement,postcode,start,end",
    "flags": "person_id,flag,level,source,start,end",
    "homes": "urn,name,provider_type,capacity,postcode,la",
    "population": "la,group,children",
}


def write_pack(plan: Plan, folder: Path, *, tick: Callable[[int], None] = lambda _: None) -> PackCounts:
    """Write every file of the pack into `folder`. Return counts of what the files contain."""
    folder.mkdir(parents=True, exist_ok=True)
    counts = PackCounts()
    children = SimulatedChildren(plan)
    police, interviews = PoliceRows(plan, children, counts), InterviewRows(plan, counts)
    with ExitStack() as stack:
        council = {name: stack.enter_context(_council_file(folder, name)) for name in COUNCIL_FILES}
        log = stack.enter_context(_log(folder / "police_reports.csv", plan))
        book = stack.enter_context(Workbook(folder / "interviews.xlsx", name="Return interviews"))
        _write_places(council, children, plan)
        book.write([[TITLE], [], INTERVIEW_HEADINGS])
        for child in children:
            counts.children += 1
            counts.episodes += len(child.episodes)
            if child.known:
                counts.known_to_council += 1
                _write_child(council, child, plan)
            for at, row in police.of(child):
                log(at, row)
            book.write(interviews.of(child))
            if not counts.children % 1000:
                tick(counts.episodes)
    return counts


def _council_file(folder: Path, name: str) -> TextIO:
    file = (folder / f"{name}.csv").open("w", encoding="utf-8-sig", newline="")
    file.write(f"{COUNCIL_FILES[name]}\n")
    return file


def _write_places(council: dict[str, TextIO], children: SimulatedChildren, plan: Plan) -> None:
    for home in children.homes:
        council["homes"].write(f"{home.urn},{home.name},{home.provider_type},{home.capacity},{home.postcode},{plan.council}\n")
    for group, each in (("looked_after", profile.LOOKED_AFTER_CHILDREN), ("other", profile.OTHER_CHILDREN)):
        council["population"].write(f"{plan.council},{group},{max(1, round(plan.children * each))}\n")


def _write_child(council: dict[str, TextIO], child: SimulatedChild, plan: Plan) -> None:
    council["children"].write(
        f"{child.person},{child.forename},{child.surname},,{day_text(child.born)},{child.sex},{child.ethnicity},{child.postcode},"
        f"{child.locality},{child.worker},{child.team}\n"
    )
    if child.owner:
        span = f"{day_text(child.cared_since)},{day_text(child.cared_until) if child.cared_until else ''}"
        legal = "C2" if child.born % 2 else "V2"
        council["care"].write(f"{child.person},LAC,{legal},{child.owner},{span}\n")
        home = child.home
        kind = f"K2,{home.provider_type},{home.urn}" if home else "U6,PR1,"
        council["placements"].write(f"{child.person},{kind},{plan.council},{child.postcode},{span}\n")
    if child.flagged_since:
        council["flags"].write(f"{child.person},CSE,SUSPECTED,LA,{day_text(child.flagged_since)},\n")


@contextmanager
def _log(path: Path, plan: Plan) -> Iterator[Callable[[int, str], None]]:
    """Provide a function that takes rows in any order. At the end, write them in the order in which they were logged."""
    parts = min(MOST_SCRATCH_FILES, plan.episodes // ROWS_SORTED_AT_ONCE + 1)
    length = (plan.ends - plan.begins) // parts + 1
    with ExitStack() as stack:
        scratch: list[IO[str]] = [
            stack.enter_context(tempfile.TemporaryFile("w+", encoding="utf-8", newline="\n")) for _ in range(parts)
        ]

        def add_row(at: int, row: str) -> None:
            part = min(max(0, (at - plan.begins) // length), parts - 1)
            scratch[part].write(f"{at:010d}{row}\n")

        yield add_row
        with path.open("w", encoding="cp1252", newline="") as file:
            file.write(f"{POLICE_HEADINGS}\r\n")
            for part in scratch:
                part.seek(0)
                file.writelines(f"{line[10:-1]}\r\n" for line in sorted(part))
