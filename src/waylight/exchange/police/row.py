"""One row of the force's export: what it says, or why it cannot be so."""

import sys
from collections.abc import Sequence
from datetime import datetime

from waylight.core.dates import SkippedHour, read_day, read_instant
from waylight.episodes.from_reports import ELSEWHERE
from waylight.episodes.time_rules import wrong_order
from waylight.exchange.files.mapping import FileMapping
from waylight.exchange.files.refusals import Refused
from waylight.exchange.files.spreadsheets import Cells
from waylight.exchange.police.incident import EARLIEST_BIRTH, Incident
from waylight.people.names import name_key, tidy

DATE_FORM = "Enter the date as dd/mm/yyyy."
TIME_FORM = "Enter the date and time as dd/mm/yyyy hh:mm."
LONGEST = {
    "reference": 30,
    "surname": 80,
    "forename": 80,
    "missing_from_name": 120,
    "postcode": 8,
    "reported_by": 80,
    "found_at": 120,
}


class RowReader:
    """Turns cells into an incident, or raises Refused with the column, the reason and the cure."""

    def __init__(self, mapping: FileMapping, fields: Sequence[str], *, now: datetime) -> None:
        self.mapping = mapping
        self.fields = fields
        self.now = now

    def incident(self, cells: Cells, *, row: int = 0) -> Incident:
        cell = dict(zip(self.fields, cells, strict=True))
        heading = self.mapping.heading
        reference = self._short_enough("reference", cell["reference"].upper())
        if not reference:
            raise Refused(heading("reference"), "", "no incident reference", "Enter the force's incident reference.")
        surname = self._short_enough("surname", tidy(cell["surname"]))
        if not name_key(surname):
            raise Refused(heading("surname"), cell["surname"], "no surname", "Enter the child's surname.")
        born_on = read_day(cell["born_on"])
        if born_on is None:
            raise Refused(heading("born_on"), cell["born_on"], "not a real date", DATE_FORM)
        last_seen_at = self._needed("last_seen_at", cell)
        if born_on > last_seen_at.date() or born_on < EARLIEST_BIRTH:
            raise Refused(heading("born_on"), cell["born_on"], "not a possible birth date for a child missing then", DATE_FORM)
        reported_at = self._instant("reported_at", cell)
        returned_at = self._instant("returned_at", cell)
        for name, moment in (("last_seen_at", last_seen_at), ("reported_at", reported_at), ("returned_at", returned_at)):
            if moment and moment > self.now:
                raise Refused(heading(name), cell[name], "in the future", "Correct the time.")
        if wrong := wrong_order({"started_at": last_seen_at, "reported_at": reported_at, "returned_at": returned_at}):
            raise Refused(heading(wrong.later), cell[wrong.later], wrong.reason, wrong.CURE)
        missing_from, name = place_of(cell["missing_from"], cell["missing_from_name"], self.mapping)
        intern = sys.intern
        return Incident(
            reference=reference,
            surname=intern(surname),
            forename=intern(self._short_enough("forename", tidy(cell["forename"]))),
            born_on=born_on,
            sex=self.mapping.code("sex", cell["sex"]) or "",
            category=self._code("category", cell),
            risk=self._code("risk", cell) if cell["risk"] else "",
            last_seen_at=last_seen_at,
            reported_at=reported_at,
            returned_at=returned_at,
            missing_from=missing_from,
            missing_from_name=intern(name),
            postcode=intern(postcode_of(cell["postcode"])),
            reported_by=intern(cut("reported_by", cell["reported_by"])),
            found_at=intern(cut("found_at", cell["found_at"])),
            checked_at=self._if_readable("checked_at", cell),
            row=row,
        )

    def _short_enough(self, field: str, text: str) -> str:
        if len(text) > LONGEST[field]:
            raise Refused(self.mapping.heading(field), text, f"longer than {LONGEST[field]} characters", "Shorten it.")
        return text

    def _code(self, field: str, cell: dict[str, str]) -> str:
        code = self.mapping.code(field, cell[field])
        if code is None:
            words = ", ".join(word.capitalize() for word in self.mapping.values[field])
            raise Refused(self.mapping.heading(field), cell[field], "not a value that Waylight knows", f"Use one of: {words}.")
        return sys.intern(code)

    def _needed(self, field: str, cell: dict[str, str]) -> datetime:
        instant = self._instant(field, cell)
        if instant is None:
            raise Refused(self.mapping.heading(field), "", "the date and time are missing", TIME_FORM)
        return instant

    def _instant(self, field: str, cell: dict[str, str]) -> datetime | None:
        text = cell[field]
        if not text:
            return None
        try:
            instant = read_instant(text)
        except SkippedHour:
            raise Refused(
                self.mapping.heading(field),
                text,
                "this time did not exist: the clocks went forward that night",
                "Correct the time.",
            ) from None
        if instant is None:
            raise Refused(self.mapping.heading(field), text, "not a date and time", TIME_FORM)
        return instant

    def _if_readable(self, field: str, cell: dict[str, str]) -> datetime | None:
        """The police's own note of a check is kept when it can be read and never stops a report from loading."""
        try:
            return read_instant(cell[field]) if cell[field] else None
        except SkippedHour:
            return None


def place_of(place: str, name: str, mapping: FileMapping) -> tuple[str, str]:
    """The code for where the child went from, and its name; a place we have no code for is kept as a name."""
    code = mapping.code("missing_from", place) if place else ""
    return ELSEWHERE if code is None else code, cut("missing_from_name", name or (place if code is None else ""))


def postcode_of(text: str) -> str:
    return cut("postcode", text.upper())


def cut(field: str, text: str) -> str:
    return text[: LONGEST[field]]
