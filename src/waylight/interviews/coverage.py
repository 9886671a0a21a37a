"""The ledger of returns: each that calls for an interview stands in exactly one part; the parts make the whole."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from waylight.episodes.choices import Category
from waylight.episodes.models import Episode
from waylight.interviews.choices import Outcome


class CoverageStatus(StrEnum):
    """How the interview owed for one episode stands."""

    COMPLETED = "completed"
    DECLINED_CHILD = "declined by the child"
    DECLINED_PARENT = "declined by a parent or carer"
    NO_CONTACT = "no contact"
    SUPERSEDED = "missing again first"
    NOT_OFFERED = "not offered"
    OUTSTANDING = "outstanding"


def coverage_status(outcome: str | None) -> CoverageStatus | None:
    """The part an episode stands in, by the outcome of what covers it; None when it calls for no interview.

    Nobody's interview, one still going on and one allocated in error all leave the episode outstanding.
    """
    if outcome == Outcome.EXEMPT:
        return None
    if not outcome or outcome == Outcome.WITHDRAWN:
        return CoverageStatus.OUTSTANDING
    return CoverageStatus[Outcome(outcome).name]


@dataclass(frozen=True)
class CoverageCounts:
    """How many returns stand in each part; `exempt` stands beside the whole, never inside it."""

    by_status: Mapping[CoverageStatus, int]
    exempt: int

    @property
    def total(self) -> int:
        """All that called for an interview."""
        return sum(self.by_status.values())


def count_outcomes(outcomes: Iterable[str | None]) -> CoverageCounts:
    """Set each return, given as the outcome of what covers it, into its part."""
    stands = Counter(coverage_status(outcome) for outcome in outcomes)
    return CoverageCounts({part: stands[part] for part in CoverageStatus}, stands[None])


def count_coverage(episodes: Iterable[Episode]) -> CoverageCounts:
    """The ledger of these episodes, of which only those counted and over are owed anything. They come with their coverage."""
    return count_outcomes(
        _outcome(episode) for episode in episodes if episode.category == Category.MISSING and episode.returned_at
    )


def _outcome(episode: Episode) -> str | None:
    line = getattr(episode, "coverage", None)
    return line.interview.outcome if line else None
