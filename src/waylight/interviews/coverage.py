"""The ledger of returns: each that calls for an interview stands in exactly one part; the parts make the whole."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from waylight.episodes.choices import Category
from waylight.episodes.models import Episode
from waylight.interviews.choices import Outcome


class Part(StrEnum):
    """How the interview owed for one episode stands."""

    COMPLETED = "completed"
    DECLINED_CHILD = "declined by the child"
    DECLINED_PARENT = "declined by a parent or carer"
    NO_CONTACT = "no contact"
    SUPERSEDED = "missing again first"
    NOT_OFFERED = "not offered"
    OUTSTANDING = "outstanding"


def part_of(outcome: str | None) -> Part | None:
    """The part an episode stands in, by the outcome of what covers it; None when it calls for no interview.

    Nobody's interview, one still going on and one allocated in error all leave the episode outstanding.
    """
    if outcome == Outcome.EXEMPT:
        return None
    if not outcome or outcome == Outcome.WITHDRAWN:
        return Part.OUTSTANDING
    return Part[Outcome(outcome).name]


@dataclass(frozen=True)
class Ledger:
    """How many returns stand in each part; `exempt` stands beside the whole, never inside it."""

    parts: Mapping[Part, int]
    exempt: int

    @property
    def whole(self) -> int:
        """All that called for an interview."""
        return sum(self.parts.values())


def ledger(outcomes: Iterable[str | None]) -> Ledger:
    """Set each return, given as the outcome of what covers it, into its part."""
    stands = Counter(part_of(outcome) for outcome in outcomes)
    return Ledger({part: stands[part] for part in Part}, stands[None])


def ledger_of(episodes: Iterable[Episode]) -> Ledger:
    """The ledger of these episodes, of which only those counted and over are owed anything. They come with their coverage."""
    return ledger(_outcome(episode) for episode in episodes if episode.category == Category.MISSING and episode.returned_at)


def _outcome(episode: Episode) -> str | None:
    line = getattr(episode, "coverage", None)
    return line.interview.outcome if line else None
