"""One row of the facts for one episode: local dates, ages and flags are computed here and only here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from uuid import UUID

from waylight.core.ages import ADULT, age_on
from waylight.core.clock import ENGLAND
from waylight.core.periods import is_in_force_on
from waylight.duties.duty import Duty
from waylight.episodes.choices import CHECK_MADE_STATUSES, Category
from waylight.facts.durations import band_of_hours
from waylight.interviews.choices import Outcome
from waylight.interviews.coverage import CoverageStatus, coverage_status

# The statuses of an interview that was due, in the order of the flags in tables.EPISODES.
STATUS_FLAGS: tuple[frozenset[CoverageStatus], ...] = (
    frozenset({CoverageStatus.COMPLETED}),
    frozenset({CoverageStatus.DECLINED_CHILD, CoverageStatus.DECLINED_PARENT}),
    frozenset({CoverageStatus.NO_CONTACT}),
    frozenset({CoverageStatus.SUPERSEDED}),
    frozenset({CoverageStatus.NOT_OFFERED}),
    frozenset({CoverageStatus.OUTSTANDING}),
)
DAY_LONG = timedelta(hours=24)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class DatedPeriod:
    """A period of care or of a flag. `ended_on` is its last day; `authority` is responsible for a looked-after child."""

    started_on: date
    ended_on: date | None
    authority: str = ""

    def covers(self, day: date) -> bool:
        return is_in_force_on(self.started_on, self.ended_on, day)


@dataclass(frozen=True, slots=True)
class ChildFacts:
    key: int
    council: str
    born_on: date
    care: Sequence[DatedPeriod]
    flagged: Sequence[DatedPeriod]


@dataclass(frozen=True, slots=True)
class EpisodeRecord:
    """One episode with its interview and check, as the builder reads them."""

    id: UUID
    child: UUID
    category: str
    missing_from: str
    started_at: datetime
    returned_at: datetime | None
    outcome: str | None
    offered_at: datetime | None
    held_at: datetime | None
    check_status: str | None
    checked_at: datetime | None
    reported_checked_at: datetime | None  # according to the police report


@lru_cache(maxsize=200_000)
def _offset(hour: int) -> timedelta:
    instant = EPOCH + timedelta(hours=hour)
    return instant.astimezone(ENGLAND).utcoffset() or timedelta()


def local(instant: datetime) -> datetime:
    """Return naive local time in England. Fast: each hour's offset is looked up once, and it changes only on the hour."""
    naive = instant.replace(tzinfo=None)
    return naive + _offset(int((naive - EPOCH.replace(tzinfo=None)).total_seconds() // 3600))


def month_of(day: date) -> int:
    return day.year * 100 + day.month


def in_time(duty: Duty, start: datetime | None, done: datetime | None) -> int:
    return int(start is not None and done is not None and start <= done <= duty.within.due(start))


def _checked_at(episode: EpisodeRecord) -> datetime | None:
    """Return when the check was made: from the recorded check, else from the police report."""
    if episode.check_status is None:
        return episode.reported_checked_at
    return episode.checked_at if episode.check_status in CHECK_MADE_STATUSES else None


def episode_row(
    key: int, episode: EpisodeRecord, child: ChildFacts, place_labels: Mapping[str, str], interview: Duty, check: Duty
) -> tuple[object, ...]:
    """Return one row in the order of the columns of tables.EPISODES. `place_labels` gives the words of each code."""
    started = local(episode.started_at)
    day = started.date()
    returned = episode.returned_at
    returned_on = local(returned).date() if returned else None
    duration = returned - episode.started_at if returned else None
    care = next((period for period in child.care if period.covers(day)), None)
    age, hours = age_on(child.born_on, day), duration.total_seconds() / 3600 if duration is not None else None
    counted, status = episode.category == Category.MISSING and age < ADULT, coverage_status(episode.outcome)
    due = counted and returned_on is not None and status is not None
    checked_at = _checked_at(episode)
    return (
        key,
        child.key,
        child.council,
        episode.category,
        int(counted),
        day,
        month_of(day),
        started.hour,
        int((episode.started_at - EPOCH).total_seconds() // 60),
        age,
        place_labels[episode.missing_from],
        int(care is not None),
        int(care is not None and care.authority != child.council),
        int(any(period.covers(day) for period in child.flagged)),
        int(returned is not None),
        int(duration is not None and duration <= DAY_LONG),
        hours,
        band_of_hours(hours),
        returned_on,
        month_of(returned_on) if returned_on else None,
        int(due),
        status.name if status else Outcome.EXEMPT.value,
        *(int(due and status in statuses) for statuses in STATUS_FLAGS),
        int(episode.offered_at is not None),
        in_time(interview, returned, episode.held_at),
        int(checked_at is not None),
        in_time(check, returned, checked_at),
    )
