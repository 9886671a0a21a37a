"""The force's export: each row read, judged and joined with the others of its incident."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import numpy as np

from waylight.core.clock import local, now
from waylight.episodes.time_rules import wrong_order
from waylight.exchange.files.columns import ColumnTable, Integers, read_columns
from waylight.exchange.files.mapping import FileMapping
from waylight.exchange.files.refusals import Refusal, RowRefused
from waylight.exchange.police.column_specification import CHECKS, Column, Rule
from waylight.exchange.police.fast_rows import OrdinaryIncidents, read_ordinary_rows
from waylight.exchange.police.incident import LATER_STANDS, Incident, grown_up
from waylight.exchange.police.row import RowReader
from waylight.people.names import name_key


@dataclass
class PoliceFile:
    """What reading the export came to: the plain incidents as columns, every other as an object under its reference."""

    file: str
    columns: ColumnTable
    plain: OrdinaryIncidents
    reader: RowReader
    others: dict[str, Incident] = field(default_factory=dict)
    adults: set[str] = field(default_factory=set)
    left_out: set[str] = field(default_factory=set)
    refused: list[Refusal] = field(default_factory=list)
    out_of_scope: int = 0

    @property
    def counts(self) -> dict[str, int]:
        rows, left = len(self.columns), len(self.refused) + self.out_of_scope
        return {"rows": rows, "accepted": rows - left, "refused": len(self.refused), "out_of_scope": self.out_of_scope}

    @property
    def incidents(self) -> dict[str, Incident]:
        """Every incident under its reference, in the order of the file."""
        everyone = [*self.others.values(), *self.as_incidents(np.arange(len(self.plain)))]
        return {incident.reference: incident for incident in sorted(everyone, key=lambda incident: incident.row)}

    def as_incidents(self, plain: Integers) -> Iterable[Incident]:
        """Some of the plain incidents as objects, given their places among the plain."""
        for _, number, cells in self.columns.rows(self.plain.places[plain]):
            yield self.reader.incident(cells, row=number)


def read_police(
    path: Path,
    mapping: FileMapping,
    *,
    tick: Callable[[int], None] = lambda _: None,
    at: datetime | None = None,
    checks: Sequence[Column | Rule] = CHECKS,
) -> PoliceFile:
    """Read every row; good ones join their incident, the rest are refused or, being about an adult, left out."""
    columns = read_columns(path, mapping, tick=tick)
    at = at or now()
    plain, odd = read_ordinary_rows(columns, mapping, now=at, checks=checks)
    told = PoliceFile(path.name, columns, plain, RowReader(mapping, columns.fields, now=at, checks=checks))
    told.adults.update(plain.adults)
    told.out_of_scope = len(plain.adults)
    reference = columns.fields.index("reference")
    for _, number, cells in columns.rows(odd):
        try:
            incident = told.reader.incident(cells, row=number)
            if grown_up(incident):
                told.out_of_scope += 1
                told.adults.add(incident.reference)
                continue
            earlier = told.others.setdefault(incident.reference, incident)
            if earlier is not incident:
                _join(earlier, incident, mapping)
        except RowRefused as refused:
            told.refused.append(refused.at(path.name, number))
            told.left_out.add(cells[reference].upper())
    return told


def _join(earlier: Incident, later: Incident, mapping: FileMapping) -> None:
    """Take what the later row knows; a blank never wipes. Two rows that together cannot be true stay as the first had it."""
    if name_key(earlier.surname) != name_key(later.surname) and earlier.born_on != later.born_on:
        raise RowRefused(
            mapping.heading("reference"), later.reference, "another row with this reference is about a different child",
            "Correct the reference, or the name and birth date.",
        )  # fmt: skip
    last_seen, returned = later.last_seen_at, later.returned_at or earlier.returned_at
    reported = later.reported_at or earlier.reported_at
    if wrong := wrong_order({"started_at": last_seen, "reported_at": reported, "returned_at": returned}):
        raise RowRefused(
            mapping.heading(wrong.later), f"{local(wrong.later_at):%d/%m/%Y %H:%M}",
            f"together with another row of this incident, {wrong.reason}",
            "Correct the times, so that the rows of one incident agree.",
        )  # fmt: skip
    for name in LATER_STANDS:
        known = getattr(later, name)
        if known not in {None, ""}:
            setattr(earlier, name, known)
