"""The columns of a police export: how each is cleaned, and what refuses its row.

`row` reads one row with this specification, `fast_rows` a whole column. Both clean and refuse a value with its column's
`read`, and compare times and dates with the same rules: a rule that changes here changes both readings.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar, NamedTuple

from waylight.core.ages import possible_birth
from waylight.core.dates import SkippedHour, read_day, read_instant
from waylight.episodes.from_reports import ELSEWHERE
from waylight.episodes.time_rules import FOLLOWS, WrongOrder
from waylight.exchange.files.mapping import FileMapping
from waylight.exchange.files.refusals import DATE_FORM, TIME_FORM, RowRefused
from waylight.people.names import name_key, tidy


@dataclass(frozen=True)
class Column:
    """One column of the export, named after the field of `Incident` that it fills."""

    field: str
    repeats: ClassVar[bool] = True  # many rows have the same text

    def read(self, text: str, mapping: FileMapping) -> Any:
        """Return the value of a stripped text, or raise RowRefused."""
        raise NotImplementedError

    def refused(self, mapping: FileMapping, value: str, reason: str, cure: str) -> RowRefused:
        return RowRefused(mapping.heading(self.field), value, reason, cure)


@dataclass(frozen=True, kw_only=True)
class TextColumn(Column):
    """Text of at most `longest` characters after cleaning. A longer text is cut if `cut` is set, or else refuses the row.

    If `missing` (a reason and a cure) is set, a text for which `content` is false refuses the row.
    """

    longest: int
    clean: Callable[[str], str] = str
    cut: bool = False
    content: Callable[[str], object] = bool
    missing: tuple[str, str] | None = None

    def read(self, text: str, mapping: FileMapping) -> str:
        value = self.clean(text)
        if len(value) > self.longest:
            if self.cut:
                return value[: self.longest]
            raise self.refused(mapping, value, f"longer than {self.longest} characters", "Shorten it.")
        if self.missing and not self.content(value):
            raise self.refused(mapping, text, *self.missing)
        return value


@dataclass(frozen=True, kw_only=True)
class ReferenceColumn(TextColumn):
    """The reference, in capitals. It differs in nearly every row, so `fast_rows` reads most references without `read`."""

    clean: Callable[[str], str] = str.upper
    repeats: ClassVar[bool] = False


@dataclass(frozen=True, kw_only=True)
class CodeColumn(Column):
    """A word that the mapping translates to a code. An unknown word refuses the row, or counts as blank."""

    required: bool = False
    refuse_unknown: bool = True

    def read(self, text: str, mapping: FileMapping) -> str:
        if not text and not self.required:
            return ""
        code = mapping.code(self.field, text)
        if code is not None:
            return code
        if not self.refuse_unknown:
            return ""
        words = ", ".join(word.capitalize() for word in mapping.values[self.field])
        raise self.refused(mapping, text, "not a value that Waylight knows", f"Use one of: {words}.")


@dataclass(frozen=True)
class DayColumn(Column):
    """A date, which every row must have."""

    def read(self, text: str, mapping: FileMapping) -> date:
        day = read_day(text)
        if day is None:
            raise self.refused(mapping, text, "not a real date", DATE_FORM)
        return day


@dataclass(frozen=True, kw_only=True)
class TimeColumn(Column):
    """A date and time. An unreadable time refuses the row, or counts as blank."""

    repeats: ClassVar[bool] = False
    required: bool = False
    refuse_unreadable: bool = True

    def read(self, text: str, mapping: FileMapping) -> datetime | None:
        if not text:
            if self.required:
                raise self.refused(mapping, "", "the date and time are missing", TIME_FORM)
            return None
        try:
            instant = read_instant(text)
        except SkippedHour:
            if not self.refuse_unreadable:
                return None
            reason = "this time did not exist: the clocks went forward that night"
            raise self.refused(mapping, text, reason, "Correct the time.") from None
        if instant is None and self.refuse_unreadable:
            raise self.refused(mapping, text, "not a real date and time", TIME_FORM)
        return instant


@dataclass(frozen=True)
class PlaceColumns:
    """Where the child went missing from: two columns, read together as a code and a name.

    If the mapping has no code for the place and the row gives no name, the place becomes the name.
    """

    place: str
    name: TextColumn

    def read(self, place: str, name: str, mapping: FileMapping) -> tuple[str, str]:
        code = mapping.code(self.place, place) if place else ""
        name = name or (place if code is None else "")
        return ELSEWHERE if code is None else code, self.name.read(name, mapping)


class Limits(NamedTuple):
    """The values that the rules compare a row's times and dates with.

    In one row these are datetimes and dates. In a column they are seconds and days since 1970 in UTC.
    """

    now: Any
    last_seen_at: Any
    last_seen_on: Any
    earliest_birth: Any


@dataclass(frozen=True)
class Rule:
    """A condition on a time or date, if it is given. `allows` tests one value, or a whole column of values.

    `reason` says why one value is refused.
    """

    field: str
    allows: Callable[[Any, Limits], Any]
    reason: Callable[[Any, Limits], str]
    cure: str


def _possible_birth(born_on: Any, limits: Limits) -> Any:
    return possible_birth(born_on, earliest=limits.earliest_birth, latest=limits.last_seen_on)


def _not_in_future(field: str) -> Rule:
    return Rule(field, lambda time, limits: time <= limits.now, lambda *_: "in the future", "Correct the time.")


def _not_before_last_seen(field: str) -> Rule:
    """Return the rule that a time does not come before the last sighting. A refusal has the words of `time_rules`."""

    def reason(time: datetime, limits: Limits) -> str:
        return WrongOrder(field, time, "started_at", limits.last_seen_at).reason

    return Rule(field, lambda time, limits: time >= limits.last_seen_at, reason, WrongOrder.CURE)


# The times of a row that `time_rules` does not allow before the last sighting, in the order of `FOLLOWS`.
AFTER_LAST_SEEN = [later for later, earlier in FOLLOWS if earlier == "started_at" and later in {"reported_at", "returned_at"}]

# A row is checked in this order, and the first check that refuses it gives the reason. Rules come after their columns.
CHECKS: tuple[Column | Rule, ...] = (
    ReferenceColumn("reference", longest=30, missing=("no incident reference", "Enter the force's incident reference.")),
    TextColumn("surname", longest=80, clean=tidy, content=name_key, missing=("no surname", "Enter the child's surname.")),
    DayColumn("born_on"),
    TimeColumn("last_seen_at", required=True),
    Rule("born_on", _possible_birth, lambda *_: "not a possible birth date for a child missing then", DATE_FORM),
    TimeColumn("reported_at"),
    TimeColumn("returned_at"),
    _not_in_future("last_seen_at"),
    _not_in_future("reported_at"),
    _not_in_future("returned_at"),
    *map(_not_before_last_seen, AFTER_LAST_SEEN),
    TextColumn("forename", longest=80, clean=tidy),
    CodeColumn("category", required=True),
    CodeColumn("risk"),
    CodeColumn("sex", refuse_unknown=False),
    TextColumn("postcode", longest=8, clean=str.upper, cut=True),
    TextColumn("reported_by", longest=80, cut=True),
    TextColumn("found_at", longest=120, cut=True),
    # A report loads even if the time of the police's safe and well check is unreadable.
    TimeColumn("checked_at", refuse_unreadable=False),
)
MISSING_FROM = PlaceColumns("missing_from", TextColumn("missing_from_name", longest=120, cut=True))
