"""What is so of a child or an episode for a time: looked after, on a protection plan, the level of risk.

A moment happens; a circumstance lasts. Each is a list of periods, every one with a value ("HIGH") or simply so. A rule asks
what was so at one instant and when that changed.
"""

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from waylight.core.calendars import DAY, at_local
from waylight.core.periods import is_in_force_at


class Circumstance(StrEnum):
    LOOKED_AFTER = "the child is looked after"
    PROTECTION_PLAN = "the child is on a child protection plan"
    RISK = "the risk is assessed"

    def with_value(self, value: str) -> str:
        """Return the circumstance as a clause: "the child is looked after", "the risk is high"."""
        return f"the {self.name.lower()} is {value.lower()}".replace("_", " ") if value else self.value


@dataclass(frozen=True)
class CircumstancePeriod:
    """From `since` until just before `until`. None is open: always, or still. `value` is "" where the circumstance is all."""

    since: datetime | None = None
    until: datetime | None = None
    value: str = ""

    @classmethod
    def of_days(cls, first: date | None, last: date | None, value: str = "") -> "CircumstancePeriod":
        """Return a period of whole days in England, its last day included, as councils record care and plans."""
        since = at_local(first, time()) if first else None
        return cls(since, at_local(last + DAY, time()) if last else None, value)

    def includes(self, instant: datetime) -> bool:
        return is_in_force_at(self.since, self.until, instant)
