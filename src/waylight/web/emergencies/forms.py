"""What someone says who must open a record that is not theirs, and what is found when it is reviewed."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from waylight.access.actions import reason_enough
from waylight.access.finding import by_name, by_number
from waylight.people.models import Child
from waylight.web.forms import DayField, Once, Versioned


class OpenForm(Once):
    number = forms.CharField(
        label="Council, police, pupil or NHS number",
        required=False,
        max_length=40,
        help_text="Or give the whole name and the date of birth.",
    )
    forename = forms.CharField(label="Forename", required=False, max_length=80)
    surname = forms.CharField(label="Surname", required=False, max_length=80)
    born_on = DayField(label="Date of birth", required=False)
    reason = forms.CharField(
        label="What has happened, and why can it not wait?",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=1000,
        help_text="A sentence or two. Information governance reads it on the next working day.",
    )
    mark_optional = False
    child: Child | None = None

    def clean_reason(self) -> str:
        reason: str = self.cleaned_data["reason"]
        reason_enough(reason)
        return reason

    def clean(self) -> dict[str, Any]:
        """Find the one child this is about; nearly right finds nobody, and nobody looks without saying why."""
        said = super().clean() or {}
        if "reason" in self.errors:
            return said
        if said.get("number"):
            found = by_number(said["number"])
        elif said.get("forename") and said.get("surname") and said.get("born_on"):
            found = by_name(said["forename"], said["surname"], said["born_on"])
        elif self.errors:
            return said
        else:
            raise ValidationError("Give the child's number, or their forename, surname and date of birth.")
        if len(found) != 1:
            raise ValidationError(
                "No record has exactly these details. Check the spelling and the date."
                if not found
                else "More than one record has these details. Give the child's number."
            )
        self.child = found[0]
        return said


class ReviewForm(Versioned):
    justified = forms.TypedChoiceField(
        label="Was it right to open this record?",
        choices=[("yes", "Yes"), ("no", "No")],
        coerce=lambda answer: answer == "yes",
        widget=forms.RadioSelect,
    )
    finding = forms.CharField(
        label="What did you find?",
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Whom you asked, what the records show, and what follows from it.",
    )
