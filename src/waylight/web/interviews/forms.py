"""The forms for arranging, holding and checking a return interview."""

from collections.abc import Sequence
from typing import Any

from django import forms

from waylight.accounts.models import User
from waylight.agencies.models import Agency
from waylight.chronology.wording import moment_words
from waylight.episodes.models import Episode
from waylight.interviews.choices import (
    AttemptResult,
    Channel,
    DeclineReason,
    ExemptReason,
    Fullness,
    Independence,
    Mode,
    Outcome,
    ReviewFinding,
)
from waylight.interviews.rules import interviewers_of, managers_for, providers_for
from waylight.people.models import Child
from waylight.web.kit.datetime_fields import DatetimeField
from waylight.web.kit.forms import IdempotentForm, VersionedForm, textarea

ENDINGS = (Outcome.NO_CONTACT, Outcome.SUPERSEDED, Outcome.NOT_OFFERED)
ALONE = (("yes", "Yes"), ("no", "No"))


class ManagerDecisionForm(forms.Form):
    """Asks which manager decided. If no manager has an account, the person who fills in the form enters a name."""

    manager = forms.ChoiceField(label="Which manager decided?", required=False)
    named = forms.CharField(
        label="A manager without a Waylight account", max_length=80, required=False, help_text="Enter their name."
    )

    def __init__(self, *args: Any, child: Child, provider: Agency | None = None, by: User, **options: Any) -> None:
        super().__init__(*args, **options)
        self.managers = {str(each.pk): each for each in managers_for(child, provider)}
        _set_choices(self, "manager", [("", "No manager chosen"), *((key, each.name) for key, each in self.managers.items())])
        if str(by.pk) in self.managers:
            self.initial.setdefault("manager", str(by.pk))
        if not self.managers:
            del self.fields["named"]
            self.fields["manager"] = forms.CharField(
                label="Which manager decided?", max_length=80, required=False, help_text="Enter their name."
            )

    @property
    def decided(self) -> User | str:
        answers = self.cleaned_data
        return self.managers.get(answers["manager"]) or answers.get("named", "") or answers["manager"]


class ProviderForm(forms.Form):
    """Asks which provider holds the interview and, if known, which interviewer."""

    provider = forms.ChoiceField(
        label="Who will hold the interview?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose who will hold the interview."},
    )
    interviewer = forms.ChoiceField(
        label="Which interviewer?",
        required=False,
        help_text="If you do not know, let the provider choose. The interviewer who accepts it is then named.",
    )

    def __init__(self, *args: Any, child: Child, **options: Any) -> None:
        super().__init__(*args, **options)
        self.providers = {str(each.pk): each for each in providers_for(child)}
        self.people = {str(each.pk): each for each in interviewers_of(self.providers.values())}
        _set_choices(self, "provider", [(key, each.name) for key, each in self.providers.items()])
        _set_choices(
            self, "interviewer", [("", "The provider will choose"), *((key, each.name) for key, each in self.people.items())]
        )
        if len(self.providers) == 1:
            self.initial.setdefault("provider", next(iter(self.providers)))

    @property
    def to(self) -> dict[str, Any]:
        answers = self.cleaned_data
        return {"provider": self.providers[answers["provider"]], "interviewer": self.people.get(answers["interviewer"])}


class AllocationForm(ProviderForm, IdempotentForm):
    """Asks who interviews the child, and about which episodes."""

    sometimes_required = ("because",)
    episodes = forms.MultipleChoiceField(
        label="Which episodes will it cover?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one episode."},
    )
    because = forms.CharField(
        label="If it covers more than one, why?", max_length=200, required=False,
        help_text="Required if you select more than one. For example, both nights were with the same friends.",
    )  # fmt: skip
    field_order = ("episodes", "because", "provider", "interviewer")

    def __init__(self, *args: Any, outstanding: Sequence[Episode], together: Sequence[Episode], **options: Any) -> None:
        super().__init__(*args, **options)
        self.outstanding = {str(each.pk): each for each in outstanding}
        _set_choices(self, "episodes", [(key, episode_words(each)) for key, each in self.outstanding.items()])
        self.initial.setdefault("episodes", [str(each.pk) for each in together])
        if len(self.outstanding) == 1:
            del self.fields["because"]

    @property
    def chosen(self) -> list[Episode]:
        return [self.outstanding[key] for key in self.cleaned_data["episodes"]]


class HandOverForm(ProviderForm, IdempotentForm, VersionedForm):
    because = forms.CharField(
        label="Why are you handing it over?", max_length=200, error_messages={"required": "Enter why you are handing it over."}
    )


class CoverForm(IdempotentForm, VersionedForm):
    because = forms.CharField(
        label="Why should it cover both?",
        max_length=200,
        help_text="For example, missing again before it was held, with the same friends.",
        error_messages={"required": "Enter why it should cover both."},
    )


class WithdrawForm(IdempotentForm, VersionedForm):
    because = forms.CharField(label="What was wrong?", max_length=200, error_messages={"required": "Enter what was wrong."})


