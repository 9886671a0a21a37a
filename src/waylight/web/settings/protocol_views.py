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
from waylight.audit.models import Entry
from waylight.briefings.rule_sources import SETTINGS_OF_MEETINGS
from waylight.core.agreed_values.declaration import BadSetting, DefaultSource, Setting
from waylight.core.clock import today
from waylight.duties.protocol import SETTINGS as PROTOCOL_SETTINGS
from waylight.duties.protocol import protocol_from
from waylight.interviews.offering_terms import TERMS as OFFERING_SETTINGS
from waylight.interviews.offering_terms import offering_terms_from
from waylight.web.kit.act_on import Done, act_on
from waylight.web.kit.datetime_fields import DateField
from waylight.web.kit.forms import IdempotentForm
from waylight.web.kit.http import HttpResponse, StaffRequest
from waylight.web.kit.page_access import requires

DECLARED: dict[str, Setting] = {each.key: each for each in (*PROTOCOL_SETTINGS.values(), *OFFERING_SETTINGS.values())}
# A change of the levels changes how many meeting times there are, so the two are agreed together.
YES_OR_NO = {"yes": True, "no": False}
TOGETHER = {"trigger.levels": "meeting.working_days"}


class AgreementForm(IdempotentForm):
    value = forms.CharField(
        label="What was agreed?",
        help_text="Enter a whole number.",
        max_length=40,
        error_messages={"required": "Enter what was agreed."},
    )
    with_it = forms.CharField(
        label="Working days to hold the meeting, one number for each level",
        max_length=40,
        help_text="For example, 5, 5, 3.",
        error_messages={"required": "Enter the working days to hold the meeting, one number for each level."},
    )
    since = DateField(
        label="From when?", may_be_future=True, initial=today, error_messages={"required": "Enter the date it applies from."}
    )
    source = forms.CharField(
        label="Where is it written?",
        max_length=200,
        help_text="The document or meeting, with its date.",
        error_messages={"required": "Enter where it is written."},
    )


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
    if key not in DECLARED:
        raise Http404
    council, form = _council_of(request.user), AgreementForm(request.POST or None)
    if key not in TOGETHER:
        del form.fields["with_it"]
    form.fields["value"].help_text = DECLARED[key].kind.hint

    def act() -> Done:
        _record(council, key, form, by=request.user)
        return Done(reverse("settings:protocol"), "The agreement is recorded. It applies from the date you entered.")

    def context() -> dict[str, object]:
        line = next(line for line in setting_rows(council, today()) if line.key == key)
        return {"label": line.label, "unit": DECLARED[key].kind.unit, "line": line, "levels": key in SETTINGS_OF_MEETINGS}

    return act_on(request, None, form, act, "settings/agree.html", context)


def setting_rows(council: Agency, on: date) -> list[SettingRow]:
    """Return every setting of the protocol for a council on a date."""
    in_force, recorded_by = protocol_of(council, on), _recorded_by(council)
    settings = list(ProtocolSetting.objects.filter(Q(council=council) | Q(council=None)).order_by("-since"))
    return [
        SettingRow(
            key,
            declared.label,
            declared.in_words(in_force.get(key, declared.default)),
            declared.in_words(declared.default),
            declared.source,
            [AgreedValue(declared.in_words(one.value), one, recorded_by.get(one.pk, "")) for one in settings if one.key == key],
        )
        for key, declared in DECLARED.items()
    ]


def _record(council: Agency, key: str, form: AgreementForm, *, by: User) -> None:
    answers = form.cleaned_data
    values = {key: DECLARED[key].kind.read(answers["value"])}
    if key in TOGETHER:
        values[TOGETHER[key]] = DECLARED[TOGETHER[key]].kind.read(answers["with_it"])
    try:
        protocol = dict(protocol_of(council, answers["since"])) | values
        protocol_from(protocol), offering_terms_from(protocol)
    except BadSetting as bad:
        field = "with_it" if bad.key == TOGETHER.get(key) else "value"
        raise ValidationError({field: str(bad)}) from bad
    for name, value in values.items():
        record_agreement(council, by=by, key=name, value=value, since=answers["since"], source=answers["source"])


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
