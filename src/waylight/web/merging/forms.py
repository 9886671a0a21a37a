"""The forms for merging two records and for undoing a merge."""

from django import forms
from django.http import QueryDict

from waylight.people.models import Child
from waylight.web.kit.forms import IdempotentForm, VersionedForm, textarea


class MergeForm(IdempotentForm):
    """Which record to keep, and why. The hidden versions are those of the two compared records."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    other_version = forms.IntegerField(widget=forms.HiddenInput)
    keep = forms.ChoiceField(
        label="Which record do you want to keep?",
        widget=forms.RadioSelect,
        help_text="Waylight keeps this record's name, date of birth, worker and team. You can still find the child by the other "
        "name and by every number.",
        error_messages={"required": "Choose which record to keep."},
    )
    because = forms.CharField(
        label="How do you know they are the same child?",
        max_length=200,
        widget=textarea(3),
        help_text="Write a sentence. It is kept with the record.",
        error_messages={"required": "Enter how you know they are the same child."},
    )

    def __init__(self, data: QueryDict | None, *, records: tuple[Child, Child], labels: tuple[str, str]) -> None:
        one, other = records
        super().__init__(data, initial={"version": one.version, "other_version": other.version})
        keep = self.fields["keep"]
        assert isinstance(keep, forms.ChoiceField)  # noqa: S101 - the class declares it so
        keep.choices = list(zip((str(one.pk), str(other.pk)), labels, strict=True))

    def compared_again(self, one: Child, other: Child) -> None:
        """Set the versions to those of the records that the page now compares, so that sending it again accepts them."""
        data = QueryDict(mutable=True)
        data.update(self.data)
        data["version"], data["other_version"] = str(one.version), str(other.version)
        self.data = data


class UndoMergeForm(IdempotentForm, VersionedForm):
    """A form with only a button."""
