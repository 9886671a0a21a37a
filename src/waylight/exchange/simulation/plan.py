"""The plan of a simulated pack, and the counts of what it contains."""

from dataclasses import dataclass
from datetime import datetime

from waylight.exchange.simulation.clock_text import DAY, minutes
from waylight.exchange.simulation.profile import OTHER_COUNCILS


class ImpossiblePlan(ValueError):
    """Raised for a plan that cannot be simulated. The message says why, and what to change."""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """How many children and episodes, when, and for whom. The same plan always gives the same bytes.

    `since` and `until` are wall-clock times in England. The files contain what had happened by `until`. `first` is the
    number of the first child and of the first home, so that two packs for one council can have different ones. A `clean`
    pack has no rows that cannot be true, no rows exported twice and no misspelt names.
    """

    children: int
    episodes: int
    seed: int
    since: datetime
    until: datetime
    council: str = "356"
    letters: str = "MP"
    postcode_area: str = "WY"
    placing_councils: tuple[str, ...] = OTHER_COUNCILS
    localities: tuple[str, ...] = ("North", "Central", "South")
    teams: tuple[str, ...] = ("Early Help", "Safeguarding", "Permanence")
    interviewers: tuple[str, ...] = ("RI Worker 1", "RI Worker 2", "RI Worker 3", "RI Worker 4")
    first: int = 0
    clean: bool = False

    def __post_init__(self) -> None:
        if self.children < 1:
            raise ImpossiblePlan("Give at least one child.")
        if self.episodes < self.children:
            raise ImpossiblePlan(
                f"{self.children:,} children need at least {self.children:,} episodes. You asked for {self.episodes:,}."
            )
        if self.days < 2:  # noqa: PLR2004 - a day to spare
            raise ImpossiblePlan("Give a start at least two days before the end.")
        if self.episodes - self.children > self.children * (self.most_each - 1) * 0.32:
            raise ImpossiblePlan(
                f"{self.episodes:,} episodes are too many for {self.children:,} children in {self.days:,} days. "
                "Ask for more children or a longer period."
            )

    @property
    def begins(self) -> int:
        return minutes(self.since)

    @property
    def ends(self) -> int:
        return minutes(self.until)

    @property
    def days(self) -> int:
        return (self.ends - self.begins) // DAY

    @property
    def most_each(self) -> int:
        """Return the most episodes of one child: one every second day."""
        return max(1, self.days // 2)


@dataclass(kw_only=True)
class PackCounts:
    """Counts of a pack, taken while the children are simulated: what loading it should find."""

    children: int = 0
    known_to_council: int = 0
    episodes: int = 0
    still_missing: int = 0
    police_rows: int = 0
    refused: int = 0
    adults: int = 0
    absent: int = 0
    second_reports: int = 0
    exported_twice: int = 0
    interview_rows: int = 0
    interviews_refused: int = 0
