"""Builds the facts: reads all records in a stream, writes every table, and puts the tables in place in one step."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import batched, groupby
from operator import attrgetter
from pathlib import Path
from tempfile import mkdtemp
from time import monotonic
from typing import Self
from uuid import UUID

import ibis
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from django.db.models import Count, OuterRef, Q, Subquery

from waylight.agencies.models import Agency, Population, ProtocolSetting
from waylight.audit.models import Entry
from waylight.briefings.clocks import Protocols, current_protocols
from waylight.core.clock import now, today
from waylight.duties.duty import Duty
from waylight.duties.missing_from_home import safe_and_well_check
from waylight.duties.protocol import Protocol
from waylight.duties.return_interview_deadlines import return_interview
from waylight.duties.trigger import find_repeat_levels
from waylight.episodes.choices import Category, MissingFrom
from waylight.episodes.models import Episode, Report
from waylight.facts import store
from waylight.facts.episode_rows import ChildFacts, DatedPeriod, EpisodeRecord, episode_row, local, month_of
from waylight.facts.rollups import write_rollups
from waylight.facts.snapshot import one_moment
from waylight.facts.store import FillRecord
from waylight.facts.tables import EPISODES, EXPLOITATION, POPULATIONS, TRIGGERS
from waylight.people.models import Child
from waylight.placements.models import CarePeriod, CareStatus, Flag

BUILDER = "4"
ROWS_AT_A_TIME = 50_000
CHILDREN_AT_A_TIME = 10_000
LATE_COMERS = 1_000


def state_of_records() -> str:
    """Return a text that changes whenever the records change: the latest audit entries and their number, without views.

    The number matters because an entry with an earlier key may be committed later. Protocols that started or ended by today are
    part of the state too, because they start and end without an audit entry on that day.
    """
    acts = Entry.objects.exclude(verb__startswith="viewed")
    latest, digest = acts.order_by("-id").values_list("id", "digest").first() or (0, "")
    started = ProtocolSetting.objects.filter(since__lte=today())
    settings = started.aggregate(begun=Count("pk"), ended=Count("pk", filter=Q(until__lte=today())))
    number = acts.filter(id__gt=latest - LATE_COMERS).count()
    return f"{BUILDER}:{latest}:{digest[:8]}:{number}:{settings['begun']}-{settings['ended']}"


def current_facts() -> FillRecord:
    """Return the current facts, built again first when the records have changed."""
    record = store.current()
    return record if record and record.made_from == state_of_records() else build()


def build() -> FillRecord:
    """Build every table in a new folder and put it in place. After a crash the previous build stays in use."""
    store.clear_unfinished()
    folder = Path(mkdtemp(prefix=store.UNFINISHED_PREFIX, dir=store.folder()))
    started = monotonic()
    with one_moment():
        made_from, as_at = state_of_records(), now()
        with _Writers(folder) as writers:
            children = _children()
            for batch in batched(_episodes(), CHILDREN_AT_A_TIME):
                writers.write(batch, children)
        rows = writers.counts | {"populations": _populations(folder)}
    rows |= write_rollups(folder)
    record = FillRecord(
        build=f"{as_at:%Y%m%dT%H%M%S%f}-{folder.name.removeprefix(store.UNFINISHED_PREFIX)}",
        as_at=as_at.isoformat(),
        made_from=made_from,
        rows=rows,
        seconds=round(monotonic() - started, 3),
    )
    store.publish(record, folder)
    return record


def _schema(table: ibis.Table) -> pa.Schema:
    return table.schema().to_pyarrow()


@dataclass
class _Children:
    """Facts about each child, and the protocol of each council on any day."""

    facts: dict[UUID, ChildFacts]
    councils: dict[str, UUID]
    protocols: Protocols = field(default_factory=current_protocols)
    _duties_by_day: dict[tuple[str, date], tuple[Duty, Duty]] = field(default_factory=dict)

    def protocol(self, council: str) -> Protocol:
        """Return the protocol in force today, which repeat levels use."""
        return self.protocols.on(self.councils[council], today())

    def duties_for(self, council: str, returned_at: datetime | None) -> tuple[Duty, Duty]:
        """Return the interview and check duties in force on the day of the return, the same that the pages' clocks use."""
        day = local(returned_at).date() if returned_at else today()
        if (council, day) not in self._duties_by_day:
            protocol = self.protocols.on(self.councils[council], day)
            self._duties_by_day[council, day] = return_interview(protocol), safe_and_well_check(protocol)
        return self._duties_by_day[council, day]


def _children() -> _Children:
    care, flagged = _periods()
    facts = {
        key: ChildFacts(number, council, born_on, care.get(key, ()), flagged.get(key, ()))
        for number, (key, council, born_on) in enumerate(
            Child.objects.order_by("id").values_list("id", "council__authority", "born_on").iterator(chunk_size=20_000), start=1
        )
    }
    councils = Agency.objects.exclude(authority=None).values_list("authority", "id")
    return _Children(facts, dict(councils))


