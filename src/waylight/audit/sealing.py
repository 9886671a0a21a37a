"""Sealing the audit trail: entries are collected in segments, and each seal covers the one before.

Writers never wait for the chain: they add entries, and a sealer collects what it finds. An entry with an early number may be
committed late, so a segment lists the numbers it holds, and the gaps stay open for OPEN_FOR. After that, an entry in a gap is
reported as added by other means.
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

AT_MOST = 10_000
GAPS_AT_A_TIME = 200
# No act takes a day between its first write and its commit.
OPEN_FOR = timedelta(days=1)


def seal_new() -> int:
    """Seal every entry not sealed yet and return the number of new segments. Several sealers may run at once."""
    sealed = 0
    while _seal_next():
        sealed += 1
    return sealed


@transaction.atomic
def _seal_next() -> Segment | None:
    _one_sealer_at_a_time()
    entries = list(islice(unsealed(), AT_MOST))
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
    """Allow one sealer at a time. On SQLite a writing transaction is alone already."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE audit_segment IN SHARE ROW EXCLUSIVE MODE")


def unsealed() -> Iterator[tuple[int, str]]:
    """Yield number and digest of every entry that is in no segment and may still be sealed, in order."""
    last = Segment.objects.last()
    entries = Entry.objects.order_by("id").values_list("id", "digest")
    for some in batched(open_gaps(), GAPS_AT_A_TIME):
        inside = reduce(or_, (Q(id__range=(gap.start, gap.stop - 1)) for gap in some))
        yield from entries.filter(inside).iterator(chunk_size=AT_MOST)
    yield from entries.filter(id__gt=last.highest if last else 0).iterator(chunk_size=AT_MOST)


def closed_upto() -> int:
    """Return the number up to which all is settled: an entry there is sealed, or was not written by Waylight."""
    last = Segment.objects.last()
    if last is None:
        return 0
    settled = Segment.objects.filter(sealed_at__lte=last.sealed_at - OPEN_FOR).last()
    return settled.highest if settled else 0


def open_gaps() -> list[range]:
    """Return the numbers below the last sealed one at which an entry may still appear."""
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
