"""The ordinary rows of a police export, read a column at a time.

A row is ordinary when no check of the specification refuses it and no other row has its reference. All other rows are
read one at a time by `row`, which gives the reason and the cure. Tests check that `row` reads an ordinary row the same way.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Protocol

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from waylight.core.ages import ADULT, EARLIEST_BIRTH, ages_on, date_number
from waylight.core.clock import local
from waylight.exchange.files.columns import Booleans, ColumnTable, Integers, dictionary_column, read_distinct
from waylight.exchange.files.datetime_columns import (
    BLANK,
    DAY,
    HOUR,
    NO_DATE,
    UNREADABLE,
    as_instant,
    as_instants,
    read_datetime_column,
)
from waylight.exchange.files.mapping import FileMapping
from waylight.exchange.files.refusals import RowRefused
from waylight.exchange.police.column_specification import (
    CHECKS,
    MISSING_FROM,
    Column,
    DayColumn,
    Limits,
    ReferenceColumn,
    Rule,
    TimeColumn,
)

_EPOCH = date(1970, 1, 1)


@dataclass(frozen=True)
class OrdinaryIncidents:
    """The ordinary rows about children, and the references of ordinary rows about adults.

    `table` is an Arrow table with an incident's fields. Its times are whole seconds in UTC, null if not given.
    `places` are the places of its rows among all rows of the file.
    """

    table: Any
    places: Integers
    adults: Sequence[str]

    def __len__(self) -> int:
        return len(self.places)


def read_ordinary_rows(
    columns: ColumnTable, mapping: FileMapping, *, now: datetime, checks: Sequence[Column | Rule] = CHECKS
) -> tuple[OrdinaryIncidents, Integers]:
    """Return the ordinary rows, and the places of all other rows."""
    reading = _Reading(columns, mapping, checks)
    good = reading.good(now)
    adult = good & reading.adult(good)
    children = np.flatnonzero(good & ~adult)
    adults = reading.values["reference"].arrow(np.flatnonzero(adult)).to_pylist()
    return OrdinaryIncidents(reading.table(children), children, adults), np.flatnonzero(~good)


class _Values(Protocol):
    """A column after reading. `good` is true for the rows in which its value is not refused."""

    @property
    def good(self) -> Booleans: ...

    def arrow(self, places: Integers) -> Any:
        """Return the values of some rows as an Arrow column."""
        ...


@dataclass(frozen=True)
class _Distinct:
    """A column of few different texts: the value of each (None where it is refused), and each row's index among them."""

    which: Integers
    values: Sequence[str | None]

    @property
    def good(self) -> Booleans:
        return np.array([value is not None for value in self.values], np.bool_)[self.which]

    def arrow(self, places: Integers) -> Any:
        return dictionary_column(self.values, self.which[places])


@dataclass(frozen=True)
class _Days:
    """A column of dates as days since 1970, NO_DATE where the date is refused."""

    numbers: Integers

    @property
    def good(self) -> Booleans:
        good: Booleans = self.numbers != NO_DATE
        return good

    def arrow(self, places: Integers) -> Any:
        return pa.array(self.numbers[places].astype("datetime64[D]"))


@dataclass(frozen=True)
class _Times:
    """A column of times as seconds since 1970 in UTC, BLANK if not given and UNREADABLE if unreadable."""

    numbers: Integers
    column: TimeColumn

    @property
    def good(self) -> Booleans:
        good = np.ones(len(self.numbers), np.bool_)
        if self.column.required:
            good &= self.numbers != BLANK
        if self.column.refuse_unreadable:
            good &= self.numbers != UNREADABLE
        return good

    def arrow(self, places: Integers) -> Any:
        return as_instants(self.numbers[places])


@dataclass(frozen=True)
class _References:
    texts: Any
    good: Booleans

    def arrow(self, places: Integers) -> Any:
        return self.texts.take(pa.array(places))


