"""The ledger of returns: each return that needs an interview has exactly one status, so the counts add up to the total."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from waylight.episodes.choices import Category
from waylight.episodes.models import Episode
from waylight.interviews.choices import Outcome


class CoverageStatus(StrEnum):
    """How the interview that is due for one episode ended, or that it is outstanding."""

    COMPLETED = "completed"
    DECLINED_CHILD = "declined by the child"
    DECLINED_PARENT = "declined by a parent or carer"
    NO_CONTACT = "no contact"
    SUPERSEDED = "missing again first"
    NOT_OFFERED = "not offered"
    OUTSTANDING = "outstanding"


def coverage_status(outcome: str | None) -> CoverageStatus | None:
    """Return the status of an episode from the outcome of the interview that covers it, or None if it needs no interview.

    An episode is outstanding when no interview covers it (`outcome` is None), when its interview has not ended, and
    when that interview was allocated in error.
    """
    if outcome == Outcome.EXEMPT:
        return None
    if not outcome or outcome == Outcome.WITHDRAWN:
        return CoverageStatus.OUTSTANDING
    return CoverageStatus[Outcome(outcome).name]


@dataclass(frozen=True)
class CoverageCounts:
    """The number of returns with each status. `exempt` counts returns that need no interview; the total leaves them out."""

    by_status: Mapping[CoverageStatus, int]
    exempt: int

    @property
    def total(self) -> int:
        """All returns that need an interview."""
        return sum(self.by_status.values())


def count_outcomes(outcomes: Iterable[str | None]) -> CoverageCounts:
    """Count returns by status. Each return is the outcome of the interview that covers it, or None."""
    counts = Counter(coverage_status(outcome) for outcome in outcomes)
    return CoverageCounts({status: counts[status] for status in CoverageStatus}, counts[None])


def count_coverage(episodes: Iterable[Episode]) -> CoverageCounts:
    """Count the episodes that are over and that headline figures count. Each needs its `coverage` loaded with the interview."""
    return count_outcomes(
        _outcome(episode) for episode in episodes if episode.category == Category.MISSING and episode.returned_at
    )


def _outcome(episode: Episode) -> str | None:
    line = getattr(episode, "coverage", None)
    return line.interview.outcome if line else None
