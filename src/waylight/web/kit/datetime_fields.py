"""Questions about when: a day, or a moment with how exactly it is known."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from waylight.chronology.moments import Precision
from waylight.core.clock import local, now, today
from waylight.core.dates import SkippedHour, date_of, instant_of, read_clock

DATE_PARTS = ("day", "month", "year")
NOT_KNOWN = "NOT_KNOWN"
HOW_EXACTLY = (
    (Precision.MINUTE, "To the minute"),
    (Precision.ABOUT, "About then"),
    (Precision.DATE, "Only the date is known"),
)
# As people type a time: 9:05, 09.05, 21 40 or 2140.
CLOCK = re.compile(r"(\d{1,2})[:. ]?(\d\d)")
EARLIEST_YEAR = 1990

type Parts = Mapping[str, str]


@dataclass(frozen=True)
class When:
    """A moment as someone tells it.

    Known only to its date, `at` is the first instant of that day in England: no time is made up, and whoever reads
    it has `precision` to say so. Not known at all, `at` is None.
    """

    at: datetime | None = None
    precision: Precision = Precision.MINUTE

    def __bool__(self) -> bool:
        return self.at is not None


class Refused(ValidationError):
    """What is wrong with the answer, and in which parts of it."""

    def __init__(self, message: str, *parts: str) -> None:
        super().__init__(message)
        self.parts = parts


class PartsWidget(forms.Widget):
    """Several small boxes asked as one question."""

    use_fieldset = True
    parts: tuple[str, ...] = DATE_PARTS

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.wrong: tuple[str, ...] = ()

    @property
    def wrong_part(self) -> str:
        return self.wrong[0] if self.wrong else "day"

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Parts:  # noqa: ARG002
        return {part: str(data.get(f"{name}_{part}", "")).strip() for part in self.parts}

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:  # noqa: ARG002
        return all(f"{name}_{part}" not in data for part in self.parts)

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_day" if id_ else ""

    def as_parts(self, value: Any) -> Parts:
        if isinstance(value, date):
            return {"day": str(value.day), "month": str(value.month), "year": str(value.year)}
        return value or {}

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        said = self.as_parts(value)
        context["widget"]["parts"] = {
            part: {
                "name": f"{name}_{part}",
                "id": f"{context['widget']['attrs'].get('id', name)}_{part}",
                "value": said.get(part, ""),
                "wrong": part in self.wrong,
            }
            for part in self.parts
        }
        return context


class DayWidget(PartsWidget):
    template_name = "forms/day.html"


class MomentWidget(PartsWidget):
    template_name = "forms/moment.html"
    parts = (*DATE_PARTS, "time", "precision")
    choices: tuple[tuple[str, str], ...] = HOW_EXACTLY

    def as_parts(self, value: Any) -> Parts:
        if isinstance(value, datetime):
            value = When(value)
        if not isinstance(value, When):
            return super().as_parts(value)
        if value.at is None:
            return {}
        there = local(value.at)
        clock = "" if value.precision == Precision.DATE else f"{there:%H:%M}"
        return {**super().as_parts(there.date()), "time": clock, "precision": value.precision}

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        chosen = context["widget"]["parts"]["precision"]["value"] or Precision.MINUTE
        context["widget"]["choices"] = [(key, words, key == chosen) for key, words in self.choices]
        return context


class PartsField(forms.Field):
    """What a day and a moment have in common: reading the date, and marking the parts that are wrong."""

    widget: type[PartsWidget] | PartsWidget = DayWidget

    def __init__(self, *, may_be_future: bool = False, **options: Any) -> None:
        self.may_be_future = may_be_future
        super().__init__(**options)

    def clean(self, value: Any) -> Any:
        boxes = self.widget
        try:
            return super().clean(value)
        except Refused as refused:
            boxes.wrong = refused.parts
            raise
        except ValidationError:
            boxes.wrong = DATE_PARTS
            raise


class DayField(PartsField):
    """A date as day, month and year; cleans to a date, or None."""

    default_error_messages = {"required": "Enter the date."}

    def to_python(self, value: Any) -> date | None:
        if value is None or isinstance(value, date):
            return value
        if not any(value.get(part) for part in DATE_PARTS):
            return None
        day = _day(value)
        if day > today() and not self.may_be_future:
            raise Refused("The date must be today or in the past.", *DATE_PARTS)
        return day


class MomentField(PartsField):
    """A date and a 24-hour time, with how exactly they are known; always cleans to a `When`."""

    widget = MomentWidget
    empty_values = [*forms.Field.empty_values, When()]
    default_error_messages = {"required": "Enter the date and the time."}

    def __init__(self, *, may_be_unknown: bool = False, unknown_words: str = "Not known", **options: Any) -> None:
        self.may_be_unknown = may_be_unknown
        super().__init__(**options)
        if may_be_unknown:
            self.widget.choices = (*HOW_EXACTLY, (NOT_KNOWN, unknown_words))

    def clean(self, value: Any) -> When:
        if self.may_be_unknown and isinstance(value, Mapping) and value.get("precision") == NOT_KNOWN:
            return When()
        cleaned: When = super().clean(value)
        return cleaned

    def to_python(self, value: Any) -> When:
        if isinstance(value, datetime):
            return When(value)
        if not isinstance(value, Mapping):
            return value or When()
        if not any(value.get(part) for part in (*DATE_PARTS, "time")):
            return When()
        day = _day(value)
        precision = _precision(value.get("precision", ""))
        at = _instant(day, time() if precision == Precision.DATE else _clock(value.get("time", "")))
        if at > now() and not self.may_be_future:
            wrong = DATE_PARTS if day > today() else ("time",)
            raise Refused("The date and time must be now or in the past.", *wrong)
        return When(at, precision)


def _day(said: Parts) -> date:
    missing = [part for part in DATE_PARTS if not said.get(part)]
    if missing:
        raise Refused(f"The date must include a {' and a '.join(missing)}.", *missing)
    year = said["year"]
    if not re.fullmatch(r"\d{4}", year) or int(year) < EARLIEST_YEAR:
        raise Refused("Enter the year as 4 digits, like 2026.", "year")
    try:
        return date_of(said["day"], said["month"], int(year))
    except ValueError:
        raise Refused("Enter a real date, like 24 11 2026.", *DATE_PARTS) from None


def _precision(said: str) -> Precision:
    try:
        return Precision(said or Precision.MINUTE)
    except ValueError:
        raise Refused("Choose how exact the time is.", "precision") from None


def _clock(said: str) -> time:
    if not said:
        raise Refused("Enter the time, or choose “Only the date is known”.", "time")
    typed = CLOCK.fullmatch(said)
    clock = read_clock(f"{typed[1]}:{typed[2]}") if typed else None
    if clock is None:
        raise Refused("Enter the time as hours and minutes, like 09:05 or 21:40.", "time")
    return clock


def _instant(day: date, clock: time) -> datetime:
    try:
        return instant_of(day, clock)
    except SkippedHour:
        refusal = f"The clocks went forward that night, so there was no {clock:%H:%M}. Check the time."
        raise Refused(refusal, "time") from None
