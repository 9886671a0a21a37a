"""Conflicts of a merge: two records of the same thing with different values.

A child can have only one of some records, such as the same flag from the same day. When both children have one, the one of
the merged record stays there. A flag in force and a meeting that was held must not be lost: their values replace those of
the record that is kept. For every other difference a message asks a person to check.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from waylight.briefings.read_permissions import Reader
from waylight.core.models import Record
from waylight.episodes.models import RepeatMeeting
from waylight.exchange.batches.journal import Journal
from waylight.people.models import Child
from waylight.placements.models import CarePeriod, Flag, Placement

# The fields in which two records of the same thing agree, and those in which they can differ.
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


def resolve_conflicts(kept: Child, merged: Child, journal: Journal, reader: Reader) -> None:
    """Take over the values that must not be lost. Note every difference in words that the reader may see."""
    for ours, theirs in _pairs(kept, merged):
        values = {name: getattr(theirs, name) for name in COMPARED_FIELDS[type(ours)]}
        if all(getattr(ours, name) == value for name, value in values.items()):
            continue
        take_over = _must_take_over(ours, theirs)
        if take_over:
            journal.change(ours, values)
        outcome = _what_is_kept(ours) if take_over else "what this record says is kept"
        journal.differs.append(f"{describe(ours, reader)}: the two records differ, and {outcome}")


def _pairs(kept: Child, merged: Child) -> Iterator[tuple[Record, Record]]:
    for kind, same in IDENTIFYING_FIELDS.items():
        about: Any = kind._default_manager  # each of these has a child
        of_merged = list(about.filter(child=merged))
        ours = {_same(one, same): one for one in about.filter(child=kept)} if of_merged else {}
        yield from ((ours[_same(theirs, same)], theirs) for theirs in of_merged if _same(theirs, same) in ours)


def _same(record: Record, names: tuple[str, ...]) -> tuple[object, ...]:
    return tuple(getattr(record, name) for name in names)


def _must_take_over(ours: Record, theirs: Record) -> bool:
    """Return whether keeping our values would hide a risk, or what was done about it."""
    if isinstance(ours, RepeatMeeting) and isinstance(theirs, RepeatMeeting):
        return ours.held_at is None and theirs.held_at is not None
    if isinstance(ours, Flag) and isinstance(theirs, Flag):
        return ours.ended_on is not None and (theirs.ended_on is None or theirs.ended_on > ours.ended_on)
    return False


def _what_is_kept(ours: Record) -> str:
    return "the meeting that was held is kept" if isinstance(ours, RepeatMeeting) else "the one that is still current is kept"


def describe(ours: Any, reader: Reader) -> str:
    """Return one of these records in words that the reader may see."""
    if isinstance(ours, RepeatMeeting):
        return f"The meeting for repeat level {ours.level} reached on {ours.reached_on:%-d %B %Y}"
    what = f"flag “{reader.flag_label(ours)}”" if isinstance(ours, Flag) else str(ours._meta.verbose_name)
    return f"The {what} from {ours.started_on:%-d %B %Y}"
