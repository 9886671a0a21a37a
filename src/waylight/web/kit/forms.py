"""How forms are rendered, and how an action's refusal is shown on its form."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any

import django.forms
from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.forms.boundfield import BoundField
from django.forms.renderers import DjangoTemplates
from django.forms.widgets import Input
from django.http import QueryDict
from django.template.backends.django import DjangoTemplates as Engine

from waylight.core.keys import new_key
from waylight.core.versions import EditConflict
from waylight.web.kit.edit_conflict import comparison

# The CSS class of each control. The first match counts, so subclasses come first.
CONTROLS: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.HiddenInput, ""),
    (forms.CheckboxInput, "govuk-checkboxes__input"),
    (forms.CheckboxSelectMultiple, "govuk-checkboxes"),
    (forms.RadioSelect, "govuk-radios"),
    (forms.FileInput, "govuk-file-upload"),
    (forms.Textarea, "govuk-textarea"),
    (forms.Select, "govuk-select"),
    (Input, "govuk-input"),
)
# In an error message, a label that starts with one of these words gets no article: "Choose how.", "Enter your name."
WITHOUT_ARTICLE = frozenset(
    ["how", "what", "when", "where", "which", "who", "whose", "why", "your", "their", "the", "a", "an", "any"]
)
WITHOUT_ERROR_CLASS = ("", "govuk-checkboxes__input", "govuk-checkboxes", "govuk-radios")


class GovukField(BoundField):
    """A field in GOV.UK style: classes on the control, and an id for the error summary to link to."""

    @property
    def control(self) -> str:
        widget = self.field.widget
        return next((name for kind, name in CONTROLS if isinstance(widget, kind)), "")

    @property
    def ticks_one_box(self) -> bool:
        return self.control == "govuk-checkboxes__input"

    @property
    def takes_several(self) -> bool:
        return bool(getattr(self.field.widget, "allow_multiple_selected", False))

    @property
    def hides_what_is_typed(self) -> bool:
        return isinstance(self.field.widget, forms.PasswordInput)

    @property
    def first_id(self) -> str:
        """Return the id of the control that the error summary links to."""
        if self.control in ("govuk-radios", "govuk-checkboxes"):
            return f"{self.auto_id}_0"
        wrong_part: str | None = getattr(self.field.widget, "first_wrong_part", None)
        return f"{self.auto_id}_{wrong_part}" if wrong_part else self.auto_id

    @property
    def mistakes(self) -> list[str]:
        """Return the errors. "This field is required" is replaced by an instruction."""
        usual = str(forms.Field.default_error_messages["required"])
        return [self._to_do if str(error) == usual else str(error) for error in self.errors]

    @property
    def _to_do(self) -> str:
        label = str(self.label)
        if self.ticks_one_box:
            return f"Select “{label}” to continue."
        chosen = self.control in ("govuk-radios", "govuk-checkboxes", "govuk-select", "govuk-file-upload")
        if label.endswith("?"):
            return f"{'Choose' if chosen else 'Enter'} an answer to this question."
        the = "" if label.partition(" ")[0].lower() in WITHOUT_ARTICLE else "the "
        return f"{'Choose' if chosen else 'Enter'} {the}{label[:1].lower()}{label[1:]}."

    @property
    def optional(self) -> bool:
        """Return whether the label says "optional".

        A form that explains this itself sets `mark_optional = False`. A form names in `sometimes_required` the fields that some
        answers require.
        """
        if self.field.required or self.ticks_one_box or self.name in getattr(self.form, "sometimes_required", ()):
            return False
        return bool(getattr(self.form, "mark_optional", True))

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        widget = widget or self.field.widget
        built = dict(super().build_widget_attrs(attrs, widget))
        # Our error summary says more than the browsers' own messages, so browsers do not validate these forms.
        built.pop("required", None)
        control = self.control
        names = [control, f"{control}--error" if self.errors and control not in WITHOUT_ERROR_CLASS else ""]
        if self.hides_what_is_typed:
            names.append("govuk-password-input__input govuk-js-password-input-input")
            built |= {"spellcheck": "false", "autocapitalize": "none"}
        classes = " ".join(filter(None, [*names, str(widget.attrs.get("class", ""))]))
        return built | ({"class": classes} if classes else {})


class GovukRenderer(DjangoTemplates):
    """Renders forms with our templates, then Django's own."""

    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"
    bound_field_class = GovukField

    @cached_property
    def engine(self) -> Engine:
        own_templates = Path(__file__).parents[1] / "templates"
        django_templates = Path(django.forms.__file__).parent / "templates"
        return Engine({"NAME": "waylight-forms", "DIRS": [own_templates, django_templates], "APP_DIRS": True, "OPTIONS": {}})


def textarea(rows: int, *, css_class: str = "") -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows} | ({"class": css_class} if css_class else {}))


class IdempotentForm(forms.Form):
    """A form with a token, so that `run_once` does its act once even if it is sent twice."""

    submission = forms.UUIDField(widget=forms.HiddenInput, initial=new_key)


class VersionedForm(forms.Form):
    """A form with the version of the record that it showed, to detect that someone else saved first."""

    version = forms.IntegerField(widget=forms.HiddenInput)


def cleaned_answers(form: forms.BaseForm) -> dict[str, Any]:
    """Return the cleaned data without the form's own hidden fields."""
    return {name: value for name, value in form.cleaned_data.items() if name not in ("submission", "version")}


@contextmanager
def refusals_shown_on(form: forms.BaseForm) -> Iterator[None]:
    """Turn a ValidationError in this block into an error on the form: beside its field if the form has it, else at the top."""
    try:
        yield
    except EditConflict as conflict:
        _show_both_versions(form, conflict)
    except ValidationError as refusal:
        if not hasattr(refusal, "error_dict"):
            form.add_error(None, refusal)
            return
        for name, errors in refusal.error_dict.items():
            known = name != NON_FIELD_ERRORS and name in form.fields
            form.add_error(name if known else None, ValidationError(errors))


def _show_both_versions(form: forms.BaseForm, conflict: EditConflict) -> None:
    """Show both versions. The form gets the saved version's number, so that sending it again replaces it on purpose."""
    form.overtaken = comparison(conflict)  # type: ignore[attr-defined]  # read by layouts/question.html
    data = QueryDict(mutable=True)
    data.update(form.data)
    data[form.add_prefix("version")] = str(conflict.record.version)
    form.data = data
    form.add_error(None, conflict)
