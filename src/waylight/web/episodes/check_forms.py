"""The forms for recording and correcting a safe and well check."""

from typing import Any

from django import forms

from waylight.episodes.choices import CheckStatus
from waylight.episodes.models import SafeAndWellCheck
from waylight.web.kit.datetime_fields import DatetimeAnswer, DatetimeField
from waylight.web.kit.forms import IdempotentForm, VersionedForm, textarea

YES_NO = [("yes", "Yes"), ("no", "No"), ("", "Not known")]
ALONE = {True: "yes", False: "no", None: ""}
FIELDS = ("status", "because", "officer", "where_been", "with_whom", "harm", "needs", "support_given")


class CheckForm(IdempotentForm):
    sometimes_required = ("because",)
    status = forms.ChoiceField(
        label="What was done?",
        error_messages={"required": "Choose what was done."},
        choices=CheckStatus.choices,
        widget=forms.RadioSelect,
    )
    done_at = DatetimeField(label="When was it done?", error_messages={"required": "Enter the date and the time of the check."})
    because = forms.CharField(
        label="If the child was not seen, why not?", max_length=200, required=False,
        help_text="If you agreed that no check is needed, enter the agreement and when it will be reviewed.",
    )  # fmt: skip
    officer = forms.CharField(label="Officer", max_length=80, required=False)
    seen_alone = forms.ChoiceField(label="Was the child seen alone?", choices=YES_NO, widget=forms.RadioSelect, required=False)
    where_been = forms.CharField(label="Where had they been?", widget=textarea(3), required=False)
    with_whom = forms.CharField(label="Who were they with?", widget=textarea(2), required=False)
    harm = forms.CharField(
        label="Did they come to harm, or was a crime committed by or against them?", widget=textarea(3), required=False
    )
    needs = forms.CharField(
        label="What do they need now?",
        widget=textarea(2),
        required=False,
        help_text="For example, medical, forensic or sexual health care, or a place to stay.",
    )
    support_given = forms.CharField(
        label="What support were they told about?",
        max_length=200,
        required=False,
        help_text="For example, Childline or Runaway Helpline.",
    )

    def clean_seen_alone(self) -> bool | None:
        return {"yes": True, "no": False}.get(self.cleaned_data["seen_alone"])


class CheckCorrectionForm(CheckForm, VersionedForm):
    """The form that corrects a recorded check."""

    why = forms.CharField(
        label="Why are you correcting this?", widget=textarea(3), error_messages={"required": "Give a reason."},
        help_text="This is kept with the episode.",
    )  # fmt: skip

    def __init__(self, *args: Any, check: SafeAndWellCheck, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial.update({name: getattr(check, name) for name in FIELDS})
        self.initial.update(
            {"version": check.version, "done_at": DatetimeAnswer(check.done_at), "seen_alone": ALONE[check.seen_alone]}
        )
        self.recorded_at = check.done_at

    @property
    def corrected(self) -> dict[str, Any]:
        """Return the check's fields. If the minute is the same, the recorded time keeps its seconds."""
        done_at = self.cleaned_data["done_at"].at
        if done_at == self.recorded_at.replace(second=0, microsecond=0):
            done_at = self.recorded_at
        return {name: self.cleaned_data[name] for name in (*FIELDS, "seen_alone")} | {"done_at": done_at}
