"""Conditions of a duty: "the child is looked after", "the child is under 13", "the risk is high", and these joined.

A condition reads the circumstances of a timeline at one instant. What is not known does not hold: without a date of birth no
child is under an age.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time

from waylight.chronology.circumstances import Circumstance
from waylight.chronology.timeline import Timeline
from waylight.core.ages import age_on, birthday
from waylight.core.calendars import at_local, day_of

ALWAYS, NEVER = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)


class Condition(ABC):
    """Conditions join with `&`, `|` and `~`: `Is(Circumstance.LOOKED_AFTER) & Under(13)`."""

    @abstractmethod
    def holds(self, timeline: Timeline, at: datetime) -> bool: ...

    @abstractmethod
    def changes(self, timeline: Timeline) -> Iterator[datetime]:
        """Yield every instant at which the answer may change, in any order."""

    def holds_between(self, timeline: Timeline, earliest: datetime, latest: datetime) -> bool:
        """Return whether it holds at any minute of a span; both ends belong to it."""
        instants = (earliest, *(change for change in self.changes(timeline) if earliest < change <= latest))
        return any(self.holds(timeline, instant) for instant in instants)

    def periods(self, timeline: Timeline) -> Iterator[tuple[datetime, datetime]]:
        """Yield the longest periods in which it holds, in order. Each is over at its end; `NEVER` is an open end."""
        begun: datetime | None = None
        for instant in (ALWAYS, *sorted(set(self.changes(timeline)))):
            if self.holds(timeline, instant):
                begun = begun or instant
            elif begun:
                yield begun, instant
                begun = None
        if begun:
            yield begun, NEVER

    def __and__(self, other: "Condition") -> "Condition":
        return AllOf((self, other))

    def __or__(self, other: "Condition") -> "Condition":
        return AnyOf((self, other))

    def __invert__(self) -> "Condition":
        return NotSo(self)


@dataclass(frozen=True)
class Is(Condition):
    """A circumstance, or one that has this value: `Is(Circumstance.RISK, "HIGH")`."""

    circumstance: Circumstance
    value: str = ""

    def holds(self, timeline: Timeline, at: datetime) -> bool:
        periods = timeline.circumstances.get(self.circumstance, ())
        return any(self.value in {"", period.value} and period.includes(at) for period in periods)

    def changes(self, timeline: Timeline) -> Iterator[datetime]:
        for period in timeline.circumstances.get(self.circumstance, ()):
            yield from (edge for edge in (period.since, period.until) if edge)

    def __str__(self) -> str:
        return self.circumstance.with_value(self.value)


@dataclass(frozen=True)
class Under(Condition):
    """Younger than an age in years, until the midnight at which that birthday begins."""

    age: int

    def holds(self, timeline: Timeline, at: datetime) -> bool:
        # The first days of the calendar have no local date in England.
        return timeline.born_on is not None and (at == ALWAYS or age_on(timeline.born_on, day_of(at)) < self.age)

    def changes(self, timeline: Timeline) -> Iterator[datetime]:
        if (born_on := timeline.born_on) is not None:
            yield at_local(birthday(born_on, self.age), time())

    def __str__(self) -> str:
        return f"the child is under {self.age}"


@dataclass(frozen=True)
class AllOf(Condition):
    each: tuple[Condition, ...]

    def holds(self, timeline: Timeline, at: datetime) -> bool:
        return all(one.holds(timeline, at) for one in self.each)

    def changes(self, timeline: Timeline) -> Iterator[datetime]:
        for one in self.each:
            yield from one.changes(timeline)

    def __str__(self) -> str:
        return " and ".join(map(str, self.each))


@dataclass(frozen=True)
class AnyOf(Condition):
    each: tuple[Condition, ...]

    def holds(self, timeline: Timeline, at: datetime) -> bool:
        return any(one.holds(timeline, at) for one in self.each)

    def changes(self, timeline: Timeline) -> Iterator[datetime]:
        for one in self.each:
            yield from one.changes(timeline)

    def __str__(self) -> str:
        return " or ".join(map(str, self.each))


@dataclass(frozen=True)
class NotSo(Condition):
    one: Condition

    def holds(self, timeline: Timeline, at: datetime) -> bool:
        return not self.one.holds(timeline, at)

    def changes(self, timeline: Timeline) -> Iterator[datetime]:
        return self.one.changes(timeline)

    def __str__(self) -> str:
        return f"it is not so that {self.one}"
