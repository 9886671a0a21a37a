"""What a correction changed, as the page says it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from waylight.chronology.moments import Precision
from waylight.episodes.models import Correction, Episode
from waylight.web.overtaken import said
from waylight.web.spoken import moment_words

FIELDS = {
    "started_at": "Last seen",
    "reported_at": "Reported",
    "located_at": "Located",
    "returned_at": "Back",
    "category": "Kind",
    "missing_from": "Missing from",
    "return_method": "How they came back",
    "returned_to": "Where they came back to",
}


@dataclass(frozen=True)
class Change:
    what: str
    before: str
    after: str


def changes_of(correction: Correction) -> Iterator[Change]:
    for name, what in FIELDS.items():
        if name in correction.before or name in correction.after:
            yield Change(what, _words(name, correction.before), _words(name, correction.after))


def _words(name: str, side: dict[str, str | None]) -> str:
    value = side.get(name)
    if not value:
        return "Not recorded"
    if name.endswith("_at"):
        return moment_words(datetime.fromisoformat(value), side.get(name.replace("_at", "_precision")) or Precision.MINUTE)
    return said(Episode(), name, value)
