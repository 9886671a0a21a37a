"""One row of a police export as an incident, or the reason why it is refused."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import lru_cache, partial
from typing import Any

from waylight.core.ages import EARLIEST_BIRTH
from waylight.exchange.files.mapping import FileMapping
from waylight.exchange.files.refusals import RowRefused
from waylight.exchange.files.spreadsheets import Cells
from waylight.exchange.police.column_specification import CHECKS, MISSING_FROM, Column, Limits, Rule
from waylight.exchange.police.incident import Incident

TEXTS_CACHED = 10_000  # for each column


class RowReader:
    """Reads the stripped cells of a row, in the order of `fields`. `now` is the time of the load."""

    def __init__(
        self, mapping: FileMapping, fields: Sequence[str], *, now: datetime, checks: Sequence[Column | Rule] = CHECKS
    ) -> None:
        self.mapping = mapping
        self.fields = fields
        self.now = now
        self._steps: list[tuple[str, Callable[[str], Any] | None, Rule | None]] = [
            (check.field, None, check) if isinstance(check, Rule) else (check.field, _reader(check, mapping), None)
            for check in checks
        ]
        self._missing_from = lru_cache(TEXTS_CACHED)(partial(MISSING_FROM.read, mapping=mapping))

    def incident(self, cells: Cells, *, row: int = 0) -> Incident:
        """Return the incident, or raise RowRefused for the first check that fails."""
        cell = dict(zip(self.fields, cells, strict=True))
        values: dict[str, Any] = {}
        limits = None
        for field, read, rule in self._steps:
            if read is not None:
                values[field] = read(cell[field])
            elif rule is not None and (value := values[field]) is not None:
                limits = limits or self._limits(values["last_seen_at"])
                if not rule.allows(value, limits):
                    raise RowRefused(self.mapping.heading(field), cell[field], rule.reason(value, limits), rule.cure)
        place, name = self._missing_from(cell[MISSING_FROM.place], cell[MISSING_FROM.name.field])
        return Incident(**values, missing_from=place, missing_from_name=name, row=row)

    def _limits(self, last_seen_at: datetime) -> Limits:
        return Limits(self.now, last_seen_at, last_seen_at.date(), EARLIEST_BIRTH)


def _reader(column: Column, mapping: FileMapping) -> Callable[[str], Any]:
    """Return the column's `read`. It caches the values of texts that many rows share, such as names and codes."""
    read = partial(column.read, mapping=mapping)
    return lru_cache(TEXTS_CACHED)(read) if column.repeats else read
