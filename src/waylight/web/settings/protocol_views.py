"""The protocol of a council: what its partnership agreed, from which date and in which document."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import Http404, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from waylight.accounts.models import User
from waylight.accounts.permissions import Permission
from waylight.agencies.actions import agree as record_agreement
from waylight.agencies.councils import protocol_of
from waylight.agencies.models import Agency, Kind, ProtocolSetting
from waylight.agencies.setting_values import BadSetting
from waylight.audit.models import Entry
from waylight.core.clock import today
from waylight.duties.protocol import NATIONAL, SETTING_KEYS, DefaultSource, default_source_of, protocol_from
from waylight.interviews.offering_terms import DEFAULT_TERMS, offering_terms_from
from waylight.interviews.offering_terms import TERM_KEYS as OFFERING
from waylight.web.kit.act_on import Done, act_on
from waylight.web.kit.datetime_fields import DateField
from waylight.web.kit.forms import IdempotentForm
from waylight.web.kit.http import HttpResponse, StaffRequest
from waylight.web.kit.page_access import requires

# The label of each setting, and the unit of its number.
WORDS = {
    "check.hours": ("Safe and well check after a return", "hours"),
    "allocate.hours": ("Return interview allocated, by day", "hours"),
    "offer.hours": ("Return interview first offered", "hours"),
    "interview.hours": ("Return interview held", "hours"),
    "write.up_working_days": ("Return interview written up", "working days"),
    "risk.first_hours": ("First risk assessment after a report", "hours"),
    "joint.risk_hours": ("Police and social care agree a low risk", "hours"),
    "risk.never_absent_to_age": ("A child up to this age is never recorded as absent", "years old"),
    "risk.higher_to_age": ("A child up to this age is at more than low risk", "years old"),
    "trigger.levels": ("Repeat levels: episodes before a meeting is needed", "episodes"),
    "trigger.days": ("Repeat levels: period", "days"),
    "meeting.working_days": ("Repeat levels: days to hold the meeting, one number for each level", "working days"),
    "offering.attempts": ("Contacts needed before a return interview ends as “No contact”", "contacts"),
    "offering.channels": ("Different ways to make contact before it ends as “No contact”", "ways"),
    "offering.reopen_days": ("Time a child has to change a no to a yes", "days"),
    "offering.one_for_many": ("One return interview can cover several episodes", ""),
}
# The default of every setting, by its key.
DEFAULTS: dict[str, object] = {key: getattr(NATIONAL, name) for name, key in SETTING_KEYS.items()} | {
    key: getattr(DEFAULT_TERMS, name) for name, key in OFFERING.items()
}
# There is one meeting time for each repeat level, so both settings are changed together.
TOGETHER = {"trigger.levels": "meeting.working_days"}


class AgreementForm(IdempotentForm):
    value = forms.CharField(label="What was agreed?", help_text="Enter a whole number.", max_length=40)
    with_it = forms.CharField(
        label="Working days to hold the meeting, one number for each level", max_length=40, help_text="For example, 5, 5, 3."
    )
    since = DateField(label="From when?", may_be_future=True, initial=today)
    source = forms.CharField(label="Where is it written?", max_length=200, help_text="The document or meeting, with its date.")


@dataclass(frozen=True)
class AgreedValue:
    value: str
    setting: ProtocolSetting
    by: str


@dataclass(frozen=True)
class SettingRow:
    """One setting: its label, current value, default, the source of the default, and the agreements, newest first."""

    key: str
    label: str
    value: str
    default: str
    basis: DefaultSource
    agreed: Sequence[AgreedValue]

    @property
    def is_own(self) -> bool:
        return self.value != self.default


@require_safe
@requires(Permission.SEE_PROTOCOL)
def index(request: StaffRequest) -> HttpResponse:
    council = _council_of(request.user)
    may_set = request.user.has_permission(Permission.SET_PROTOCOL)
    return render(
        request,
        "settings/protocol.html",
        {"council": council, "lines": setting_rows(council, today()), "may_set": may_set},
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.SET_PROTOCOL)
def agree(request: StaffRequest, key: str) -> HttpResponseBase:
    if key not in WORDS:
        raise Http404
    council, form = _council_of(request.user), AgreementForm(request.POST or None)
    if key not in TOGETHER:
        del form.fields["with_it"]
    if isinstance(DEFAULTS[key], bool):
        form.fields["value"].help_text = "Yes or no."

    def act() -> Done:
        _record(council, key, form, by=request.user)
        return Done(reverse("settings:protocol"), "The agreement is recorded. It applies from the date you entered.")

    def context() -> dict[str, object]:
        label, unit = WORDS[key]
        line = next(line for line in setting_rows(council, today()) if line.key == key)
        return {"label": label, "unit": unit, "line": line}

    return act_on(request, None, form, act, "settings/agree.html", context)


def setting_rows(council: Agency, on: date) -> list[SettingRow]:
    """Return every setting of the protocol for a council on a date."""
    in_force, recorded_by = protocol_of(council, on), _recorded_by(council)
    settings = list(ProtocolSetting.objects.filter(Q(council=council) | Q(council=None)).order_by("-since"))
    return [
        SettingRow(
            key,
            WORDS[key][0],
            _value_words(in_force.get(key, default), key),
            _value_words(default, key),
            default_source_of(key),
            [
                AgreedValue(_value_words(setting.value, key), setting, recorded_by.get(setting.pk, ""))
                for setting in settings
                if setting.key == key
            ],
        )
        for key, default in DEFAULTS.items()
    ]


def _value_words(value: object, key: str) -> str:
    if isinstance(value, bool):
        return "Yes" if value else "No"
    numbers = ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
    unit = WORDS[key][1]
    return f"{numbers} {unit.removesuffix('s') if value == 1 else unit}"


def _record(council: Agency, key: str, form: AgreementForm, *, by: User) -> None:
    answers = form.cleaned_data
    values = {key: _numbers(answers["value"], key)}
    if key in TOGETHER:
        values[TOGETHER[key]] = _numbers(answers["with_it"], TOGETHER[key])
    try:
        protocol = dict(protocol_of(council, answers["since"])) | values
        protocol_from(protocol), offering_terms_from(protocol)
    except BadSetting as bad:
        field = "with_it" if bad.key == TOGETHER.get(key) else "value"
        raise ValidationError({field: f"“{WORDS[bad.key][0]}” {bad.rule}."}) from bad
    for name, value in values.items():
        record_agreement(council, by=by, key=name, value=value, since=answers["since"], source=answers["source"])


def _numbers(text: str, key: str) -> object:
    """Return the text as a boolean, a list or a number, as the setting needs. The protocol refuses any other text."""
    if isinstance(DEFAULTS[key], bool):
        return {"yes": True, "no": False}.get(text.strip().lower(), text)
    parts = [part.strip() for part in text.replace(" and ", ",").split(",")]
    numbers: list[object] = [int(part) if part.isdecimal() else part for part in parts]
    return numbers if isinstance(DEFAULTS[key], tuple) else numbers[0] if len(numbers) == 1 else text


def _council_of(user: User) -> Agency:
    """Return the council at which the person has a role that sees the protocol."""
    memberships = [
        membership
        for membership in user.current_memberships()
        if membership.has_permission(Permission.SEE_PROTOCOL) and membership.agency.kind == Kind.COUNCIL
    ]
    if not memberships:
        raise Http404
    return memberships[0].agency


def _recorded_by(council: Agency) -> dict[UUID, str]:
    """Return who recorded each agreement, by its key."""
    keys = ProtocolSetting.objects.filter(council=council).values("pk")
    entries = Entry.objects.filter(kind=ProtocolSetting._meta.db_table, record__in=keys).select_related("by")
    return {entry.record: str(entry.by or "") for entry in entries if entry.record}
