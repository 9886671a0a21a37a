"""The forms to open a record in an emergency, and to review that."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from waylight.access.actions import validate_reason
from waylight.access.emergency_lookup import by_name, by_number
from waylight.people.models import Child
from waylight.web.kit.datetime_fields import DateField
from waylight.web.kit.forms import IdempotentForm, VersionedForm, textarea

NO_SUCH_CHILD = "No record has exactly these details. Check the number, the spelling and the date."
NO_SUCH_NUMBER = "No record has exactly this number. Check it, or enter the full name and date of birth."
SHARED_NUMBER = "More than one council has this number. Enter the full name and date of birth too."
NAME_INCOMPLETE = "Enter the full name and date of birth with the number, or the number alone."
SAME_DETAILS = "More than one record has these details. Enter the child's number."


class OpenForm(IdempotentForm):
    number = forms.CharField(
        label="Council, police, pupil or NHS number",
        required=False,
        max_length=40,
        help_text="Or enter the full name and date of birth.",
    )
    forename = forms.CharField(label="Forename", required=False, max_length=80)
    surname = forms.CharField(label="Surname", required=False, max_length=80)
    born_on = DateField(label="Date of birth", required=False)
    reason = forms.CharField(
        label="What has happened, and why can it not wait?",
        widget=textarea(4),
        max_length=1000,
        help_text="Write a sentence or two. Information governance reads it on the next working day.",
        error_messages={"required": "Enter what has happened and why it cannot wait."},
    )
    mark_optional = False
    child: Child | None = None

    def clean_reason(self) -> str:
        reason: str = self.cleaned_data["reason"]
        validate_reason(reason)
        return reason

    def clean(self) -> dict[str, Any]:
        """Find the one child with exactly these details.

        Without a valid reason nothing is searched, so that no error shows whether a record exists.
        """
        answers = super().clean() or {}
        if "reason" in self.errors:
            return answers
        details = [bool(answers.get(name)) for name in ("forename", "surname", "born_on")]
        has_full_name = all(details)
        if answers.get("number") and any(details) and not has_full_name:
            self.add_error(None, NAME_INCOMPLETE)
        elif answers.get("number"):
            self._find_by_number(answers, has_full_name=has_full_name)
        elif has_full_name:
            self._only_one(
                by_name(answers["forename"], answers["surname"], answers["born_on"]), none=NO_SUCH_CHILD, several=SAME_DETAILS
            )
        elif not self.errors:
            raise ValidationError("Enter the child's number, or their forename, surname and date of birth.")
        return answers

    def _find_by_number(self, answers: dict[str, Any], *, has_full_name: bool) -> None:
        """Find by number. If a name is given too, it must match, so that a mistyped number opens no other child's record."""
        found = by_number(answers["number"])
        if has_full_name:
            same_name = by_name(answers["forename"], answers["surname"], answers["born_on"])
            found = [child for child in found if child in same_name]
        self._only_one(found, none=NO_SUCH_CHILD if has_full_name else NO_SUCH_NUMBER, several=SHARED_NUMBER, field="number")

    def _only_one(self, found: Sequence[Child], *, none: str, several: str, field: str | None = None) -> None:
        if len(found) == 1:
            self.child = found[0]
        else:
            self.add_error(field, several if found else none)


class ReviewForm(IdempotentForm, VersionedForm):
    justified = forms.TypedChoiceField(
        label="Was it right to open this record?",
        choices=[("yes", "Yes"), ("no", "No")],
        coerce=lambda answer: answer == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose if it was right to open this record."},
    )
    finding = forms.CharField(
        label="What did you find?",
        widget=textarea(4),
        help_text="Who you asked, what the records show, and what will happen next.",
        error_messages={"required": "Enter what you found."},
    )
