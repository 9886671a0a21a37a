"""Form fields for a date, and for a date and time with how exact it is."""

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
from waylight.episodes.time_rules import ReportedTime

DATE_PARTS = ("day", "month", "year")
NOT_KNOWN = "NOT_KNOWN"
PRECISION_CHOICES = (
    (Precision.MINUTE, "To the minute"),
    (Precision.ABOUT, "About then"),
    (Precision.DATE, "Only the date is known"),
)
# A time as people type it: 9:05, 09.05, 21 40 or 2140.
CLOCK = re.compile(r"(\d{1,2})[:. ]?(\d\d)")
EARLIEST_YEAR = 1990

type Parts = Mapping[str, str]


@dataclass(frozen=True)
class DatetimeAnswer:
    """A date and time as someone gave it, and how exact it is. If it is not known, `at` is None.

    If only the date is known, `at` is the first instant of that day in England, and `precision` says so.
    """

    at: datetime | None = None
    precision: Precision = Precision.MINUTE

    def __bool__(self) -> bool:
        return self.at is not None

    def reported_by(self, source: str = "") -> ReportedTime:
        """Return the time with its source, for the actions on episodes. Raises ValidationError if it is not known."""
        if self.at is None:
            raise ValidationError("Enter when that was.")
        return ReportedTime(at=self.at, precision=self.precision, source=source)


class PartsError(ValidationError):
    """Raised for a wrong date. `parts` names the boxes that are wrong."""

    def __init__(self, message: str, *parts: str) -> None:
        super().__init__(message)
        self.parts = parts


class PartsWidget(forms.Widget):
    """One question with several small boxes. Box `day` of field `born_on` has the name `born_on_day`."""

    use_fieldset = True
    parts: tuple[str, ...] = DATE_PARTS

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.wrong_parts: tuple[str, ...] = ()

    @property
    def first_wrong_part(self) -> str:
        """Return the box that the error summary links to."""
        return self.wrong_parts[0] if self.wrong_parts else "day"

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
        values = self.as_parts(value)
        context["widget"]["parts"] = {
            part: {
                "name": f"{name}_{part}",
                "id": f"{context['widget']['attrs'].get('id', name)}_{part}",
                "value": values.get(part, ""),
                "wrong": part in self.wrong_parts,
            }
            for part in self.parts
        }
        return context


class DateWidget(PartsWidget):
    template_name = "forms/date.html"


class DatetimeWidget(PartsWidget):
    template_name = "forms/datetime.html"
    parts = (*DATE_PARTS, "time", "precision")
    choices: tuple[tuple[str, str], ...] = PRECISION_CHOICES

    def as_parts(self, value: Any) -> Parts:
        if isinstance(value, datetime):
            value = DatetimeAnswer(value)
        if not isinstance(value, DatetimeAnswer):
            return super().as_parts(value)
        if value.at is None:
            return {}
        local_time = local(value.at)
        clock = "" if value.precision == Precision.DATE else f"{local_time:%H:%M}"
        return {**super().as_parts(local_time.date()), "time": clock, "precision": value.precision}

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        chosen = context["widget"]["parts"]["precision"]["value"] or Precision.MINUTE
        context["widget"]["choices"] = [(key, words, key == chosen) for key, words in self.choices]
        return context


class PartsField(forms.Field):
    """A field with several boxes, which marks the boxes that are wrong."""

    widget: type[PartsWidget] | PartsWidget = DateWidget

    def __init__(self, *, may_be_future: bool = False, **options: Any) -> None:
        self.may_be_future = may_be_future
        super().__init__(**options)

    def clean(self, value: Any) -> Any:
        boxes = self.widget
        try:
            return super().clean(value)
        except PartsError as error:
            boxes.wrong_parts = error.parts
            raise
        except ValidationError:
            boxes.wrong_parts = DATE_PARTS
            raise


class DateField(PartsField):
    """A date as day, month and year. Cleans to a date, or None."""

    default_error_messages = {"required": "Enter the date."}

    def to_python(self, value: Any) -> date | None:
        if value is None or isinstance(value, date):
            return value
        if not any(value.get(part) for part in DATE_PARTS):
            return None
        day = _date(value)
        if day > today() and not self.may_be_future:
            raise PartsError("The date must be today or in the past.", *DATE_PARTS)
        return day


class DatetimeField(PartsField):
    """A date and a 24-hour time, with how exact they are. Always cleans to a DatetimeAnswer.

    `may_be_unknown` adds the choice "Not known", which cleans to an answer without a time.
    """

    widget = DatetimeWidget
    empty_values = [*forms.Field.empty_values, DatetimeAnswer()]
    default_error_messages = {"required": "Enter the date and the time."}

    def __init__(self, *, may_be_unknown: bool = False, **options: Any) -> None:
        self.may_be_unknown = may_be_unknown
        super().__init__(**options)
        if may_be_unknown:
            self.widget.choices = (*PRECISION_CHOICES, (NOT_KNOWN, "Not known"))

    def clean(self, value: Any) -> DatetimeAnswer:
        if self.may_be_unknown and isinstance(value, Mapping) and value.get("precision") == NOT_KNOWN:
            return DatetimeAnswer()
        answer: DatetimeAnswer = super().clean(value)
        return answer

    def to_python(self, value: Any) -> DatetimeAnswer:
        if isinstance(value, datetime):
            return DatetimeAnswer(value)
        if not isinstance(value, Mapping):
            return value or DatetimeAnswer()
        if not any(value.get(part) for part in (*DATE_PARTS, "time")):
            return DatetimeAnswer()
        day = _date(value)
        precision = _precision(value.get("precision", ""))
        at = _instant(day, time() if precision == Precision.DATE else _clock(value.get("time", "")))
        if at > now() and not self.may_be_future:
            wrong = DATE_PARTS if day > today() else ("time",)
            raise PartsError("The date and time must be now or in the past.", *wrong)
        return DatetimeAnswer(at, precision)


def _date(parts: Parts) -> date:
    missing = [part for part in DATE_PARTS if not parts.get(part)]
    if missing:
        raise PartsError(f"The date must include a {' and a '.join(missing)}.", *missing)
    year = parts["year"]
    if not re.fullmatch(r"\d{4}", year):
        raise PartsError("Enter the year as 4 digits, like 2026.", "year")
    if int(year) < EARLIEST_YEAR:
        raise PartsError(f"Enter a year from {EARLIEST_YEAR}.", "year")
    try:
        return date_of(parts["day"], parts["month"], int(year))
    except ValueError:
        raise PartsError("Enter a real date, like 24 11 2026.", *DATE_PARTS) from None


def _precision(chosen: str) -> Precision:
    try:
        return Precision(chosen or Precision.MINUTE)
    except ValueError:
        raise PartsError("Choose how exact the time is.", "precision") from None


def _clock(typed: str) -> time:
    if not typed:
        raise PartsError("Enter the time, or choose “Only the date is known”.", "time")
    found = CLOCK.fullmatch(typed)
    clock = read_clock(f"{found[1]}:{found[2]}") if found else None
    if clock is None:
        raise PartsError("Enter the time as hours and minutes, like 09:05 or 21:40.", "time")
    return clock


def _instant(day: date, clock: time) -> datetime:
    try:
        return instant_of(day, clock)
    except SkippedHour:
        refusal = f"The clocks went forward that night, so there was no {clock:%H:%M}. Check the time."
        raise PartsError(refusal, "time") from None
