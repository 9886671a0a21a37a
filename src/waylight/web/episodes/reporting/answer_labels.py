"""A form's answers as a summary says them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.forms import BaseForm, ChoiceField, MultipleChoiceField

from waylight.chronology.wording import moment_words
from waylight.web.kit.datetime_fields import DatetimeAnswer


@dataclass(frozen=True)
class SummaryRow:
    """One row of components/summary_list.html."""

    key: str
    value: str
    href: str = ""


def rows_of(form: BaseForm, href: str) -> Iterator[SummaryRow]:
    """What a valid form was told, question by question; what was left out is left out."""
    in_short: dict[str, str] = getattr(form, "in_short", {})
    for bound in form.visible_fields():
        value = in_words(bound.field, form.cleaned_data.get(bound.name))
        if value or bound.field.required:
            yield SummaryRow(in_short.get(bound.name, str(bound.label)), value, href)


def in_words(field: Any, value: Any) -> str:
    if isinstance(value, DatetimeAnswer):
        return moment_words(value.at, value.precision) if value.at else ""
    if value is None or value == "":
        return ""
    if isinstance(value, models.Model):
        return str(value)
    if isinstance(field, MultipleChoiceField):
        chosen = _choices(field)
        return "\n".join(str(chosen[key]) for key in value)
    if isinstance(field, ChoiceField):
        return _capital(str(_choices(field).get(value, value)))
    return str(value)


def _choices(field: ChoiceField) -> dict[Any, Any]:
    return dict(field.choices)  # type: ignore[arg-type]  # ours are plain pairs


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
