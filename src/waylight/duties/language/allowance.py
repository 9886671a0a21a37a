"""How long a duty allows: hours, hours with a pause at night, days, working days, school days, or the earlier or later of two.

Instants are in UTC. Days and times of day are those of England's clocks. What is counted in days ends with the last day.
"""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from waylight.core.calendars import DAY, SchoolCalendar, at_local, day_of, end_of, working_days_after
from waylight.core.clock import local


class Allowance(ABC):
    @abstractmethod
    def due(self, start: datetime) -> datetime:
        """Return the last instant that is in time for a duty that starts at `start`. Both are in UTC."""

    @property
    def turns(self) -> tuple[time, ...]:
        """The times of day from which another rule counts. Only there can a later start be due earlier."""
        return ()


@dataclass(frozen=True)
class Hours(Allowance):
    """Elapsed hours. Nights, weekends and the hour when clocks change count too."""

    count: int

    def due(self, start: datetime) -> datetime:
        return start.astimezone(UTC) + timedelta(hours=self.count)

    def __str__(self) -> str:
        return f"{self.count} hour{'s' * (self.count != 1)}"


@dataclass(frozen=True)
class HoursOrNextMorning(Allowance):
    """Hours, if the start is in the working part of any day. Otherwise due the next morning."""

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

    @property
    def turns(self) -> tuple[time, ...]:
        return self.opens, self.closes

    def __str__(self) -> str:
        night = f"{self.closes:%H:%M} and {self.opens:%H:%M}"
        return (
            f"{self.count} hour{'s' * (self.count != 1)}, "
            f"or by {self.morning:%H:%M} the next morning if that time starts between {night}"
        )


@dataclass(frozen=True)
class Days(Allowance):
    """Calendar days after the day of the start, weekends and holidays too. Due at the end of the last one."""

    count: int

    def due(self, start: datetime) -> datetime:
        return end_of(day_of(start) + self.count * DAY)

    def __str__(self) -> str:
        return f"{self.count} day{'s' * (self.count != 1)}"


@dataclass(frozen=True)
class WorkingDays(Allowance):
    """Whole working days after the day of the start. Due at the end of the last one."""

    count: int

    def due(self, start: datetime) -> datetime:
        return end_of(working_days_after(day_of(start), self.count))

    def __str__(self) -> str:
        return f"{self.count} working day{'s' * (self.count != 1)}"


@dataclass(frozen=True)
class SchoolDays(Allowance):
    """Whole school days after the day of the start, by the calendar of one council. Due at the end of the last one."""

    count: int
    calendar: SchoolCalendar

    def due(self, start: datetime) -> datetime:
        return end_of(self.calendar.school_days_after(day_of(start), self.count))

    def __str__(self) -> str:
        return f"{self.count} school day{'s' * (self.count != 1)}"


@dataclass(frozen=True)
class EarlierOf(Allowance):
    """The earlier of two: "72 hours or three working days, whichever is sooner"."""

    one: Allowance
    other: Allowance

    def due(self, start: datetime) -> datetime:
        return min(self.one.due(start), self.other.due(start))

    @property
    def turns(self) -> tuple[time, ...]:
        return (*self.one.turns, *self.other.turns)

    def __str__(self) -> str:
        return f"{self.one} or {self.other}, whichever is sooner"


@dataclass(frozen=True)
class LaterOf(Allowance):
    """The later of two: "72 hours or three working days, whichever is later"."""

    one: Allowance
    other: Allowance

    def due(self, start: datetime) -> datetime:
        return max(self.one.due(start), self.other.due(start))

    @property
    def turns(self) -> tuple[time, ...]:
        return (*self.one.turns, *self.other.turns)

    def __str__(self) -> str:
        return f"{self.one} or {self.other}, whichever is later"
