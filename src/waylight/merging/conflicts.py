"""What both records of one child say of the same thing, when they say it differently.

Where there can be only one (the same flag from the same day), the record that is kept has one already and the other's
stays behind. Nothing may be lost by that: a flag that still stands, and a meeting that was held, are taken over, and
whatever else differs is named for a person to look at.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from waylight.briefings.read_permissions import Reader
from waylight.core.models import Record
from waylight.episodes.models import RepeatMeeting
from waylight.exchange.batches.journal import Journal
from waylight.people.models import Child
from waylight.placements.models import CarePeriod, Flag, Placement

# By what two are the same thing, and what each says of it.
SAME: Mapping[type[Record], tuple[str, ...]] = {
    Flag: ("kind", "source", "started_on"),
    CarePeriod: ("status", "started_on"),
    Placement: ("placement_type", "started_on"),
    RepeatMeeting: ("level", "reached_on"),
}
SAID: Mapping[type[Record], tuple[str, ...]] = {
    Flag: ("level", "ended_on"),
    CarePeriod: ("legal_status", "responsible_id", "ended_on"),
    Placement: ("provider_type", "urn", "postcode", "home_id", "authority_id", "ended_on"),
    RepeatMeeting: ("held_at", "chair", "agreed", "waived_because", "by_id"),
}


def resolve_conflicts(kept: Child, merged: Child, journal: Journal, reader: Reader) -> None:
    """Take over what must not be lost, and name every difference as the reader may know of it."""
    for ours, theirs in _twins(kept, merged):
        said = {name: getattr(theirs, name) for name in SAID[type(ours)]}
        if all(getattr(ours, name) == value for name, value in said.items()):
            continue
        taken = _must_stand(ours, theirs)
        if taken:
            journal.change(ours, said)
        stands = _stands(ours) if taken else "what this record says is kept"
        journal.differs.append(f"{called(ours, reader)}: the two records differ, and {stands}")


def _twins(kept: Child, merged: Child) -> Iterator[tuple[Record, Record]]:
    for kind, same in SAME.items():
        about: Any = kind._default_manager  # each of these has a child
        left = list(about.filter(child=merged))
        ours = {_same(one, same): one for one in about.filter(child=kept)} if left else {}
        yield from ((ours[_same(theirs, same)], theirs) for theirs in left if _same(theirs, same) in ours)


def _same(record: Record, names: tuple[str, ...]) -> tuple[object, ...]:
    return tuple(getattr(record, name) for name in names)


def _must_stand(ours: Record, theirs: Record) -> bool:
    """Whether losing the other record's would hide a danger, or what was done about it."""
    if isinstance(ours, RepeatMeeting) and isinstance(theirs, RepeatMeeting):
        return ours.held_at is None and theirs.held_at is not None
    if isinstance(ours, Flag) and isinstance(theirs, Flag):
        return ours.ended_on is not None and (theirs.ended_on is None or theirs.ended_on > ours.ended_on)
    return False


def _stands(ours: Record) -> str:
    return "the meeting that was held is kept" if isinstance(ours, RepeatMeeting) else "the one that is still current is kept"


def called(ours: Any, reader: Reader) -> str:
    """One of these in words, as the reader may know of it."""
    if isinstance(ours, RepeatMeeting):
        return f"The meeting for repeat level {ours.level} reached on {ours.reached_on:%-d %B %Y}"
    what = f"flag “{reader.flag_label(ours)}”" if isinstance(ours, Flag) else str(ours._meta.verbose_name)
    return f"The {what} from {ours.started_on:%-d %B %Y}"
