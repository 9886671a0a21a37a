"""The force's export: each row read, judged and joined with the others of its incident."""

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import blake2b
from operator import attrgetter
from pathlib import Path
from typing import Any

from waylight.core.clock import local, now
from waylight.exchange.refusals import Refusal, Refused
from waylight.exchange.tables import Cells, FileMapping, open_table
from waylight.exchange.times import NeverWas, read_day, read_instant
from waylight.people.names import name_key, tidy

ADULT = 18
EARLIEST_BIRTH = date(1900, 1, 1)
DATE_FORM = "Give it as dd/mm/yyyy."
TIME_FORM = "Give it as dd/mm/yyyy hh:mm."


@dataclass(slots=True)
class Incident:
    """One incident as all its rows together tell it. Instants are UTC; None and "" mean nobody has said."""

    reference: str
    surname: str
    forename: str
    born_on: date
    sex: str
    category: str
    risk: str
    last_seen_at: datetime
    reported_at: datetime | None
    returned_at: datetime | None
    missing_from: str
    missing_from_name: str
    postcode: str
    reported_by: str
    found_at: str
    checked_at: datetime | None

    @property
    def identity(self) -> tuple[str, date, str]:
        """Whom it is about: surname key, birth date, and the forename as written."""
        return name_key(self.surname), self.born_on, self.forename

    def digest(self) -> str:
        told = "\x1f".join(map(str, _told(self)))
        return blake2b(told.encode(), digest_size=16).hexdigest()

    def told(self) -> tuple[Any, ...]:
        """The values of TOLD, in order."""
        return _told(self)

    def order(self) -> tuple[datetime, datetime, str]:
        return self.last_seen_at, self.reported_at or self.last_seen_at, self.reference


# What an incident says of itself, in the names the Report record shares.
TOLD = (
    "surname", "forename", "category", "risk", "last_seen_at", "reported_at", "returned_at", "missing_from",
    "missing_from_name", "postcode", "reported_by", "found_at", "checked_at",
)  # fmt: skip
LATER_STANDS = (*TOLD, "sex", "born_on")
_told = attrgetter(*TOLD)


@dataclass
class PoliceFile:
    """What reading the export came to."""

    file: str
    incidents: dict[str, Incident] = field(default_factory=dict)
    adults: set[str] = field(default_factory=set)
    left_out: set[str] = field(default_factory=set)
    refused: list[Refusal] = field(default_factory=list)
    rows: int = 0
    out_of_scope: int = 0

    @property
    def counts(self) -> dict[str, int]:
        left = len(self.refused) + self.out_of_scope
        return {"rows": self.rows, "accepted": self.rows - left, "refused": len(self.refused), "out_of_scope": self.out_of_scope}


def read_police(path: Path, mapping: FileMapping, *, tick: Callable[[int], None] = lambda _: None) -> PoliceFile:
    """Read every row; good ones join their incident, the rest are refused or, being about an adult, left out."""
    told = PoliceFile(path.name)
    table = open_table(path, mapping)
    read = _Reader(mapping, table.fields)
    reference = table.at("reference")
    for number, cells in table.rows:
        told.rows += 1
        if not told.rows % 10_000:
            tick(told.rows)
        try:
            incident = read.incident(cells)
            if grown_up(incident):
                told.out_of_scope += 1
                told.adults.add(incident.reference)
                continue
            earlier = told.incidents.get(incident.reference)
            if earlier is None:
                told.incidents[incident.reference] = incident
            else:
                _join(earlier, incident, mapping)
        except Refused as refused:
            told.refused.append(refused.at(path.name, number))
            told.left_out.add(cells[reference].upper())
    return told


def grown_up(incident: Incident) -> bool:
    """Whether the person had turned eighteen on the day, in England, when they were last seen."""
    if incident.last_seen_at.year - incident.born_on.year < ADULT - 1:
        return False
    return age_on(incident.born_on, local(incident.last_seen_at).date()) >= ADULT


def age_on(born_on: date, day: date) -> int:
    """Whole years."""
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))


def _join(earlier: Incident, later: Incident, mapping: FileMapping) -> None:
    """Take what the later row knows; a blank never wipes. Two rows that together cannot be true stay as the first had it."""
    if name_key(earlier.surname) != name_key(later.surname) and earlier.born_on != later.born_on:
        raise Refused(
            mapping.heading("reference"), later.reference, "another row with this reference is about another child",
            "Correct the reference, or the name and birth date.",
        )  # fmt: skip
    last_seen, returned = later.last_seen_at, later.returned_at or earlier.returned_at
    if returned and returned < last_seen:
        raise Refused(
            mapping.heading("returned_at"), f"{local(returned):%d/%m/%Y %H:%M}",
            "another row of this incident says the child was back before this row says they were last seen",
            "Correct the times, so that the rows of one incident agree.",
        )  # fmt: skip
    for name in LATER_STANDS:
        known = getattr(later, name)
        if known not in {None, ""}:
            setattr(earlier, name, known)


