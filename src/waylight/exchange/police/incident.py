"""One incident of a police export, from all of its rows."""

from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import md5
from operator import attrgetter
from typing import Any

from waylight.core.ages import ADULT, is_adult_on
from waylight.core.clock import local
from waylight.episodes.time_rules import wrong_order
from waylight.people.names import name_key


@dataclass(slots=True)
class Incident:
    """One incident. Times are in UTC. None and "" mean that no row gives a value. `row` is its first row in the export."""

    reference: str
    surname: str
    forename: str
    born_on: date
    sex: str
    category: str
    risk: str
    last_seen_at: datetime
    reported_at: datetime | None
    returned_at: datetime | None
    missing_from: str
    missing_from_name: str
    postcode: str
    reported_by: str
    found_at: str
    checked_at: datetime | None
    row: int = field(default=0, compare=False)

    @property
    def identity(self) -> tuple[str, date, str]:
        """Return the surname key, the birth date and the forename as written."""
        return name_key(self.surname), self.born_on, self.forename

    def digest(self) -> str:
        """Return a hash of the report's values, which shows whether a newer export changes any. It protects no secret."""
        text = "\x1f".join([_as_text(value) for value in _report_values(self)])
        return md5(text.encode(), usedforsecurity=False).hexdigest()

    def report_values(self) -> tuple[Any, ...]:
        """Return the values of REPORT_FIELDS, in order."""
        return _report_values(self)

    @property
    def times_in_order(self) -> bool:
        """Return whether the times are possible: the report and the return do not come before the last sighting."""
        times = {"started_at": self.last_seen_at, "reported_at": self.reported_at, "returned_at": self.returned_at}
        return wrong_order(times) is None

    def sort_key(self) -> tuple[datetime, datetime, str]:
        return self.last_seen_at, self.reported_at or self.last_seen_at, self.reference


# The fields that the Report record has under the same names.
REPORT_FIELDS = (
    "surname", "forename", "category", "risk", "last_seen_at", "reported_at", "returned_at", "missing_from",
    "missing_from_name", "postcode", "reported_by", "found_at", "checked_at",
)  # fmt: skip
UPDATED_BY_LATER_ROWS = (*REPORT_FIELDS, "sex", "born_on")
_report_values = attrgetter(*REPORT_FIELDS)


def _as_text(value: str | datetime | None) -> str:
    return value.replace(tzinfo=None).isoformat(" ") if isinstance(value, datetime) else value or ""


def is_adult(incident: Incident) -> bool:
    """Return whether the person was eighteen or older on the day, in England, when they were last seen."""
    if incident.last_seen_at.year - incident.born_on.year < ADULT - 1:
        return False
    return is_adult_on(incident.born_on, local(incident.last_seen_at).date())
