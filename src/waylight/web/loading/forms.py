"""The forms for uploading files, for the kind of a file, and for an unmatched report."""

from typing import Any

from django import forms

from waylight.exchange.loading.file_kinds import FILE_KIND_CHOICES
from waylight.web.kit.forms import IdempotentForm

NEW_CHILD = "apart"
DECIDE_LATER = "leave"


class SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """A field for one or several files. Cleans to a list."""

    widget = SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        uploaded = data if isinstance(data, list | tuple) else [data]
        return [super(FilesField, self).clean(file, initial) for file in uploaded or [None]]


class UploadForm(IdempotentForm):
    sent = FilesField(
        label="Files",
        help_text="CSV files or Excel workbooks. You can choose more than one: the police export, the council extract "
        "and the return from the interview provider.",
        error_messages={"required": "Choose at least one file."},
    )


class KindForm(forms.Form):
    kind = forms.ChoiceField(
        label="What is in this file?",
        choices=[("", "Choose"), *FILE_KIND_CHOICES],
        error_messages={"required": "Choose what is in this file."},
    )


class DecideForm(IdempotentForm):
    """Which child an unmatched report is about. The choices are the possible children."""

    answer = forms.ChoiceField(
        label="Who is this report about?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose who this report is about."},
    )

    def __init__(self, *args: Any, candidates: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [*candidates, (NEW_CHILD, "No matching child: create a new record"), (DECIDE_LATER, "Decide later")]
        self.fields["answer"].choices = choices  # type: ignore[attr-defined]  # this is a ChoiceField


class EmptyForm(IdempotentForm):
    """A form with only a button."""