class _Reading:
    def __init__(self, columns: ColumnTable, mapping: FileMapping, checks: Sequence[Column | Rule]) -> None:
        text = columns.text
        read = [check for check in checks if isinstance(check, Column)]
        self.rules = [check for check in checks if isinstance(check, Rule)]
        self.values: dict[str, _Values] = {column.field: _read(column, text[column.field], mapping) for column in read}
        self.values |= _missing_from(text, mapping)
        # Dates and times as the whole numbers that rules compare.
        self.numbers = {field: column.numbers for field, column in self.values.items() if isinstance(column, _Days | _Times)}

    def good(self, now: datetime) -> Booleans:
        """Return the rows that no check refuses, with a reference that no other row has."""
        good: Booleans = np.logical_and.reduce([column.good for column in self.values.values()])
        last_seen = self.numbers["last_seen_at"]
        limits = Limits(now.timestamp(), last_seen, last_seen // DAY, (EARLIEST_BIRTH - _EPOCH).days)
        for rule in self.rules:
            numbers = self.numbers[rule.field]
            good &= (numbers <= UNREADABLE) | rule.allows(numbers, limits)
        return good

    def adult(self, good: Booleans) -> Booleans:
        """Return the rows in which the person was an adult, in England, on the day they were last seen. Only for good rows."""
        hours, which = np.unique(np.where(good, self.numbers["last_seen_at"] // HOUR, 0), return_inverse=True)
        last_seen = np.array([date_number(local(as_instant(hour * HOUR)).date()) for hour in hours.tolist()], np.int64)[which]
        births, birth = np.unique(np.where(good, self.numbers["born_on"], 0), return_inverse=True)
        born_on = np.array([date_number(_EPOCH + timedelta(days=day)) for day in births.tolist()], np.int64)[birth]
        return ages_on(born_on, last_seen) >= ADULT

    def table(self, places: Integers) -> Any:
        return pa.table({field: column.arrow(places) for field, column in self.values.items()})


def _read(column: Column, texts: Any, mapping: FileMapping) -> _Values:
    match column:
        case ReferenceColumn():
            return _references(column, texts)
        case TimeColumn():
            return _Times(read_datetime_column(texts), column)
        case DayColumn():
            which, days = read_distinct(texts, _unless_refused(column, mapping))
            return _Days(np.array([NO_DATE if day is None else (day - _EPOCH).days for day in days], np.int64)[which])
    return _Distinct(*read_distinct(texts, _unless_refused(column, mapping)))


def _unless_refused(column: Column, mapping: FileMapping) -> Callable[[str], Any]:
    """Return a function that reads a text, and returns None when the text refuses its row."""

    def read(text: str) -> Any:
        try:
            return column.read(text.strip(), mapping)
        except RowRefused:
            return None

    return read


def _references(column: ReferenceColumn, texts: Any) -> _References:
    """Read references of printable ASCII characters. A reference is good if no other row has it.

    All other references are cleaned one by one: without spaces and in capitals, one can equal a reference read here.
    """
    upper = pc.ascii_upper(texts)
    plain = pc.match_substring_regex(texts, f"^[!-~]([ -~]{{0,{column.longest - 2}}}[!-~])?$").to_numpy(zero_copy_only=False)
    encoded = upper.dictionary_encode()
    which = encoded.indices.to_numpy(zero_copy_only=False)
    times = np.bincount(which, minlength=len(encoded.dictionary))
    others = {column.clean(text.strip()) for text in texts.filter(pa.array(~plain)).to_pylist()}
    shared = pc.is_in(encoded.dictionary, pa.array(sorted(others), pa.string())).to_numpy(zero_copy_only=False)
    return _References(upper, plain & (times == 1)[which] & ~shared[which])


def _missing_from(text: Mapping[str, Any], mapping: FileMapping) -> dict[str, _Values]:
    """Read the two columns of where the child went missing from. Each different pair is read once."""
    place, places = read_distinct(text[MISSING_FROM.place], str.strip)
    name, names = read_distinct(text[MISSING_FROM.name.field], str.strip)
    pairs, which = np.unique(place * max(len(names), 1) + name, return_inverse=True)
    values = [MISSING_FROM.read(places[pair // len(names)], names[pair % len(names)], mapping) for pair in pairs.tolist()]
    return {
        MISSING_FROM.place: _Distinct(which, [code for code, _ in values]),
        MISSING_FROM.name.field: _Distinct(which, [place_name for _, place_name in values]),
    }
