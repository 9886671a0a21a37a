"""Records that say which of their dates are moments, so that a timeline is the union of those declarations."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import ClassVar

from waylight.chronology.moments import Moment, Timeline


class Chronicled:
    """A record with moments: `moments` maps each to the name of the attribute that holds its instant or None."""

    moments: ClassVar[Mapping[Moment, str]] = {}

    def timeline(self) -> Timeline:
        """The moments that have happened, each with its instant."""
        known = ((moment, getattr(self, name)) for moment, name in self.moments.items())
        return {moment: instant for moment, instant in known if instant is not None}


def combined_timeline(records: Iterable[Chronicled]) -> Timeline:
    """One timeline of several records; where two say the same moment the earlier one stands."""
    union: dict[Moment, datetime] = {}
    for record in records:
        for moment, instant in record.timeline().items():
            union[moment] = min(instant, union.get(moment, instant))
    return union
