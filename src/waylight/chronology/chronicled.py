"""Records that declare which of their dates are moments, and the timeline of these moments."""

from collections.abc import Iterable, Mapping
from typing import ClassVar

from waylight.chronology.moments import Moment
from waylight.chronology.timeline import Occurrence, Timeline


class Chronicled:
    """A record with moments. `moments` maps each moment to the attribute that contains its instant, or None before it happens.

    `precisions` maps those that can be known less exactly to the attribute that says how exactly; all others are to the minute.
    """

    moments: ClassVar[Mapping[Moment, str]] = {}
    precisions: ClassVar[Mapping[Moment, str]] = {}

    def timeline(self) -> Timeline:
        """Return the timeline of the moments that have happened."""
        instants = ((moment, getattr(self, name)) for moment, name in self.moments.items())
        exact = self.precisions
        return Timeline(
            {
                moment: Occurrence(instant, getattr(self, exact[moment])) if moment in exact else instant
                for moment, instant in instants
                if instant is not None
            }
        )


def combined_timeline(records: Iterable[Chronicled]) -> Timeline:
    """Return one timeline of several records of the same child, with every occurrence of a moment that several have."""
    every: dict[Moment, list[Occurrence]] = {}
    for record in records:
        timeline = record.timeline()
        for moment in timeline:
            every.setdefault(moment, []).extend(timeline.all(moment))
    return Timeline(every)