class _Reader:
    """Turns cells into an incident, or raises Refused with the column, the reason and the cure."""

    def __init__(self, mapping: FileMapping, fields: Sequence[str]) -> None:
        self.mapping = mapping
        self.fields = fields
        self.now = now()

    def incident(self, cells: Cells) -> Incident:
        cell = dict(zip(self.fields, cells, strict=True))
        heading = self.mapping.heading
        reference = cell["reference"].upper()
        if not reference:
            raise Refused(heading("reference"), "", "no reference", "Give the force's incident reference.")
        surname = tidy(cell["surname"])
        if not name_key(surname):
            raise Refused(heading("surname"), cell["surname"], "no surname", "Give the child's surname.")
        born_on = read_day(cell["born_on"])
        if born_on is None:
            raise Refused(heading("born_on"), cell["born_on"], "not a date there has been", DATE_FORM)
        last_seen_at = self._needed("last_seen_at", cell)
        if born_on > last_seen_at.date() or born_on < EARLIEST_BIRTH:
            raise Refused(heading("born_on"), cell["born_on"], "cannot be the birth date of a child missing then", DATE_FORM)
        reported_at = self._instant("reported_at", cell)
        returned_at = self._instant("returned_at", cell)
        for name, moment in (("last_seen_at", last_seen_at), ("reported_at", reported_at), ("returned_at", returned_at)):
            if moment and moment > self.now:
                raise Refused(heading(name), cell[name], "has not happened yet", "Correct the time.")
        if returned_at and returned_at < last_seen_at:
            raise Refused(
                heading("returned_at"), cell["returned_at"], "before the child was last seen", "Correct one of the two times."
            )
        if reported_at and reported_at < last_seen_at:
            raise Refused(
                heading("reported_at"), cell["reported_at"], "before the child was last seen", "Correct one of the two times."
            )
        intern = sys.intern
        place = cell["missing_from"]
        place_code = self.mapping.code("missing_from", place) if place else ""
        name = cell["missing_from_name"] or (place if place_code is None else "")
        return Incident(
            reference=reference,
            surname=intern(surname),
            forename=intern(tidy(cell["forename"])),
            born_on=born_on,
            sex=self.mapping.code("sex", cell["sex"]) or "",
            category=self._code("category", cell),
            risk=self._code("risk", cell) if cell["risk"] else "",
            last_seen_at=last_seen_at,
            reported_at=reported_at,
            returned_at=returned_at,
            missing_from="OTHER" if place_code is None else place_code,
            missing_from_name=intern(name[:120]),
            postcode=intern(cell["postcode"].upper()[:8]),
            reported_by=intern(cell["reported_by"][:80]),
            found_at=intern(cell["found_at"][:120]),
            checked_at=self._if_readable("checked_at", cell),
        )

    def _code(self, field: str, cell: dict[str, str]) -> str:
        code = self.mapping.code(field, cell[field])
        if code is None:
            words = ", ".join(word.capitalize() for word in self.mapping.values[field])
            raise Refused(self.mapping.heading(field), cell[field], "not a word we know", f"Use one of: {words}.")
        return sys.intern(code)

    def _needed(self, field: str, cell: dict[str, str]) -> datetime:
        instant = self._instant(field, cell)
        if instant is None:
            raise Refused(self.mapping.heading(field), "", "no time given", TIME_FORM)
        return instant

    def _instant(self, field: str, cell: dict[str, str]) -> datetime | None:
        text = cell[field]
        if not text:
            return None
        try:
            instant = read_instant(text)
        except NeverWas:
            raise Refused(
                self.mapping.heading(field),
                text,
                "there was no such time: the clocks went forward that night",
                "Correct the time.",
            ) from None
        if instant is None:
            raise Refused(self.mapping.heading(field), text, "not a date and time", TIME_FORM)
        return instant

    def _if_readable(self, field: str, cell: dict[str, str]) -> datetime | None:
        """The police's own note of a check is kept when it can be read and never stops a report from loading."""
        try:
            return read_instant(cell[field]) if cell[field] else None
        except NeverWas:
            return None
