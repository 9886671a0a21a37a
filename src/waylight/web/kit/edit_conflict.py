"""Two people edited one record: shows the saved version beside the one that was not saved."""

from datetime import datetime
from typing import Any

from django.core.exceptions import FieldDoesNotExist

from waylight.audit.models import Entry
from waylight.chronology.wording import moment_words
from waylight.core.models import Record
from waylight.core.versions import EditConflict

# These acts add another record about an episode or an interview. They save no value of it, so they cause no conflict.
SAVES_NOTHING = frozenset(
    {
        "assessed the risk in",
        "wrote in the log of",
        "recorded the safe and well check in",
        "covered a further episode with",
        "no longer covers an episode with",
    }
)

type Side = dict[str, Any]


def comparison(conflict: EditConflict) -> dict[str, Side]:
    """Return both sides for components/compare.html: for each, `by` and `rows` of key, value and differs."""
    record = conflict.record
    pairs = [(_label(record, name), value_words(record, name, getattr(record, name)), value_words(record, name, value))
             for name, value in conflict.fields.items()]  # fmt: skip
    theirs = [{"key": key, "value": first, "differs": first != second} for key, first, second in pairs]
    yours = [{"key": key, "value": second, "differs": first != second} for key, first, second in pairs]
    return {"theirs": {"by": _by(record), "rows": theirs}, "yours": {"by": "you, now", "rows": yours}}


def value_words(record: Record, name: str, value: object) -> str:
    """Return a field's value in words."""
    if value in {None, ""}:
        return "Not recorded"
    if isinstance(value, datetime):
        return moment_words(value)
    choices = dict(getattr(_field(record, name), "flatchoices", ()) or ())
    return str(choices.get(value, value)) if isinstance(value, str) else str(value)


def _label(record: Record, name: str) -> str:
    field = _field(record, name)
    words = str(getattr(field, "verbose_name", name)).removesuffix(" at")
    return words[:1].upper() + words[1:]


def _field(record: Record, name: str) -> object | None:
    try:
        return record._meta.get_field(name)
    except FieldDoesNotExist:
        return None


def _by(record: Record) -> str:
    """Return who saved the version that is stored now, and when."""
    saved = Entry.objects.filter(record=record.pk).exclude(verb__startswith="viewed").exclude(verb__in=SAVES_NOTHING)
    last = saved.select_related("by").last()
    return f"{last.by or 'a load'}, {moment_words(last.at)}" if last else ""
