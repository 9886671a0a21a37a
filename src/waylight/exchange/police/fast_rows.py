"""The rows of the force's export that are plainly right, read a column at a time.

A row is plain when nothing about it needs a second thought: everything needed is there and readable, its times are in
order, its reference is its alone. Every other row is read one at a time (`police_row`), which of a plain row would say
the same.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from waylight.core.ages import ADULT, ages_on, date_number
from waylight.core.clock import local
from waylight.core.dates import read_day
from waylight.exchange.files.columns import Columns, Numbers, Truths, by_word, words
from waylight.exchange.files.datetime_columns import BLANK, DAY, HOUR, NEVER, UNREADABLE, as_instant, as_instants, read_moments
from waylight.exchange.files.mapping import FileMapping
from waylight.exchange.police.incident import EARLIEST_BIRTH
from waylight.exchange.police.row import LONGEST, cut, place_of, postcode_of
from waylight.people.names import name_key, tidy

_MOMENTS = ("last_seen_at", "reported_at", "returned_at")
_EPOCH = date(1970, 1, 1)


@dataclass(frozen=True)
class Plain:
    """The plain rows about children as a table with an incident's fields, and the references of those about adults.

    `places` says which row of the file each is. Instants are whole seconds in UTC; null means nobody has said.
    """

    table: Any
    places: Numbers
    adults: Sequence[str]

    def __len__(self) -> int:
        return len(self.places)


def read_plain(columns: Columns, mapping: FileMapping, *, now: datetime) -> tuple[Plain, Numbers]:
    """The plain rows, and the places of all the others."""
    reading = _Reading(columns, mapping)
    plain = reading.good(now)
    grown_up = plain & reading.grown_up(plain)
    kept = np.flatnonzero(plain & ~grown_up)
    adults = reading.reference.filter(pa.array(grown_up)).to_pylist()
    return Plain(reading.table(kept), kept, adults), np.flatnonzero(~plain)


@dataclass(frozen=True)
class _Words:
    """A column of few different texts: what each comes to (None where it cannot be read), and which every row has."""

    which: Numbers
    values: Sequence[str | None]

    @classmethod
    def of(cls, column: Any, read: Callable[[str], str | None]) -> "_Words":
        return cls(*by_word(column, lambda text: read(text.strip())))

    def known(self) -> Truths:
        return np.array([value is not None for value in self.values], np.bool_)[self.which]

    def column(self, places: Numbers) -> Any:
        return words(self.values, self.which[places])


class _Reading:
    def __init__(self, columns: Columns, mapping: FileMapping) -> None:
        text = columns.text
        self.reference, self.alone = _references(text["reference"])
        self.born_on = _born(text["born_on"])
        self.moments = {name: read_moments(text[name]) for name in (*_MOMENTS, "checked_at")}
        self.words = {
            "surname": _Words.of(text["surname"], _surname),
            "forename": _Words.of(text["forename"], _forename),
            "sex": _Words.of(text["sex"], lambda word: mapping.code("sex", word) or ""),
            "category": _Words.of(text["category"], lambda word: mapping.code("category", word)),
            "risk": _Words.of(text["risk"], lambda word: mapping.code("risk", word) if word else ""),
            "postcode": _Words.of(text["postcode"], postcode_of),
            "reported_by": _Words.of(text["reported_by"], lambda word: cut("reported_by", word)),
            "found_at": _Words.of(text["found_at"], lambda word: cut("found_at", word)),
        } | _missing_from(text, mapping)

    def good(self, now: datetime) -> Truths:
        seen = self.moments["last_seen_at"]
        good = self.alone & (seen > UNREADABLE)
        good &= (self.born_on <= seen // DAY) & (self.born_on >= (EARLIEST_BIRTH - _EPOCH).days)
        for name in _MOMENTS:
            moment = self.moments[name]
            good &= (moment == BLANK) | ((moment >= seen) & (moment <= now.timestamp()))
        for column in self.words.values():
            good &= column.known()
        return good

    def grown_up(self, good: Truths) -> Truths:
        """Whether the person was eighteen on the day, in England, when they were last seen; asked of good rows only."""
        hours, which = np.unique(np.where(good, self.moments["last_seen_at"] // HOUR, 0), return_inverse=True)
        seen = np.array([date_number(local(as_instant(hour * HOUR)).date()) for hour in hours.tolist()], np.int64)[which]
        births, whose = np.unique(np.where(good, self.born_on, 0), return_inverse=True)
        born = np.array([date_number(_EPOCH + timedelta(days=day)) for day in births.tolist()], np.int64)[whose]
        return ages_on(born, seen) >= ADULT

    def table(self, places: Numbers) -> Any:
        columns = {name: column.column(places) for name, column in self.words.items()}
        columns |= {name: as_instants(moments[places]) for name, moments in self.moments.items()}
        columns["reference"] = self.reference.take(pa.array(places))
        columns["born_on"] = pa.array(self.born_on[places].astype("datetime64[D]"))
        return pa.table(columns)


def _references(column: Any) -> tuple[Any, Truths]:
    """References in capitals, and which rows have one that is plain to read and no other row of the file has."""
    upper = pc.ascii_upper(column)
    plain = pc.match_substring_regex(column, f"^[!-~]([ -~]{{0,{LONGEST['reference'] - 2}}}[!-~])?$").to_numpy(
        zero_copy_only=False
    )
    encoded = upper.dictionary_encode()
    which = encoded.indices.to_numpy(zero_copy_only=False)
    times = np.bincount(which, minlength=len(encoded.dictionary))
    others = {text.strip().upper() for text in column.filter(pa.array(~plain)).to_pylist()}
    shared = pc.is_in(encoded.dictionary, pa.array(sorted(others), pa.string())).to_numpy(zero_copy_only=False)
    return upper, plain & (times == 1)[which] & ~shared[which]


def _born(column: Any) -> Numbers:
    """Birth dates as days since 1970, NEVER where there is none that can be read."""
    which, days = by_word(column, read_day)
    return np.array([NEVER if day is None else (day - _EPOCH).days for day in days], np.int64)[which]


def _surname(text: str) -> str | None:
    surname = tidy(text)
    return surname if name_key(surname) and len(surname) <= LONGEST["surname"] else None


def _forename(text: str) -> str | None:
    forename = tidy(text)
    return forename if len(forename) <= LONGEST["forename"] else None


def _missing_from(text: Mapping[str, Any], mapping: FileMapping) -> dict[str, _Words]:
    """The two columns together: a place we have no code for is kept as a name."""
    place, places = by_word(text["missing_from"], str.strip)
    name, names = by_word(text["missing_from_name"], str.strip)
    pairs, which = np.unique(place * max(len(names), 1) + name, return_inverse=True)
    said = [place_of(places[pair // len(names)], names[pair % len(names)], mapping) for pair in pairs.tolist()]
    return {
        "missing_from": _Words(which, [code for code, _ in said]),
        "missing_from_name": _Words(which, [called for _, called in said]),
    }
