"""The questions of a report that a child is missing, one page each, and the councils a report can be for."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.db.models import Q, QuerySet

from waylight.accounts.models import User
from waylight.accounts.permissions import Permission, RecordScope
from waylight.agencies.models import Agency, Kind
from waylight.core.clock import today
from waylight.episodes.choices import LogKind, MissingFrom, RiskLevel
from waylight.episodes.time_rules import check_last_seen
from waylight.people.models import Child, Sex
from waylight.placements.models import Home, Placement
from waylight.web.episodes.forms import SOURCE_CHOICES
from waylight.web.kit.datetime_fields import DateField, DatetimeField
from waylight.web.kit.forms import IdempotentForm, refusals_shown_on, textarea

YES_NO = [("yes", "Yes"), ("no", "No")]
TRIED = [choice for choice in LogKind.choices if choice[0] not in {LogKind.REVIEW, LogKind.OTHER, LogKind.CARER}]
# Where a child is usually missing from, by the first letters of the placement's code.
USUAL_PLACE = {
    "U": MissingFrom.FOSTER,
    "K": MissingFrom.CHILDRENS_HOME,
    "R": MissingFrom.OTHER,
    "S": MissingFrom.SCHOOL,
    "H": MissingFrom.SUPPORTED,
    "P1": MissingFrom.FAMILY_HOME,
    "P2": MissingFrom.SUPPORTED,
}


@dataclass(frozen=True, kw_only=True)
class ReportSubject:
    """Who a report is about, and who makes it. If the child is not recorded yet, `child` is None."""

    name: str
    council: Agency
    by: User
    child: Child | None = None


class ReportQuestion(forms.Form):
    """The form of one page. Its labels and hints may contain {name}. `short_labels` has shorter labels for the summary."""

    short_labels: ClassVar[dict[str, str]] = {}

    def __init__(self, *args: Any, about: ReportSubject, **options: Any) -> None:
        super().__init__(*args, **options)
        self.about = about
        for field in self.fields.values():
            field.label = str(field.label).replace("{name}", about.name)
            field.help_text = field.help_text.replace("{name}", about.name)


class PlaceForm(ReportQuestion):
    sometimes_required = ("home", "place")
    short_labels = {"missing_from": "Missing from", "home": "Home", "place": "Place"}
    missing_from = forms.ChoiceField(
        label="What kind of place is it?",
        error_messages={"required": "Choose the kind of place."},
        choices=MissingFrom.choices,
        widget=forms.RadioSelect,
    )
    home = forms.ModelChoiceField(
        label="Which children's home?",
        queryset=Home.objects.none(),
        required=False,
        empty_label="Not a children's home",
        help_text="Only for a children's home or supported accommodation.",
    )
    place = forms.CharField(
        label="Name or address of the place", max_length=120, required=False, help_text="If it is not a home on the list."
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        placement = _placement(self.about.child)
        nearby = Q(authority=self.about.council.authority) | Q(agency__in=_agencies(self.about.by))
        own_home = Q(pk=placement.home_id) if placement and placement.home_id else Q(pk=None)
        homes = self.fields["home"]
        assert isinstance(homes, forms.ModelChoiceField)  # noqa: S101 - the class declares it so
        homes.queryset = Home.objects.filter(nearby | own_home)
        self.initial = {**_initial_place(placement), **self.initial}

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        if answers.get("missing_from") == MissingFrom.CHILDRENS_HOME and not answers.get("home") and not answers.get("place"):
            self.add_error("home", "Choose the children's home, or enter its name below.")
        return answers


class LastSeenForm(ReportQuestion):
    short_labels = {"last_seen": "Last seen", "last_seen_by": "Last seen by", "told_by": "Source of last seen time"}
    last_seen = DatetimeField(
        label="Date and time",
        help_text="By someone responsible for them, such as a person who cares for, teaches or works with them.",
        error_messages={"required": "Enter the date and the time they were last seen."},
    )
    last_seen_by = forms.CharField(
        label="Who saw them?",
        max_length=120,
        error_messages={"required": "Enter who saw them last."},
        help_text="A name, or who they are to {name}.",
    )
    told_by = forms.ChoiceField(
        label="Who told you this?",
        choices=SOURCE_CHOICES,
        error_messages={"required": "Choose who told you this."},
    )

    def clean(self) -> dict[str, Any]:
        """Refuse a time that would be refused when the report is sent, so that people can correct it on this page."""
        answers = super().clean() or {}
        if self.about.child and answers.get("last_seen"):
            with refusals_shown_on(self):
                check_last_seen(self.about.child, answers["last_seen"].reported_by())
        return answers


class ReportedForm(ReportQuestion):
    short_labels = {
        "noticed": "Noticed",
        "reported": "Reported",
        "reported_by": "Reported by",
        "reported_told_by": "Source of report",
    }
    noticed = DatetimeField(label="When did someone notice that {name} was not there?", may_be_unknown=True, required=False)
    reported = DatetimeField(
        label="When was {name} reported missing?",
        help_text="To the police or the council, whichever came first.",
        error_messages={"required": "Enter the date and the time of the report."},
    )
    reported_by = forms.CharField(
        label="Who reported it?",
        max_length=80,
        error_messages={"required": "Enter who reported it."},
        help_text="A name, and who they are to {name}.",
    )
    reported_told_by = forms.ChoiceField(
        label="Who told you this?",
        choices=SOURCE_CHOICES,
        error_messages={"required": "Choose who told you this."},
    )


class PoliceForm(ReportQuestion):
    sometimes_required = ("police_not_told_because",)
    police_told = forms.ChoiceField(
        label="Have the police been told?",
        error_messages={"required": "Choose if the police have been told."},
        choices=YES_NO,
        widget=forms.RadioSelect,
    )
    reference = forms.CharField(
        label="Police reference", max_length=30, required=False, help_text="If the police have been told and you have it."
    )
    police_told_at = DatetimeField(label="When were they told?", required=False, may_be_unknown=True)
    police_not_told_because = forms.CharField(
        label="If not, why not?", max_length=200, required=False, help_text="You do not need to wait before telling the police."
    )

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        if answers.get("police_told") == "no" and not answers.get("police_not_told_because"):
            self.add_error("police_not_told_because", "Enter why the police have not been told.")
        return answers


class ReferenceForm(ReportQuestion):
    """The page that the police answer instead of PoliceForm."""

    reference = forms.CharField(label="Incident reference", max_length=30, required=False)


class CircumstancesForm(ReportQuestion):
    circumstances = forms.CharField(
        label="What happened before they went?",
        error_messages={"required": "Enter what happened, as far as you know."},
        widget=textarea(6),
        help_text="For example, an argument or a message. Was it out of character? Did it look planned?",
    )
    appearance = forms.CharField(
        label="What were they wearing and carrying?",
        widget=textarea(3),
        required=False,
        help_text="For example, clothes, bag, phone and number, money, bank card or bus pass.",
    )


class ConcernForm(ReportQuestion):
    short_labels = {"why_worried": "Why you are worried"}
    why_worried = forms.CharField(
        label="In your own words",
        error_messages={"required": "Enter why you are worried."},
        widget=textarea(6),
        help_text="For example, health and medication, people who may harm them, where they may be, or what happened before.",
    )


class DoneSoFarForm(ReportQuestion):
    short_labels = {"tried": "Done so far"}
    tried = forms.MultipleChoiceField(
        label="Which of these have been done?", choices=TRIED, widget=forms.CheckboxSelectMultiple, required=False
    )
    done_so_far = forms.CharField(
        label="What was the result?",
        widget=textarea(5),
        required=False,
        help_text="Who you asked, what they said, and what will happen next.",
    )


class FirstRiskForm(ReportQuestion):
    sometimes_required = ("rationale",)
    level = forms.ChoiceField(
        label="How great is the risk now?",
        choices=[*reversed(RiskLevel.choices), ("", "Set this later")],
        widget=forms.RadioSelect,
        required=False,
        initial="",
    )
    rationale = forms.CharField(label="Why?", widget=textarea(4), required=False, help_text="What you know, and who told you.")

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        if answers.get("level") and not answers.get("rationale"):
            self.add_error("rationale", "Give a reason, in a line or two.")
        return answers


class NewChildForm(forms.Form):
    """A child who is not recorded yet. `none_of_these` confirms that no recorded child matches."""

    forename = forms.CharField(label="First name", max_length=80, required=False, help_text="Leave blank if you do not know it.")
    surname = forms.CharField(label="Surname", max_length=80)
    born_on = DateField(
        label="Date of birth",
        help_text="Enter the day, month and year. If you do not know the date, ask the family, the home, the school or the "
        "police. Do not guess.",
        error_messages={"required": "Enter the date of birth."},
    )
    sex = forms.ChoiceField(label="Sex", choices=Sex.choices, widget=forms.RadioSelect)
    council = forms.ModelChoiceField(
        label="Which council?",
        queryset=Agency.objects.none(),
        help_text="The council where the child lives.",
        error_messages={"required": "Choose the council."},
    )
    none_of_these = forms.BooleanField(label="No matching child", required=False)

    def __init__(self, *args: Any, councils: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        council = self.fields["council"]
        assert isinstance(council, forms.ModelChoiceField)  # noqa: S101 - the class declares it so
        council.queryset = councils
        if councils.count() == 1:
            self.initial["council"] = councils.get().pk
            council.widget = forms.HiddenInput()


class SendForm(IdempotentForm):
    """The form under the answers, which sends the report."""


def _placement(child: Child | None) -> Placement | None:
    return child.placements.on(today()).first() if child else None


def _agencies(user: User) -> list[Any]:
    return [membership.agency_id for membership in user.current_memberships()]


def _initial_place(placement: Placement | None) -> dict[str, Any]:
    """Return the initial answers: the place where the child lives according to the record."""
    if placement is None:
        return {}
    code = placement.placement_type
    return {"missing_from": USUAL_PLACE.get(code) or USUAL_PLACE.get(code[:1], ""), "home": placement.home_id}


def councils_of(user: User) -> QuerySet[Agency]:
    """Return the councils for which this person may report: their own, those their force serves, or that of their home."""
    allowed = Q(pk=None)
    for membership in user.current_memberships():
        if membership.records == RecordScope.WHOLE_FORCE:
            allowed |= Q(served_by=membership.agency_id)
        elif membership.records == RecordScope.RESIDENTS:
            allowed |= Q(authority__in=Home.objects.filter(agency=membership.agency_id).values("authority"))
        elif membership.has_permission(Permission.REPORT_MISSING):
            allowed |= Q(pk=membership.agency_id)
    return Agency.objects.filter(allowed, kind=Kind.COUNCIL).distinct()
