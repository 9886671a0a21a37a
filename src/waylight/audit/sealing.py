"""Sealing the audit trail: a segment contains entries under one seal, and each seal covers the seal before it.

A writer adds entries and never waits for the chain; a sealer later puts the entries that it finds into a segment. An entry with
a low number may be committed late. A segment therefore lists its numbers, and gaps in the numbers stay open for OPEN_FOR. An
entry that appears in a gap after that was not written by Waylight, and the verification reports it.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from datetime import UTC, timedelta
from functools import reduce
from itertools import batched, islice
from operator import or_

from django.db import connection, transaction
from django.db.models import Q

from waylight.audit import ranges
from waylight.audit.models import Entry, Segment
from waylight.core.clock import now

MOST_ENTRIES = 10_000
GAPS_AT_A_TIME = 200
# No transaction takes a day from its first write to its commit.
OPEN_FOR = timedelta(days=1)


def seal_new() -> int:
    """Seal every entry that is not sealed yet, and return the number of new segments. Several sealers may run at once."""
    sealed = 0
    while _seal_next():
        sealed += 1
    return sealed


@transaction.atomic
def _seal_next() -> Segment | None:
    _one_sealer_at_a_time()
    entries = list(islice(unsealed(), MOST_ENTRIES))
    if not entries:
        return None
    last = Segment.objects.last()
    segment = Segment(
        number=last.number + 1 if last else 1,
        sealed_at=max(now(), last.sealed_at) if last else now(),
        entries=ranges.written(ranges.runs_of(number for number, _ in entries)),
        count=len(entries),
        highest=max(entries[-1][0], last.highest if last else 0),
        previous=last.seal if last else "",
    )
    segment.seal = seal_of(segment, entries)
    segment.save(force_insert=True)
    return segment


def _one_sealer_at_a_time() -> None:
    """Make other sealers wait until this transaction ends. On SQLite every transaction already waits for the others."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE audit_segment IN SHARE ROW EXCLUSIVE MODE")


def unsealed() -> Iterator[tuple[int, str]]:
    """Yield the number and digest of every entry that is in no segment and may still be sealed, in order of the numbers."""
    last = Segment.objects.last()
    entries = Entry.objects.order_by("id").values_list("id", "digest")
    for gaps in batched(open_gaps(), GAPS_AT_A_TIME):
        in_gaps = reduce(or_, (Q(id__range=(gap.start, gap.stop - 1)) for gap in gaps))
        yield from entries.filter(in_gaps).iterator(chunk_size=MOST_ENTRIES)
    yield from entries.filter(id__gt=last.highest if last else 0).iterator(chunk_size=MOST_ENTRIES)


def closed_upto() -> int:
    """Return the number up to which gaps are closed: an entry up to it is sealed, or Waylight did not write it."""
    last = Segment.objects.last()
    if last is None:
        return 0
    closed = Segment.objects.filter(sealed_at__lte=last.sealed_at - OPEN_FOR).last()
    return closed.highest if closed else 0


def open_gaps() -> list[range]:
    """Return, as runs, the numbers below the highest sealed one at which an entry may still appear."""
    last = Segment.objects.last()
    if last is None:
        return []
    recent = Segment.objects.filter(sealed_at__gt=last.sealed_at - OPEN_FOR)
    runs = [run for segment in recent for run in ranges.read(segment.entries)]
    return ranges.gaps(runs, above=closed_upto(), upto=last.highest)


def seal_of(segment: Segment, entries: Iterable[tuple[int, str]]) -> str:
    """Return the SHA-256 over a segment's own fields and the number and digest of each of its entries."""
    body = hashlib.sha256()
    for number, digest in entries:
        body.update(f"{number} {digest}\n".encode())
    sealed_at = segment.sealed_at.astimezone(UTC).isoformat(timespec="microseconds")
    fields = [segment.number, sealed_at, segment.entries, segment.count, segment.highest, segment.previous]
    return hashlib.sha256(json.dumps([*fields, body.hexdigest()]).encode()).hexdigest()
