"""Records that declare which of their dates are moments, and the timeline of these moments."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import ClassVar

from waylight.chronology.moments import Moment, Timeline


class Chronicled:
    """A record with moments. `moments` maps each moment to the attribute that contains its instant, or None before it happens."""

    moments: ClassVar[Mapping[Moment, str]] = {}

    def timeline(self) -> Timeline:
        """Return the instant of each moment that has happened."""
        instants = ((moment, getattr(self, name)) for moment, name in self.moments.items())
        return {moment: instant for moment, instant in instants if instant is not None}


def combined_timeline(records: Iterable[Chronicled]) -> Timeline:
    """Return one timeline of several records. When two records have the same moment, the earlier instant counts."""
    union: dict[Moment, datetime] = {}
    for record in records:
        for moment, instant in record.timeline().items():
            union[moment] = min(instant, union.get(moment, instant))
    return union
