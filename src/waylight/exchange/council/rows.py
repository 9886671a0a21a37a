"""Reading the council's extract: children, care, placements, flags, homes and population."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from waylight.core.ages import EARLIEST_BIRTH, possible_birth
from waylight.core.clock import today
from waylight.core.dates import read_day
from waylight.exchange.files.mapping import FileMapping
from waylight.exchange.files.refusals import DATE_FORM, Refusal, RowRefused
from waylight.exchange.files.spreadsheets import open_table
from waylight.people.names import name_key

WHOLE_NUMBER = re.compile("[0-9]{1,12}")
LARGEST_HOME, LARGEST_POPULATION = 30_000, 10_000_000


@dataclass
class CouncilFile:
    """The rows of one file. `good` has those that load: their values by field, with their `row` number."""

    file: str
    rows: int = 0
    good: list[dict[str, object]] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)

    @property
    def counts(self) -> dict[str, int]:
        return {"rows": self.rows, "accepted": len(self.good), "refused": len(self.refused), "out_of_scope": 0}


class CouncilRow:
    """The cells of one row by field. Its methods return the value of a field, or raise RowRefused."""

    def __init__(self, cells: dict[str, str], mapping: FileMapping) -> None:
        self.cells = cells
        self.mapping = mapping

    def text(self, name: str, longest: int = 120) -> str:
        return self.cells[name][:longest]

    def required(self, name: str, longest: int) -> str:
        value = self.cells[name]
        if not value:
            raise RowRefused(self.mapping.heading(name), "", "the cell is empty", "Fill it in.")
        if len(value) > longest:
            raise RowRefused(self.mapping.heading(name), value, f"longer than {longest} characters", "Shorten it.")
        return value

    def day(self, name: str, *, required: bool = True) -> date | None:
        text = self.cells[name]
        if not text and not required:
            return None
        day = read_day(text)
        if day is None:
            raise RowRefused(self.mapping.heading(name), text, "not a real date", DATE_FORM)
        return day

    def birth(self, name: str) -> date | None:
        day = self.day(name)
        if day and not possible_birth(day, earliest=EARLIEST_BIRTH, latest=today()):
            raise RowRefused(self.mapping.heading(name), self.cells[name], "not a possible birth date for a child", DATE_FORM)
        return day

    def span(self) -> dict[str, object]:
        start, end = self.day("started_on"), self.day("ended_on", required=False)
        if start and end and end < start:
            raise RowRefused(
                self.mapping.heading("ended_on"), self.cells["ended_on"], "before the start date", "Correct one of the two dates."
            )
        return {"started_on": start, "ended_on": end}

    def code(self, name: str) -> str:
        code = self.mapping.code(name, self.cells[name])
        if code is None:
            words = ", ".join(sorted({word.upper() for word in self.mapping.values[name]}))
            raise RowRefused(
                self.mapping.heading(name), self.cells[name], "not a code that Waylight knows", f"Use one of: {words}."
            )
        return code

    def whole(self, name: str, *, largest: int) -> int | None:
        text = self.cells[name]
        if not text:
            return None
        if not WHOLE_NUMBER.fullmatch(text):
            raise RowRefused(self.mapping.heading(name), text, "not a whole number", "Enter a number.")
        if int(text) > largest:
            raise RowRefused(self.mapping.heading(name), text, f"more than {largest:,}", "Correct the number.")
        return int(text)


def read_child(row: CouncilRow) -> dict[str, object]:
    surname = row.required("surname", 80)
    if not name_key(surname):
        raise RowRefused(row.mapping.heading("surname"), surname, "the surname has no letters", "Enter the child's surname.")
    return {
        "person_id": row.required("person_id", 40),
        "forename": row.text("forename", 80),
        "surname": surname,
        "known_as": row.text("known_as", 80),
        "born_on": row.birth("born_on"),
        "sex": row.mapping.code("sex", row.cells["sex"]) or "U",
        "ethnicity": row.text("ethnicity", 4),
        "postcode": row.text("postcode", 8),
        "locality": row.text("locality", 60),
        "allocated_worker": row.text("allocated_worker", 80),
        "team": row.text("team", 60),
    }


def read_care_period(row: CouncilRow) -> dict[str, object]:
    return {
        "person_id": row.required("person_id", 40),
        "status": row.code("status"),
        "legal_status": row.text("legal_status", 2),
        "responsible": row.required("responsible", 3),
        **row.span(),
    }


def read_placement(row: CouncilRow) -> dict[str, object]:
    return {
        "person_id": row.required("person_id", 40),
        "placement_type": row.required("placement_type", 2),
        "provider_type": row.text("provider_type", 3),
        "urn": row.text("urn", 9),
        "authority": row.text("authority", 3),
        "postcode": row.text("postcode", 8),
        **row.span(),
    }


def read_flag(row: CouncilRow) -> dict[str, object]:
    return {
        "person_id": row.required("person_id", 40),
        "kind": row.required("kind", 20),
        "level": row.text("level", 12),
        "source": row.text("source", 20),
        **row.span(),
    }


def read_home(row: CouncilRow) -> dict[str, object]:
    return {
        "urn": row.required("urn", 9),
        "name": row.required("name", 120),
        "provider_type": row.text("provider_type", 3),
        "capacity": row.whole("capacity", largest=LARGEST_HOME),
        "postcode": row.text("postcode", 8),
        "authority": row.text("authority", 3),
    }


def read_population(row: CouncilRow) -> dict[str, object]:
    children = row.whole("children", largest=LARGEST_POPULATION)
    if children is None:
        raise RowRefused(row.mapping.heading("children"), "", "the cell is empty", "Enter a number.")
    return {"authority": row.required("authority", 3), "group": row.required("group", 40), "children": children}


def read_council_file(path: Path, mapping: FileMapping, read_row: Callable[[CouncilRow], dict[str, object]]) -> CouncilFile:
    """Read a file; `read_row` returns the values of one row by field, or raises RowRefused."""
    file = CouncilFile(path.name)
    for number, row in _rows(path, mapping):
        file.rows += 1
        try:
            file.good.append({**read_row(row), "row": number})
        except RowRefused as refused:
            file.refused.append(refused.at(path.name, number))
    return file


def _rows(path: Path, mapping: FileMapping) -> Iterator[tuple[int, CouncilRow]]:
    table = open_table(path, mapping)
    for number, cells in table.rows:
        yield number, CouncilRow(dict(zip(table.fields, cells, strict=True)), mapping)
