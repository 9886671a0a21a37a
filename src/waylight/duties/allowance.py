"""The time that a duty allows: hours by day and night, hours only if they start by day, or working days."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Protocol

from waylight.core.calendars import DAY, at_local, day_of, end_of, working_days_after
from waylight.core.clock import local


class Allowance(Protocol):
    def due(self, start: datetime) -> datetime:
        """Return the last instant that is in time, in UTC, for a duty that starts at `start`."""
        ...


@dataclass(frozen=True)
class Hours:
    """Elapsed hours. Nights and weekends count; so does a change of the clocks, because the hours are counted in UTC."""

    count: int

    def due(self, start: datetime) -> datetime:
        return start.astimezone(UTC) + timedelta(hours=self.count)

    def __str__(self) -> str:
        return f"{self.count} hour{'s' * (self.count != 1)}"


@dataclass(frozen=True)
class HoursOrNextMorning:
    """Hours, if the start is between `opens` and `closes` on any day, also at weekends. Otherwise due the next morning."""

    count: int
    opens: time = time(8)
    closes: time = time(18)
    morning: time = time(10)

    def due(self, start: datetime) -> datetime:
        clock = local(start).time()
        if self.opens <= clock < self.closes:
            return start.astimezone(UTC) + timedelta(hours=self.count)
        day = day_of(start)
        return at_local(day if clock < self.opens else day + DAY, self.morning)

    def __str__(self) -> str:
        night = f"{self.closes:%H:%M} and {self.opens:%H:%M}"
        return f"{Hours(self.count)}, or by {self.morning:%H:%M} the next morning if that time starts between {night}"


@dataclass(frozen=True)
class WorkingDays:
    """Working days after the day of the start. The duty is due at the end of the last one."""

    count: int

    def due(self, start: datetime) -> datetime:
        return end_of(working_days_after(day_of(start), self.count))

    def __str__(self) -> str:
        return f"{self.count} working day{'s' * (self.count != 1)}"
