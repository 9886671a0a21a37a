"""The fields that a correction changed, in words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from waylight.chronology.moments import Precision
from waylight.chronology.wording import moment_words
from waylight.core.models import Record
from waylight.episodes.choices import CorrectionKind
from waylight.episodes.models import Correction, Episode, SafeAndWellCheck
from waylight.web.kit.edit_conflict import value_words

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
CHECK_FIELDS = {
    "status": "Outcome",
    "done_at": "When",
    "because": "Reason",
    "officer": "Officer",
    "seen_alone": "Seen alone",
    "where_been": "Where they had been",
    "with_whom": "Who they were with",
    "harm": "Harm",
    "needs": "Needs",
    "support_given": "Support offered",
}


@dataclass(frozen=True)
class CorrectedField:
    what: str
    before: str
    after: str


def changes_of(correction: Correction) -> Iterator[CorrectedField]:
    of_check = correction.kind == CorrectionKind.CHECK
    record = SafeAndWellCheck() if of_check else Episode()
    for name, what in (CHECK_FIELDS if of_check else FIELDS).items():
        if name in correction.before or name in correction.after:
            yield CorrectedField(what, _words(record, name, correction.before), _words(record, name, correction.after))


def _words(record: Record, name: str, side: Mapping[str, Any]) -> str:
    value = side.get(name)
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if not value:
        return "Not recorded"
    if name.endswith("_at"):
        return moment_words(datetime.fromisoformat(value), side.get(name.replace("_at", "_precision")) or Precision.MINUTE)
    return value_words(record, name, value)
