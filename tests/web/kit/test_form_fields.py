"""Questions about when, and what a form shows of what went wrong."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from importlib import import_module
from pkgutil import walk_packages

import pytest
from django import forms
from django.core.exceptions import ValidationError

import waylight.web
from waylight.chronology.moments import Precision
from waylight.core import clock
from waylight.web.interviews.forms import ContactForm
from waylight.web.kit.datetime_fields import DateField, DatetimeAnswer, DatetimeField
from waylight.web.kit.forms import IdempotentForm, VersionedForm, cleaned_answers, refusals_shown_on
from waylight.web.settings.forms import InviteForm

USUAL = str(forms.Field.default_error_messages["required"])
TONIGHT = datetime(2026, 11, 24, 23, 40, tzinfo=UTC)


class Returned(forms.Form):
    returned_at = DatetimeField(label="When did Amina come back?")


class LastSeen(forms.Form):
    seen = DatetimeField(may_be_unknown=True)


class Born(forms.Form):
    born_on = DateField(label="Date of birth")


class Told(IdempotentForm, VersionedForm):
    name = forms.CharField(label="Who told you?")
    sure = forms.BooleanField(label="I have told the social worker")
    level = forms.CharField(label="Level of risk")
    how = forms.ChoiceField(label="How", widget=forms.RadioSelect, choices=[("self", "On her own")])


@pytest.fixture(autouse=True)
def _tonight():
    with clock.at(TONIGHT):
        yield


def said(name: str, day: str, month: str, year: str, **more: str) -> dict[str, str]:
    return {f"{name}_{part}": value for part, value in {"day": day, "month": month, "year": year, **more}.items()}


def returned(day: str, month: str, year: str, **more: str) -> Returned:
    return Returned(said("returned_at", day, month, year, **more))


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        pytest.param(
            returned("24", "11", "2026", time="21:40"),
            DatetimeAnswer(datetime(2026, 11, 24, 21, 40, tzinfo=UTC), Precision.MINUTE),
            id="a winter time is Greenwich's",
        ),
        pytest.param(
            returned("24", "7", "2026", time="00:30"),
            DatetimeAnswer(datetime(2026, 7, 23, 23, 30, tzinfo=UTC), Precision.MINUTE),
            id="half past midnight in July is the evening before in Greenwich",
        ),
        pytest.param(
            returned("24", "Nov", "2026", time="2140", precision="ABOUT"),
            DatetimeAnswer(datetime(2026, 11, 24, 21, 40, tzinfo=UTC), Precision.ABOUT),
            id="about, with the month by name and no colon",
        ),
        pytest.param(
            returned("24", "7", "2026", time="", precision="DATE"),
            DatetimeAnswer(datetime(2026, 7, 23, 23, 0, tzinfo=UTC), Precision.DATE),
            id="only the date is that day's first instant in England",
        ),
        pytest.param(
            returned("24", "7", "2026", time="14:00", precision="DATE"),
            DatetimeAnswer(datetime(2026, 7, 23, 23, 0, tzinfo=UTC), Precision.DATE),
            id="a time beside only-the-date is not kept",
        ),
        pytest.param(
            returned("25", "10", "2026", time="01:30"),
            DatetimeAnswer(datetime(2026, 10, 25, 0, 30, tzinfo=UTC), Precision.MINUTE),
            id="in the doubled hour of autumn the first is meant",
        ),
    ],
)
def test_a_moment_is_understood(form: Returned, expected: DatetimeAnswer) -> None:
    assert form.is_valid(), form.errors
    assert form.cleaned_data["returned_at"] == expected


@pytest.mark.parametrize(
    ("form", "words", "part"),
    [
        pytest.param(returned("", "", ""), "Enter the date and the time", "day", id="nothing at all"),
        pytest.param(returned("24", "", "", time="21:40"), "must include a month and a year", "month", id="half a date"),
        pytest.param(returned("31", "2", "2026", time="21:40"), "Enter a real date", "day", id="no 31 February"),
        pytest.param(returned("24", "11", "26", time="21:40"), "4 digits", "year", id="a short year"),
        pytest.param(returned("24", "11", "1985", time="21:40"), "Enter a year from 1990.", "year", id="a year too early"),
        pytest.param(returned("24", "11", "2026"), "Enter the time", "time", id="no time"),
        pytest.param(returned("24", "11", "2026", time="25:10"), "hours and minutes", "time", id="no such hour"),
        pytest.param(returned("24", "11", "2026", time="9pm"), "hours and minutes", "time", id="not in hours and minutes"),
        pytest.param(returned("29", "3", "2026", time="01:30"), "clocks went forward", "time", id="the hour spring skips"),
        pytest.param(returned("24", "11", "2026", time="23:41"), "in the past", "time", id="a minute from now"),
        pytest.param(returned("25", "11", "2026", time="08:00"), "in the past", "day", id="tomorrow"),
    ],
)
def test_a_moment_that_cannot_be_is_refused_at_the_part_that_is_wrong(form: Returned, words: str, part: str) -> None:
    assert not form.is_valid()
    assert words in form.errors["returned_at"][0]
    assert form["returned_at"].first_id == f"id_returned_at_{part}"


def test_only_the_wrong_parts_are_marked() -> None:
    drawn = returned("24", "11", "2026", time="25:10")["returned_at"].as_field_group()
    assert drawn.count("govuk-input--error") == 1


def test_a_time_nobody_knows_may_be_said_to_be_unknown() -> None:
    form = LastSeen(said("seen", "", "", "", precision="NOT_KNOWN"))
    assert form.is_valid()
    assert form.cleaned_data["seen"] == DatetimeAnswer(None)


def test_not_known_is_offered_only_where_it_may_be_said() -> None:
    assert not returned("", "", "", precision="NOT_KNOWN").is_valid()
    assert "Not known" in LastSeen()["seen"].as_field_group()
    assert "Not known" not in Returned()["returned_at"].as_field_group()


def test_what_was_typed_is_still_there_after_a_mistake() -> None:
    drawn = returned("24", "11", "2026", time="25:10", precision="ABOUT")["returned_at"].as_field_group()
    assert 'value="25:10"' in drawn
    assert 'value="ABOUT" checked' in drawn


def test_a_recorded_moment_is_shown_as_clocks_in_england_show_it() -> None:
    known = DatetimeAnswer(datetime(2026, 7, 1, 20, 5, tzinfo=UTC), Precision.ABOUT)
    drawn = Returned(initial={"returned_at": known})["returned_at"].as_field_group()
    assert 'value="21:05"' in drawn
    assert 'value="ABOUT" checked' in drawn


def test_a_day_cleans_to_a_date() -> None:
    form = Born(said("born_on", "31", "3", "2012"))
    assert form.is_valid()
    assert form.cleaned_data["born_on"] == date(2012, 3, 31)


def test_nobody_is_born_tomorrow() -> None:
    assert Born(said("born_on", "25", "11", "2026")).errors["born_on"] == ["The date must be today or in the past."]


def test_an_unanswered_question_says_what_to_do() -> None:
    form = Told({})
    assert [form[name].mistakes for name in ("name", "sure", "level", "how")] == [
        ["Enter an answer to this question."],
        ["Select “I have told the social worker” to continue."],
        ["Enter the level of risk."],
        ["Choose how."],
    ]


def forms_of(kind: type[forms.Form]) -> Iterator[type[forms.Form]]:
    for form in kind.__subclasses__():
        yield form
        yield from forms_of(form)


def test_every_question_that_needs_an_answer_says_which_in_its_own_words() -> None:
    for module in walk_packages(waylight.web.__path__, "waylight.web."):
        import_module(module.name)
    ours = {form for form in forms_of(forms.Form) if form.__module__.startswith("waylight.web.")}
    ours -= {form for form in ours if form.__module__.startswith("waylight.web.design.")}
    wordless = {
        f"{form.__name__}.{name}"
        for form in ours
        for name, field in form.base_fields.items()
        if field.required and str(field.label).endswith("?") and str(field.error_messages["required"]) == USUAL
    }
    assert (len(ours) > 30, wordless) == (True, set())


def test_their_name_is_asked_for_in_english() -> None:
    assert InviteForm({})["name"].mistakes == ["Enter their name."]


def test_a_field_that_some_answers_require_is_not_called_optional() -> None:
    assert "(optional)" not in ContactForm()["reason"].as_field_group()
    assert "(optional)" in ContactForm()["note"].as_field_group()


def test_an_answer_leaves_out_what_the_form_keeps_for_itself() -> None:
    blank = Told(initial={"version": 3})
    form = Told(
        {"name": "Jo", "sure": "on", "level": "high", "how": "self", "submission": blank["submission"].value(), "version": "3"}
    )
    assert form.is_valid()
    assert cleaned_answers(form) == {"name": "Jo", "sure": True, "level": "high", "how": "self"}


def test_a_form_sent_twice_carries_one_token_and_the_next_form_another() -> None:
    assert Told()["submission"].value() != Told()["submission"].value()


def test_a_refusal_is_shown_beside_its_field_or_above_them_all() -> None:
    form = returned("24", "11", "2026", time="21:40")
    form.is_valid()
    with refusals_shown_on(form):
        raise ValidationError({"returned_at": "Before she was reported.", "child": "Already has an open episode."})
    with refusals_shown_on(form):
        raise ValidationError("Check the dates run in order.")
    assert form.errors["returned_at"] == ["Before she was reported."]
    assert form.non_field_errors() == ["Already has an open episode.", "Check the dates run in order."]
