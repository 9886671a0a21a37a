"""The forms for working on an episode."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from waylight.accounts.models import User
from waylight.accounts.roles import Role
from waylight.chronology.moments import Precision
from waylight.core.calendars import day_of
from waylight.episodes.choices import (
    Assessor,
    Category,
    FactorState,
    LogKind,
    MissingFrom,
    ReturnedTo,
    ReturnMethod,
    RiskLevel,
    TimeSource,
)
from waylight.episodes.log_line import recording_agency_of
from waylight.episodes.models import Episode
from waylight.episodes.risk.factors import FACTOR_GROUPS
from waylight.web.kit.datetime_fields import DatetimeAnswer, DatetimeField
from waylight.web.kit.forms import IdempotentForm, VersionedForm, textarea

SOURCE_CHOICES = [("", "Choose one"), *((source.value, source.label.capitalize()) for source in TimeSource)]


class ReasonForm(IdempotentForm, VersionedForm):
    """A form for a change that needs a reason."""

    because = forms.CharField(
        label="Why?",
        widget=textarea(3),
        error_messages={"required": "Give a reason."},
        help_text="This is kept with the episode.",
    )


class ReturnForm(IdempotentForm, VersionedForm):
    returned = DatetimeField(
        label="Date and time they were back",
        help_text="The time they came back, not the time it was recorded.",
    )
    told_by = forms.ChoiceField(
        label="Who told you this?", choices=SOURCE_CHOICES, error_messages={"required": "Choose who told you this."}
    )
    method = forms.ChoiceField(
        label="How did they come back?",
        error_messages={"required": "Choose how they came back."},
        choices=ReturnMethod.choices,
        widget=forms.RadioSelect,
    )
    returned_to = forms.ChoiceField(
        label="Where are they now?",
        error_messages={"required": "Choose where they are now."},
        choices=ReturnedTo.choices,
        widget=forms.RadioSelect,
    )
    found_at = forms.CharField(
        label="Where were they found?", max_length=120, required=False, help_text="An address or a place, if known."
    )


class LocatedForm(IdempotentForm, VersionedForm):
    """Records that someone knows where the child is, and that they are safe."""

    located = DatetimeField(label="Date and time")
    told_by = forms.ChoiceField(
        label="Who told you this?", choices=SOURCE_CHOICES, error_messages={"required": "Choose who told you this."}
    )
    found_at = forms.CharField(label="Where are they?", max_length=120, error_messages={"required": "Enter where they are."})


class RiskForm(IdempotentForm):
    """One agency's view of the risk, with the risk factors."""

    agency = forms.ChoiceField(
        label="Which agency's view is this?",
        error_messages={"required": "Choose which agency's view this is."},
        widget=forms.RadioSelect,
    )
    level = forms.ChoiceField(label="Level of risk", choices=[*reversed(RiskLevel.choices)], widget=forms.RadioSelect)
    rationale = forms.CharField(
        label="Why?",
        widget=textarea(5),
        error_messages={"required": "Give a reason, in a line or two."},
        help_text="What you know, who told you and when, and what would change your view.",
    )
    next_review_at = DatetimeField(label="When will this be reviewed?", required=False, may_be_future=True)

    def __init__(self, *args: Any, by: User, before: dict[str, str] | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        agency = self.fields["agency"]
        assert isinstance(agency, forms.ChoiceField)  # noqa: S101 - the class declares it so
        agency.choices = [(value, str(Assessor(value).label)) for value in agencies_of(by)]
        self.initial.setdefault("agency", recording_agency_of(by))
        for group in FACTOR_GROUPS:
            for factor in group.factors:
                self.fields[f"factor_{factor.code}"] = forms.ChoiceField(
                    label=factor.label,
                    choices=[("", "No"), *FactorState.choices],
                    required=False,
                    initial=(before or {}).get(factor.code, ""),
                )

    @property
    def factor_groups(self) -> Iterator[tuple[str, list[BoundField]]]:
        for group in FACTOR_GROUPS:
            yield group.title, [self[f"factor_{factor.code}"] for factor in group.factors]

    @property
    def factors_chosen(self) -> bool:
        """Return whether a risk factor is chosen. If so, the page shows the factors unfolded."""
        return any(self[name].value() for name in self.fields if name.startswith("factor_"))

    @property
    def factors(self) -> dict[str, str]:
        """Return the chosen state of each risk factor that has one."""
        states = {name.removeprefix("factor_"): state for name, state in self.cleaned_data.items() if name.startswith("factor_")}
        return {code: state for code, state in states.items() if state}


def agencies_of(user: User) -> list[Assessor]:
    """Return the agencies for which this person may record a view.

    The coordinator also records what the police or a carer say by phone.
    """
    if Role.COORDINATOR in user.roles():
        return [Assessor.SOCIAL_CARE, Assessor.POLICE, Assessor.CARER]
    return [recording_agency_of(user)]


class LogLineForm(IdempotentForm):
    kind = forms.ChoiceField(
        label="What was done?", choices=LogKind.choices, error_messages={"required": "Choose what was done."}
    )
    what = forms.CharField(label="What was the result?", widget=textarea(3), error_messages={"required": "Enter the result."})
    next_step = forms.CharField(label="What will happen next?", max_length=200, required=False)
    shared = forms.BooleanField(
        label="The council and the child's home can read this line", help_text="Interview providers never can.", required=False
    )

    def __init__(self, *args: Any, by: User, **options: Any) -> None:
        super().__init__(*args, **options)
        if recording_agency_of(by) != Assessor.POLICE:
            del self.fields["shared"]


MOMENTS = ("started_at", "reported_at", "located_at", "returned_at")


class CorrectionForm(ReasonForm):
    """The form that corrects the recorded times and place."""

    started_at = DatetimeField(label="Last seen")
    reported_at = DatetimeField(label="Reported", required=False, may_be_unknown=True)
    located_at = DatetimeField(label="Located", required=False, may_be_unknown=True)
    returned_at = DatetimeField(label="Back")
    missing_from = forms.ChoiceField(label="Missing from", choices=MissingFrom.choices)
    field_order = (*MOMENTS, "missing_from", "because")

    def __init__(self, *args: Any, episode: Episode, **options: Any) -> None:
        super().__init__(*args, **options)
        self.recorded = {name: _recorded_time(episode, name) for name in MOMENTS}
        self.initial.update({"version": episode.version, "missing_from": episode.missing_from, **self.recorded})
        for name in ("located_at", "returned_at"):
            if not self.recorded[name]:
                del self.fields[name]

    @property
    def corrected(self) -> dict[str, Any]:
        """Return the episode's fields. If only the date is known and it is the same, the recorded time is kept."""
        fields: dict[str, Any] = {"missing_from": self.cleaned_data["missing_from"]}
        for name in MOMENTS:
            if name in self.cleaned_data:
                answer, recorded = self.cleaned_data[name], self.recorded[name]
                new = recorded if _is_same_date(answer, recorded) else answer
                fields |= {name: new.at, name.replace("_at", "_precision"): new.precision}
        return fields


def _recorded_time(episode: Episode, name: str) -> DatetimeAnswer:
    at = getattr(episode, name)
    return DatetimeAnswer(at, Precision(getattr(episode, name.replace("_at", "_precision")))) if at else DatetimeAnswer()


def _is_same_date(answer: DatetimeAnswer, recorded: DatetimeAnswer) -> bool:
    if answer.at is None or recorded.at is None:
        return False
    return answer.precision == recorded.precision == Precision.DATE and day_of(answer.at) == day_of(recorded.at)


class CategoryForm(ReasonForm):
    category = forms.ChoiceField(
        label="What kind of episode is this?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the kind of episode."},
    )
    field_order = ("category", "because")

    def __init__(self, *args: Any, episode: Episode, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial.update({"version": episode.version, "category": episode.category})
        category = self.fields["category"]
        assert isinstance(category, forms.ChoiceField)  # noqa: S101 - the class declares it so
        category.choices = [choice for choice in Category.choices if choice[0] != Category.VOID]


AGREE = [("yes", "Yes, they were never missing"), ("no", "No, keep the episode")]


class VoidAnswerForm(IdempotentForm, VersionedForm):
    """The answer of a second person to a request to record the episode as not missing."""

    agree = forms.ChoiceField(
        label="Do you agree?", choices=AGREE, widget=forms.RadioSelect, error_messages={"required": "Choose if you agree."}
    )


class TakeOwnershipForm(IdempotentForm, VersionedForm):
    """A form with only a button."""


class RepeatMeetingForm(IdempotentForm):
    """A repeat meeting that was held or was not needed."""

    sometimes_required = ("held_at", "because")
    held = forms.ChoiceField(
        label="Was the meeting held?",
        choices=[("yes", "Yes"), ("no", "No, it was not needed")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose if the meeting was held."},
    )
    held_at = DatetimeField(label="When was it held?", required=False)
    chair = forms.CharField(label="Who chaired it?", max_length=80, required=False)
    agreed = forms.CharField(label="What was agreed?", widget=textarea(4), required=False)
    because = forms.CharField(label="If it was not needed, why not?", max_length=200, required=False)

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        if answers.get("held") == "yes" and not answers.get("held_at") and "held_at" not in self.errors:
            self.add_error("held_at", "Enter when the meeting was held.")
        return answers
