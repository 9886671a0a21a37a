"""Conflicts in a merge: both children have a record of the same thing, with different values.

Of some records a child can have only one, such as a flag of one kind from one day. When both children have one, the merged
child's stays where it is. A flag in force and a meeting that was held must not be lost, so their values replace those of the
kept child's. For every difference a message asks a person to check.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from waylight.briefings.read_permissions import RecordReader
from waylight.core.models import Record
from waylight.episodes.models import RepeatMeeting
from waylight.exchange.batches.journal import Journal
from waylight.people.models import Child
from waylight.placements.models import CarePeriod, Flag, Placement

# The fields that are equal in two records of the same thing, and those that may differ.
IDENTIFYING_FIELDS: Mapping[type[Record], tuple[str, ...]] = {
    Flag: ("kind", "source", "started_on"),
    CarePeriod: ("status", "started_on"),
    Placement: ("placement_type", "started_on"),
    RepeatMeeting: ("level", "reached_on"),
}
COMPARED_FIELDS: Mapping[type[Record], tuple[str, ...]] = {
    Flag: ("level", "ended_on"),
    CarePeriod: ("legal_status", "responsible_id", "ended_on"),
    Placement: ("provider_type", "urn", "postcode", "home_id", "authority_id", "ended_on"),
    RepeatMeeting: ("held_at", "chair", "agreed", "waived_because", "by_id"),
}


def resolve_conflicts(kept: Child, merged: Child, journal: Journal, reader: RecordReader) -> None:
    """Take over the values that must not be lost, and add a message about every difference, in words that the reader may see."""
    for of_kept, of_merged in _pairs(kept, merged):
        values = {name: getattr(of_merged, name) for name in COMPARED_FIELDS[type(of_kept)]}
        if all(getattr(of_kept, name) == value for name, value in values.items()):
            continue
        take_over = _must_take_over(of_kept, of_merged)
        if take_over:
            journal.change(of_kept, values)
        outcome = _what_is_kept(of_kept) if take_over else "what this record says is kept"
        journal.differs.append(f"{describe(of_kept, reader)}: the two records differ, and {outcome}")


def _pairs(kept: Child, merged: Child) -> Iterator[tuple[Record, Record]]:
    for kind, fields in IDENTIFYING_FIELDS.items():
        manager: Any = kind._default_manager  # every model here has a child
        of_merged = list(manager.filter(child=merged))
        of_kept = {_identifying_values(record, fields): record for record in manager.filter(child=kept)} if of_merged else {}
        yield from (
            (of_kept[_identifying_values(record, fields)], record)
            for record in of_merged
            if _identifying_values(record, fields) in of_kept
        )


def _identifying_values(record: Record, names: tuple[str, ...]) -> tuple[object, ...]:
    return tuple(getattr(record, name) for name in names)


def _must_take_over(of_kept: Record, of_merged: Record) -> bool:
    """Return whether the kept child's values would hide a risk, or a meeting that was held about it."""
    if isinstance(of_kept, RepeatMeeting) and isinstance(of_merged, RepeatMeeting):
        return of_kept.held_at is None and of_merged.held_at is not None
    if isinstance(of_kept, Flag) and isinstance(of_merged, Flag):
        return of_kept.ended_on is not None and (of_merged.ended_on is None or of_merged.ended_on > of_kept.ended_on)
    return False


def _what_is_kept(record: Record) -> str:
    return "the meeting that was held is kept" if isinstance(record, RepeatMeeting) else "the one that is still current is kept"


def describe(record: Any, reader: RecordReader) -> str:
    """Return one of these records in words that the reader may see."""
    if isinstance(record, RepeatMeeting):
        return f"The meeting for repeat level {record.level} reached on {record.reached_on:%-d %B %Y}"
    name = f"flag “{reader.flag_label(record)}”" if isinstance(record, Flag) else str(record._meta.verbose_name)
    return f"The {name} from {record.started_on:%-d %B %Y}"