class ReopenForm(IdempotentForm, VersionedForm):
    because = forms.CharField(
        label="What needs to change?", max_length=200, error_messages={"required": "Enter what needs to change."}
    )


class ExemptForm(ManagerDecisionForm, IdempotentForm):
    """Records that no interview is needed."""

    because = forms.ChoiceField(
        label="Why is no interview needed?",
        choices=ExemptReason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose why no interview is needed."},
    )
    note = forms.CharField(label="Anything to add? (optional)", max_length=200, required=False)
    mark_optional = False
    field_order = ("because", "note", "manager", "named")


class ButtonForm(IdempotentForm, VersionedForm):
    """A form with only a button."""


class ContactForm(IdempotentForm, VersionedForm):
    """Records a contact to offer the interview, and its result."""

    sometimes_required = ("reason",)
    at = DatetimeField(label="When was the contact?", error_messages={"required": "Enter the date and the time of the contact."})
    channel = forms.ChoiceField(
        label="How?",
        choices=Channel.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how you contacted them."},
    )
    result = forms.ChoiceField(
        label="What was the result?",
        choices=AttemptResult.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the result."},
    )
    reason = forms.ChoiceField(
        label="If they said no, why?", choices=[("", "They did not say no"), *DeclineReason.choices], required=False,
        help_text="Ask them. Their reason can change how we ask the next child.",
    )  # fmt: skip
    words = forms.CharField(label="What did the child say?", widget=textarea(3), required=False, help_text="In their own words.")
    note = forms.CharField(label="Note", widget=textarea(3), required=False)


class BookingForm(IdempotentForm, VersionedForm):
    booked_for = DatetimeField(
        label="When will it be held?",
        may_be_future=True,
        error_messages={"required": "Enter the date and the time it will be held."},
    )
    place = forms.CharField(
        label="Where?",
        max_length=120,
        help_text="Somewhere the child chose and feels safe, but not the place they went missing from.",
        error_messages={"required": "Enter where it will be held."},
    )


class HeldForm(IdempotentForm, VersionedForm):
    held_at = DatetimeField(label="When was it held?", error_messages={"required": "Enter the date and the time it was held."})
    mode = forms.ChoiceField(
        label="How?", choices=Mode.choices, widget=forms.RadioSelect, error_messages={"required": "Choose how it was held."}
    )
    place = forms.CharField(label="Where?", max_length=120, required=False)
    seen_alone = forms.ChoiceField(
        label="Was the child seen alone?",
        choices=ALONE,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose if the child was seen alone."},
    )
    others_present = forms.CharField(label="Who else was there?", max_length=200, required=False)
    independence = forms.ChoiceField(
        label="Who held it?",
        choices=Independence.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose who held it."},
    )
    late_because = forms.CharField(label="If it was late, why?", max_length=200, required=False)

    def clean_seen_alone(self) -> bool:
        return bool(self.cleaned_data["seen_alone"] == "yes")


class EndForm(ManagerDecisionForm, IdempotentForm, VersionedForm):
    """Records that the interview will not be held. A manager must decide not to offer it, or to stop after too few contacts."""

    outcome = forms.ChoiceField(
        label="What happened?",
        choices=[(each.value, each.label) for each in ENDINGS],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what happened."},
    )
    because = forms.CharField(
        label="Why was it not held?",
        max_length=200,
        required=False,
        help_text="You do not need to answer if the child was missing again first.",
    )
    mark_optional = False
    field_order = ("outcome", "because", "manager", "named")


class FinishForm(IdempotentForm, VersionedForm):
    fullness = forms.ChoiceField(
        label="How much could the child say?",
        choices=Fullness.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how much the child could say."},
    )


class WriteUpReviewForm(IdempotentForm, VersionedForm):
    """A manager's decision on a write-up."""

    finding = forms.ChoiceField(
        label="Do you approve this write-up?", widget=forms.RadioSelect,
        choices=[(ReviewFinding.APPROVED.value, "Yes, approve it"), (ReviewFinding.SENT_BACK.value, "No, return it for changes")],
        error_messages={"required": "Choose if you approve this write-up."},
    )  # fmt: skip
    note = forms.CharField(
        label="What needs to change?", widget=textarea(3), required=False,
        help_text="Required if you return it for changes. The interviewer and the council can read this.",
    )  # fmt: skip
    mark_optional = False

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        if answers.get("finding") == ReviewFinding.SENT_BACK and not answers.get("note", "").strip():
            self.add_error("note", "Enter what needs to change.")
        return answers


def _set_choices(form: forms.Form, name: str, choices: list[tuple[str, str]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)  # noqa: S101 - the class declares it so
    field.choices = choices


def episode_words(episode: Episode) -> str:
    returned = moment_words(episode.returned_at, episode.returned_precision) if episode.returned_at else ""
    return f"Missing from {moment_words(episode.started_at, episode.started_precision)}, back {returned}"
