"""One incident of the force's, as all its rows together tell it."""

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
    """Instants are UTC; None and "" mean nobody has said. `row` is the first row of the export that tells of it."""

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
        """Whom it is about: surname key, birth date, and the forename as written."""
        return name_key(self.surname), self.born_on, self.forename

    def digest(self) -> str:
        """What it says in 32 characters, to see whether a newer export says anything else. No secret hangs on it."""
        told = "\x1f".join([_written(value) for value in _told(self)])
        return md5(told.encode(), usedforsecurity=False).hexdigest()

    def told(self) -> tuple[Any, ...]:
        """The values of TOLD, in order."""
        return _told(self)

    @property
    def in_order(self) -> bool:
        """Whether the report and the return follow the time the child was last seen."""
        times = {"started_at": self.last_seen_at, "reported_at": self.reported_at, "returned_at": self.returned_at}
        return wrong_order(times) is None

    def order(self) -> tuple[datetime, datetime, str]:
        return self.last_seen_at, self.reported_at or self.last_seen_at, self.reference


# What an incident says of itself, in the names the Report record shares.
TOLD = (
    "surname", "forename", "category", "risk", "last_seen_at", "reported_at", "returned_at", "missing_from",
    "missing_from_name", "postcode", "reported_by", "found_at", "checked_at",
)  # fmt: skip
LATER_STANDS = (*TOLD, "sex", "born_on")
_told = attrgetter(*TOLD)


def _written(value: str | datetime | None) -> str:
    return value.replace(tzinfo=None).isoformat(" ") if isinstance(value, datetime) else value or ""


def grown_up(incident: Incident) -> bool:
    """Whether the person had turned eighteen on the day, in England, when they were last seen."""
    if incident.last_seen_at.year - incident.born_on.year < ADULT - 1:
        return False
    return is_adult_on(incident.born_on, local(incident.last_seen_at).date())
