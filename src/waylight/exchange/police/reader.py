"""Reading a police export: each row, joined with the other rows of its incident."""

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
from waylight.exchange.police.incident import UPDATED_BY_LATER_ROWS, Incident, is_adult
from waylight.exchange.police.row import RowReader
from waylight.people.names import name_key


@dataclass
class PoliceFile:
    """A police export after reading. Ordinary incidents are columns; all others are objects, by their reference.

    `adults` and `refused_references` are the references of rows that do not load.
    """

    file: str
    columns: ColumnTable
    ordinary: OrdinaryIncidents
    reader: RowReader
    other_incidents: dict[str, Incident] = field(default_factory=dict)
    adults: set[str] = field(default_factory=set)
    refused_references: set[str] = field(default_factory=set)
    refused: list[Refusal] = field(default_factory=list)
    out_of_scope: int = 0

    @property
    def counts(self) -> dict[str, int]:
        rows, not_loaded = len(self.columns), len(self.refused) + self.out_of_scope
        return {"rows": rows, "accepted": rows - not_loaded, "refused": len(self.refused), "out_of_scope": self.out_of_scope}

    @property
    def incidents(self) -> dict[str, Incident]:
        """Return every incident by reference, in the order of the file."""
        incidents = [*self.other_incidents.values(), *self.as_incidents(np.arange(len(self.ordinary)))]
        return {incident.reference: incident for incident in sorted(incidents, key=lambda incident: incident.row)}

    def as_incidents(self, places: Integers) -> Iterable[Incident]:
        """Yield some of the ordinary incidents as objects, by their places among the ordinary ones."""
        for _, number, cells in self.columns.rows(self.ordinary.places[places]):
            yield self.reader.incident(cells, row=number)


def read_police(
    path: Path,
    mapping: FileMapping,
    *,
    tick: Callable[[int], None] = lambda _: None,
    at: datetime | None = None,
    checks: Sequence[Column | Rule] = CHECKS,
) -> PoliceFile:
    """Read every row. Rows about adults are out of scope; rows that cannot be true or cannot be read are refused."""
    columns = read_columns(path, mapping, tick=tick)
    at = at or now()
    ordinary, other_rows = read_ordinary_rows(columns, mapping, now=at, checks=checks)
    file = PoliceFile(path.name, columns, ordinary, RowReader(mapping, columns.fields, now=at, checks=checks))
    file.adults.update(ordinary.adults)
    file.out_of_scope = len(ordinary.adults)
    reference = columns.fields.index("reference")
    for _, number, cells in columns.rows(other_rows):
        try:
            incident = file.reader.incident(cells, row=number)
            if is_adult(incident):
                file.out_of_scope += 1
                file.adults.add(incident.reference)
                continue
            earlier = file.other_incidents.setdefault(incident.reference, incident)
            if earlier is not incident:
                _join(earlier, incident, mapping)
        except RowRefused as refused:
            file.refused.append(refused.at(path.name, number))
            file.refused_references.add(cells[reference].upper())
    return file


def _join(earlier: Incident, later: Incident, mapping: FileMapping) -> None:
    """Update an incident with the values that a later row gives, or refuse the row when the two contradict each other."""
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
    for name in UPDATED_BY_LATER_ROWS:
        value = getattr(later, name)
        if value not in {None, ""}:
            setattr(earlier, name, value)
