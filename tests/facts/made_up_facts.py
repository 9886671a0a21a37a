"""Short made-up lives, turned into facts by the builder's own rows: what tests of figures are written in."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID, uuid5

import ibis
import pyarrow as pa
import pyarrow.parquet as pq

from waylight.core.clock import ENGLAND
from waylight.duties.missing_from_home import SAFE_AND_WELL_CHECK
from waylight.duties.return_interview_deadlines import RETURN_INTERVIEW
from waylight.facts.episode_rows import ChildFacts, DatedPeriod, EpisodeRecord, episode_row
from waylight.facts.rollups import write_rollups
from waylight.facts.store import open_tables
from waylight.facts.tables import EPISODES, POPULATIONS, TRIGGERS

OURS = "356"
WORDS = {"FAMILY_HOME": "Family home", "CHILDRENS_HOME": "Children's home"}


def when(text: str) -> datetime | None:
    """A wall-clock time in England, such as "2026-01-30 22:00", as records keep it."""
    return datetime.fromisoformat(text).replace(tzinfo=ENGLAND).astimezone(UTC) if text else None


@dataclass(frozen=True)
class Life:
    """One episode of a child named by a letter; times are wall-clock times in England."""

    child: str
    started: str
    returned: str = ""
    outcome: str = ""
    held: str = ""
    offered: str = ""
    category: str = "MISSING"
    missing_from: str = "FAMILY_HOME"
    check: str = ""
    checked: str = ""


@dataclass(frozen=True)
class About:
    """What is known of a child besides."""

    born_on: date = date(2011, 6, 1)
    council: str = OURS
    care: Sequence[DatedPeriod] = ()
    flagged: Sequence[DatedPeriod] = ()


def row(number: int, life: Life, about: About) -> tuple[object, ...]:
    started = when(life.started)
    assert started is not None
    record = EpisodeRecord(
        id=uuid5(UUID(int=0), life.started + life.child),
        child=uuid5(UUID(int=0), life.child),
        category=life.category,
        missing_from=life.missing_from,
        started_at=started,
        returned_at=when(life.returned),
        outcome=life.outcome or None,
        offered_at=when(life.offered),
        held_at=when(life.held),
        check_status=life.check or None,
        checked_at=when(life.checked),
        reported_checked_at=None,
    )
    child = ChildFacts(ord(life.child[0]), about.council, about.born_on, about.care, about.flagged)
    return episode_row(number, record, child, WORDS, RETURN_INTERVIEW, SAFE_AND_WELL_CHECK)


def facts_of(folder: Path, lives: Iterable[Life], about: dict[str, About] | None = None) -> ibis.BaseBackend:
    """The facts of these lives, on a connection of their own."""
    known = about or {}
    rows = [row(number, life, known.get(life.child, About())) for number, life in enumerate(lives, start=1)]
    for table, filled in ((EPISODES, rows), (TRIGGERS, []), (POPULATIONS, [])):
        schema = table.schema().to_pyarrow()
        columns = zip(*filled, strict=True) if filled else [()] * len(schema)
        arrays = [pa.array(column, field.type) for column, field in zip(columns, schema, strict=True)]
        pq.write_table(pa.table(arrays, schema=schema), folder / f"{table.get_name()}.parquet")
    write_rollups(folder)
    return open_tables(folder)
