"""The timeline of a child or of one record: when each moment happened and how exactly that is known, and the circumstances.

A moment known only by its day may have been at any minute of that day. `Occurrence.earliest` and `Occurrence.latest` are the
first and the last of these minutes; of a time that was written down, 00:00 included, both are that time.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import NamedTuple, Self

from waylight.chronology.circumstances import Circumstance, CircumstancePeriod
from waylight.chronology.moments import Moment, Precision
from waylight.core.calendars import DAY, at_local, day_of

MINUTE = timedelta(minutes=1)
type Recorded = "datetime | Occurrence | Iterable[datetime | Occurrence]"


class Occurrence(NamedTuple):
    """One time at which a moment happened. The instant of a moment known only by its day is any instant of that day."""

    instant: datetime
    precision: str = Precision.MINUTE

    @property
    def earliest(self) -> datetime:
        return day_minutes(day_of(self.instant))[0] if self.precision == Precision.DATE else self.instant

    @property
    def latest(self) -> datetime:
        return day_minutes(day_of(self.instant))[1] if self.precision == Precision.DATE else self.instant


@lru_cache(maxsize=4_000)
def day_minutes(day: date) -> tuple[datetime, datetime]:
    """Return the first and the last minute of a day in England, in UTC."""
    return at_local(day, time()), at_local(day + DAY, time()) - MINUTE


class Timeline:
    """Moments, each with its occurrences in order, and the circumstances of the child. It never changes once made.

    A value of `moments` is an instant known to the minute, an `Occurrence`, or several of either. `timeline | other` has the
    moments and circumstances of both; where both have a moment, only what `other` says of it counts.
    """

    __slots__ = ("_occurrences", "born_on", "circumstances")

    def __init__(
        self,
        moments: Mapping[Moment, Recorded] | None = None,
        *,
        circumstances: Mapping[Circumstance, Iterable[CircumstancePeriod]] | None = None,
        born_on: date | None = None,
    ) -> None:
        self._occurrences = {
            moment: (Occurrence(recorded),) if isinstance(recorded, datetime) else _in_order(recorded)
            for moment, recorded in (moments or {}).items()
        }
        self.circumstances = {kind: tuple(periods) for kind, periods in circumstances.items()} if circumstances else {}
        self.born_on = born_on

    def first(self, moment: Moment, *, by: datetime | None = None) -> Occurrence | None:
        """Return the first occurrence by that time, or None. The recorded instant decides, also of one known only by its day."""
        found = self._occurrences.get(moment)
        return found[0] if found and (by is None or found[0].instant <= by) else None

    def first_of(self, moments: Iterable[Moment], *, by: datetime) -> tuple[Moment, Occurrence] | None:
        """Return the moment that happened first by that time, of several. Of two at one instant, the first by name."""
        known = self._occurrences
        found = [(known[moment][0], moment) for moment in moments if moment in known and known[moment][0].instant <= by]
        if not found:
            return None
        occurrence, moment = min(found, key=lambda each: (each[0].instant, each[1])) if len(found) > 1 else found[0]
        return moment, occurrence

    def latest(self, moment: Moment, *, by: datetime | None = None) -> Occurrence | None:
        """Return the last occurrence by that time, or None."""
        found = self.all(moment, by=by)
        return found[-1] if found else None

    def all(self, moment: Moment, *, by: datetime | None = None) -> tuple[Occurrence, ...]:
        """Return every occurrence by that time, the earliest first."""
        found = self._occurrences.get(moment, ())
        return found if by is None or not found or found[-1].instant <= by else tuple(one for one in found if one.instant <= by)

    def instant(self, moment: Moment) -> datetime | None:
        """Return the instant of the first occurrence, or None."""
        found = self._occurrences.get(moment)
        return found[0].instant if found else None

    def __or__(self, other: Self | Mapping[Moment, Recorded]) -> "Timeline":
        later = other if isinstance(other, Timeline) else Timeline(other)
        joined = Timeline(born_on=later.born_on or self.born_on, circumstances=self.circumstances | later.circumstances)
        joined._occurrences = self._occurrences | later._occurrences
        return joined

    def __contains__(self, moment: object) -> bool:
        return moment in self._occurrences

    def __iter__(self) -> Iterator[Moment]:
        return iter(self._occurrences)

    def __len__(self) -> int:
        return len(self._occurrences)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Timeline) and self._contents == other._contents

    def __hash__(self) -> int:
        return hash(frozenset(self._occurrences.items()))

    def __repr__(self) -> str:
        return f"Timeline({self._occurrences!r}, circumstances={self.circumstances!r}, born_on={self.born_on!r})"

    @property
    def _contents(self) -> tuple[object, ...]:
        return self._occurrences, self.circumstances, self.born_on


def _in_order(recorded: "Occurrence | Iterable[datetime | Occurrence]") -> tuple[Occurrence, ...]:
    if isinstance(recorded, Occurrence):
        return (recorded,)
    return tuple(sorted(one if isinstance(one, Occurrence) else Occurrence(one) for one in recorded))
