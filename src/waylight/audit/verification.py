"""Verification of the audit trail: every entry against its digest, every segment against its seal, and nothing added between."""

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
GUARDS = {
    "sqlite": {f"{table}_no_{act}" for table in ("audit_entry", "audit_segment") for act in ("update", "delete", "replace")},
    "postgresql": {"audit_entry_append_only", "audit_segment_append_only"},
}


class BrokenTrail(Exception):
    """The first broken link; the message names it and says what is wrong."""

    def __init__(self, link: str, number: int | None, what: str) -> None:
        super().__init__(f"{link if number is None else f'{link} {number}'}: {what}")
        self.link, self.number, self.what = link, number, what


@dataclass
class VerifiedTrail:
    """What was verified. `unsealed` entries have right digests but no seal yet."""

    entries: int = 0
    segments: int = 0
    unsealed: int = 0
    seal: str = ""


def verify_trail(expected: tuple[int, str] | None = None) -> VerifiedTrail:
    """Verify the whole trail in order; raises `BrokenTrail` at the first link that fails.

    `expected` is a segment's number and seal, kept outside the database: it also detects a trail that was rewritten from there
    on. Memory use does not grow with the trail.
    """
    checked = VerifiedTrail()
    for segment in Segment.objects.order_by("number").iterator(chunk_size=AT_A_TIME):
        _check_segment(segment, checked)
        if expected and segment.number == expected[0] and segment.seal != expected[1]:
            raise BrokenTrail("Segment", segment.number, "its seal is not the one you noted: the trail was rewritten")
    if expected and expected[0] > checked.segments:
        raise BrokenTrail("Segment", expected[0], "you noted its seal, but it is no longer in the database")
    _check_nothing_slipped_in(checked)
    _check_unsealed(checked)
    _check_guards()
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
    sealed = list(_sound_entries(runs))
    if seal_of(segment, sealed) != segment.seal or len(sealed) != segment.count:
        raise BrokenTrail(
            "Segment", segment.number, "its seal does not match: the segment, or an entry and its digest, was rewritten"
        )
    checked.segments, checked.seal = segment.number, segment.seal
    checked.entries += len(sealed)


def _sound_entries(runs: list[range]) -> Iterator[tuple[int, str]]:
    """Yield number and digest of the entries in these runs; each must exist and be unchanged."""
    for group in ranges.near(runs, apart=WORTH_A_QUERY):
        numbers = (number for run in group for number in run)
        for entry in _entries(group[0].start, group[-1].stop - 1, group):
            number = next(numbers)
            if entry.pk != number:
                raise BrokenTrail("Entry", number, "it is missing")
            yield _sound(entry)
        lost = next(numbers, None)
        if lost is not None:
            raise BrokenTrail("Entry", lost, "it is missing")


def _sound(entry: Entry) -> tuple[int, str]:
    if digest_of(entry) != entry.digest:
        raise BrokenTrail("Entry", entry.pk, "its content was changed after it was written")
    return entry.pk, entry.digest


def _entries(first: int, last: int, among: Iterable[range]) -> Iterator[Entry]:
    runs = iter(among)
    run = next(runs, None)
    for entry in _in_order().filter(id__range=(first, last)).iterator(chunk_size=AT_A_TIME):
        while run and entry.pk >= run.stop:
            run = next(runs, None)
        if run and entry.pk in run:
            yield entry


def _in_order() -> QuerySet[Entry]:
    return Entry.objects.order_by("id")


def _check_nothing_slipped_in(checked: VerifiedTrail) -> None:
    """Check that, where all is settled, every entry is in a segment; another was added by other means than Waylight."""
    settled = closed_upto()
    open_now = sum(len(gap) for gap in open_gaps())
    last = Segment.objects.last()
    sealed_later = (last.highest - settled - open_now) if last else 0
    if Entry.objects.filter(id__lte=settled).count() == checked.entries - sealed_later:
        return
    held = (run for text in Segment.objects.values_list("entries", flat=True) for run in ranges.read(text))
    for gap in ranges.gaps(held, above=0, upto=settled):
        stray = _in_order().filter(id__range=(gap.start, gap.stop - 1)).first()
        if stray:
            raise BrokenTrail("Entry", stray.pk, "it was added after its place in the trail was sealed")


def _check_unsealed(checked: VerifiedTrail) -> None:
    last = Segment.objects.last()
    for gap in open_gaps():
        for entry in _in_order().filter(id__range=(gap.start, gap.stop - 1)).iterator(chunk_size=AT_A_TIME):
            _sound(entry)
            checked.unsealed += 1
    for entry in _in_order().filter(id__gt=last.highest if last else 0).iterator(chunk_size=AT_A_TIME):
        _sound(entry)
        checked.unsealed += 1


def _check_guards() -> None:
    """Check the triggers that refuse changes. Last, because an intact trail is worth reporting even without them."""
    missing = sorted(GUARDS[connection.vendor] - set(_guards()))
    if missing:
        raise BrokenTrail("Guard", None, f"the database no longer refuses changes to the trail ({missing[0]} is gone)")


def _guards() -> Iterator[str]:
    where = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE tgenabled = 'O'",
    }
    with connection.cursor() as cursor:
        cursor.execute(where[connection.vendor])
        yield from (str(name) for (name,) in cursor.fetchall())
