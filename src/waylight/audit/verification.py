"""Verification of the audit trail: each entry matches its digest, each segment matches its seal, and no entry was inserted."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db import connection
from django.db.models import QuerySet

from waylight.audit import ranges
from waylight.audit.log import digest_of
from waylight.audit.models import Entry, Segment
from waylight.audit.sealing import closed_upto, open_gaps, seal_of

AT_A_TIME = 2_000
WORTH_A_QUERY = 500
TRIGGERS = {
    "sqlite": {f"{table}_no_{act}" for table in ("audit_entry", "audit_segment") for act in ("update", "delete", "replace")},
    "postgresql": {"audit_entry_append_only", "audit_segment_append_only"},
}


class BrokenTrail(Exception):
    """The first broken link. The message names it and says what is wrong."""

    def __init__(self, link: str, number: int | None, what: str) -> None:
        super().__init__(f"{link if number is None else f'{link} {number}'}: {what}")
        self.link, self.number, self.what = link, number, what


@dataclass
class VerifiedTrail:
    """What was verified. `unsealed` counts entries with a correct digest that have no seal yet."""

    entries: int = 0
    segments: int = 0
    unsealed: int = 0
    seal: str = ""


def verify_trail(expected: tuple[int, str] | None = None) -> VerifiedTrail:
    """Verify the whole trail in order. Raises `BrokenTrail` at the first broken link.

    `expected` is a segment's number and seal, noted outside the database. It also detects a trail that was rewritten up to
    that segment, or cut off before it. Memory use does not grow with the trail.
    """
    checked = VerifiedTrail()
    for segment in Segment.objects.order_by("number").iterator(chunk_size=AT_A_TIME):
        _check_segment(segment, checked)
        if expected and segment.number == expected[0] and segment.seal != expected[1]:
            raise BrokenTrail("Segment", segment.number, "its seal is not the one you noted: the trail was rewritten")
    if expected and expected[0] > checked.segments:
        raise BrokenTrail("Segment", expected[0], "you noted its seal, but it is no longer in the database")
    _check_no_entry_inserted(checked)
    _check_unsealed(checked)
    _check_triggers()
    return checked


def _check_segment(segment: Segment, checked: VerifiedTrail) -> None:
    if segment.number != checked.segments + 1:
        raise BrokenTrail("Segment", checked.segments + 1, "it is missing")
    if segment.previous != checked.seal:
        raise BrokenTrail("Segment", segment.number, "it does not follow the segment before it")
    try:
        runs = ranges.read(segment.entries)
    except ValueError:
        raise BrokenTrail("Segment", segment.number, "its list of entries cannot be read") from None
    sealed = list(_verified_entries(runs))
    if seal_of(segment, sealed) != segment.seal or len(sealed) != segment.count:
        raise BrokenTrail(
            "Segment", segment.number, "its seal does not match: the segment, or an entry and its digest, was rewritten"
        )
    checked.segments, checked.seal = segment.number, segment.seal
    checked.entries += len(sealed)


def _verified_entries(runs: list[range]) -> Iterator[tuple[int, str]]:
    """Yield the number and digest of the entries in these runs. Raises `BrokenTrail` if one is missing or was changed."""
    for group in ranges.near(runs, apart=WORTH_A_QUERY):
        numbers = (number for run in group for number in run)
        for entry in _entries(group[0].start, group[-1].stop - 1, group):
            number = next(numbers)
            if entry.pk != number:
                raise BrokenTrail("Entry", number, "it is missing")
            yield _verified(entry)
        missing = next(numbers, None)
        if missing is not None:
            raise BrokenTrail("Entry", missing, "it is missing")


def _verified(entry: Entry) -> tuple[int, str]:
    if digest_of(entry) != entry.digest:
        raise BrokenTrail("Entry", entry.pk, "its content was changed after it was written")
    return entry.pk, entry.digest


def _entries(first: int, last: int, wanted_runs: Iterable[range]) -> Iterator[Entry]:
    runs = iter(wanted_runs)
    run = next(runs, None)
    for entry in _in_order().filter(id__range=(first, last)).iterator(chunk_size=AT_A_TIME):
        while run and entry.pk >= run.stop:
            run = next(runs, None)
        if run and entry.pk in run:
            yield entry


def _in_order() -> QuerySet[Entry]:
    return Entry.objects.order_by("id")


def _check_no_entry_inserted(checked: VerifiedTrail) -> None:
    """Check that every entry up to `closed_upto` is in a segment. Waylight did not write any other.

    It first compares counts, and reads all runs to find the entry only when they differ.
    """
    closed = closed_upto()
    in_open_gaps = sum(len(gap) for gap in open_gaps())
    last = Segment.objects.last()
    sealed_above = (last.highest - closed - in_open_gaps) if last else 0
    if Entry.objects.filter(id__lte=closed).count() == checked.entries - sealed_above:
        return
    sealed_runs = (run for text in Segment.objects.values_list("entries", flat=True) for run in ranges.read(text))
    for gap in ranges.gaps(sealed_runs, above=0, upto=closed):
        inserted = _in_order().filter(id__range=(gap.start, gap.stop - 1)).first()
        if inserted:
            raise BrokenTrail("Entry", inserted.pk, "it was added after its place in the trail was sealed")


def _check_unsealed(checked: VerifiedTrail) -> None:
    last = Segment.objects.last()
    for gap in open_gaps():
        for entry in _in_order().filter(id__range=(gap.start, gap.stop - 1)).iterator(chunk_size=AT_A_TIME):
            _verified(entry)
            checked.unsealed += 1
    for entry in _in_order().filter(id__gt=last.highest if last else 0).iterator(chunk_size=AT_A_TIME):
        _verified(entry)
        checked.unsealed += 1


def _check_triggers() -> None:
    """Check that the triggers that refuse changes exist. This check is last: a broken link is the more serious finding."""
    missing = sorted(TRIGGERS[connection.vendor] - set(_triggers()))
    if missing:
        raise BrokenTrail("Guard", None, f"the database no longer refuses changes to the trail ({missing[0]} is gone)")


def _triggers() -> Iterator[str]:
    queries = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE tgenabled = 'O'",
    }
    with connection.cursor() as cursor:
        cursor.execute(queries[connection.vendor])
        yield from (str(name) for (name,) in cursor.fetchall())