def _periods() -> tuple[dict[UUID, list[DatedPeriod]], dict[UUID, list[DatedPeriod]]]:
    care: dict[UUID, list[DatedPeriod]] = defaultdict(list)
    looked_after = CarePeriod.objects.filter(status=CareStatus.LAC).order_by("started_on")
    for child, start, end, authority in looked_after.values_list(
        "child_id", "started_on", "ended_on", "responsible_id"
    ).iterator():
        care[child].append(DatedPeriod(start, end, authority))
    flagged: dict[UUID, list[DatedPeriod]] = defaultdict(list)
    for child, start, end in Flag.objects.filter(kind=EXPLOITATION).values_list("child_id", "started_on", "ended_on").iterator():
        flagged[child].append(DatedPeriod(start, end))
    return care, flagged


def _episodes() -> Iterator[tuple[EpisodeRecord, ...]]:
    """Yield each child's episodes together, in order of their start."""
    police_checks = (
        Report.objects.filter(episode=OuterRef("pk")).exclude(checked_at=None).order_by("checked_at").values("checked_at")
    )
    rows = (
        Episode.objects.exclude(category=Category.VOID)
        .annotate(reported_checked_at=Subquery(police_checks[:1]))
        .order_by("child_id", "started_at", "reference")
        .values_list(
            "id", "child_id", "category", "missing_from", "started_at", "returned_at", "coverage__interview__outcome",
            "coverage__interview__offered_at", "coverage__interview__held_at", "check_made__status", "check_made__done_at",
            "reported_checked_at",
        )
        .iterator(chunk_size=ROWS_AT_A_TIME)
    )  # fmt: skip
    for _, episodes in groupby((EpisodeRecord(*row) for row in rows), key=attrgetter("child")):
        yield tuple(episodes)


class _Writers:
    """The open files of one build."""

    def __init__(self, folder: Path) -> None:
        self._episodes = pq.ParquetWriter(folder / "episodes.parquet", _schema(EPISODES), compression="zstd")
        self._triggers = pq.ParquetWriter(folder / "triggers.parquet", _schema(TRIGGERS), compression="zstd")
        self._keys = pq.ParquetWriter(
            folder / store.KEYS, pa.schema([("episode", pa.int64()), ("record", pa.string())]), compression="zstd"
        )
        self._number = 0
        self.counts = {"episodes": 0, "triggers": 0}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for writer in (self._episodes, self._triggers, self._keys):
            writer.close()

    def write(self, batch: Iterable[tuple[EpisodeRecord, ...]], children: _Children) -> None:
        place_labels = {str(code): str(label) for code, label in MissingFrom.choices}
        rows: list[tuple[object, ...]] = []
        keys: list[tuple[object, ...]] = []
        triggers: list[tuple[object, ...]] = []
        for episodes in batch:
            child = children.facts[episodes[0].child]
            starts: list[tuple[date, int]] = []
            for episode in episodes:
                self._number += 1
                duties = children.duties_for(child.council, episode.returned_at)
                rows.append(episode_row(self._number, episode, child, place_labels, *duties))
                keys.append((self._number, str(episode.id)))
                if episode.category == Category.MISSING:
                    starts.append((local(episode.started_at).date(), self._number))
            triggers += [
                (reached.key, child.key, child.council, reached.on, month_of(reached.on), reached.level)
                for reached in find_repeat_levels(starts, children.protocol(child.council))
            ]
        self._write_table("episodes", self._episodes, rows)
        self._write_table("triggers", self._triggers, triggers)
        self._write_table("keys", self._keys, keys)

    def _write_table(self, name: str, writer: pq.ParquetWriter, rows: list[tuple[object, ...]]) -> None:
        columns = zip(*rows, strict=True) if rows else [()] * len(writer.schema)
        writer.write_table(
            pa.table(
                [pa.array(column, field.type) for column, field in zip(columns, writer.schema, strict=True)], schema=writer.schema
            )
        )
        if name in self.counts:
            self.counts[name] += len(rows)


def _populations(folder: Path) -> int:
    rows = list(Population.objects.values_list("council__authority", "group", "children"))
    schema = _schema(POPULATIONS)
    columns = zip(*rows, strict=True) if rows else [()] * len(schema)
    table = pa.table([pa.array(column, field.type) for column, field in zip(columns, schema, strict=True)], schema=schema)
    pq.write_table(table, folder / "populations.parquet")
    return len(rows)


def records_behind(record: FillRecord, keys: Iterable[int]) -> dict[int, UUID]:
    """Return the record key of each pseudonym of one build. The caller must check which records the reader may see."""
    pseudonyms = pa.array(sorted(keys), pa.int64())
    table = pq.read_table(store.keys_of(record), filters=pc.field("episode").isin(pseudonyms))
    return {line["episode"]: UUID(line["record"]) for line in table.to_pylist()}
