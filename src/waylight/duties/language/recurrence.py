"""How a duty comes again: every so many days after the first, each shift, or so long after the last time it was done.

Each time has a clock with a due time of its own. With a fixed schedule nothing that is done early or late moves a due time.
After the last time, every time it is done moves the next: that is what such a rule says.
"""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import datetime, time

from waylight.core.calendars import DAY, at_local, day_of
from waylight.duties.language.allowance import Allowance


class FixedSchedule(ABC):
    """Due times that follow from the first due time alone."""

    @abstractmethod
    def window_after(self, due: datetime) -> tuple[datetime, datetime]:
        """Return when the next time begins and is due, from when the one before it was due."""


@dataclass(frozen=True)
class Every(FixedSchedule):
    """So long after the one before was due: `Every(Days(7))` is weekly. Each time begins when the one before is due."""

    within: Allowance

    def window_after(self, due: datetime) -> tuple[datetime, datetime]:
        return due, self.within.due(due)

    def __str__(self) -> str:
        return f"then every {self.within}"


@dataclass(frozen=True)
class EachShift(FixedSchedule):
    """By the end of each whole shift that follows. `changes` are the times of day at which shifts change, by the clock."""

    changes: tuple[time, ...]

    def window_after(self, due: datetime) -> tuple[datetime, datetime]:
        begins = self._change_at_or_after(due)
        return begins, next(change for change in self._changes_from(begins) if change > begins)

    def _change_at_or_after(self, instant: datetime) -> datetime:
        return next(change for change in self._changes_from(instant) if change >= instant)

    def _changes_from(self, instant: datetime) -> list[datetime]:
        day = day_of(instant)
        return sorted(at_local(day + after * DAY, change) for after in range(3) for change in self.changes)

    def __str__(self) -> str:
        return f"then each shift, changing at {', '.join(f'{change:%H:%M}' for change in sorted(self.changes))}"


@dataclass(frozen=True)
class AfterTheLast:
    """So long after each time it was done, early or late: `AfterTheLast(Days(90))`."""

    within: Allowance

    def __str__(self) -> str:
        return f"then {self.within} after the last time"


type Recurrence = FixedSchedule | AfterTheLast
