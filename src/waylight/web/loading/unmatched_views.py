"""Unmatched reports: each is shown beside the children that it may be about, and a person decides."""

from typing import Any
from uuid import UUID

from django.http import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from waylight.accounts.models import User
from waylight.accounts.permissions import Permission
from waylight.core.clock import local
from waylight.exchange.models import Waiting
from waylight.exchange.police import unmatched as acts
from waylight.exchange.police.incident import Incident
from waylight.people.models import Child, Sex
from waylight.web.kit.act_on import Done, act_on
from waylight.web.kit.child_access import record_list_view
from waylight.web.kit.formatting import date_words
from waylight.web.kit.http import HttpResponse, StaffRequest
from waylight.web.kit.page_access import requires
from waylight.web.loading.access import councils_of, waiting_of
from waylight.web.loading.forms import DECIDE_LATER, NEW_CHILD, DecideForm


@require_safe
@requires(Permission.LOAD_FILES)
def index(request: StaffRequest) -> HttpResponse:
    undecided = Waiting.objects.filter(council__in=councils_of(request.user)).undecided().prefetch_related("candidates")
    oldest_first = undecided.order_by("batch__started_at", "reference")
    lines = [{"waiting": waiting, "incident": acts.from_payload(waiting.told)} for waiting in oldest_first]
    record_list_view(request, {child.pk for line in lines for child in line["waiting"].candidates.all()}, "waiting reports")  # type: ignore[attr-defined]  # this is a Waiting
    return render(request, "loading/waiting.html", {"lines": lines})


@require_http_methods(["GET", "POST"])
@requires(Permission.LOAD_FILES)
def decide(request: StaffRequest, waiting_id: UUID) -> HttpResponseBase:
    """Show a report beside the children it may be about, and record which one it is about."""
    waiting = waiting_of(request, waiting_id)
    candidates = list(Child.objects.visible_to(request.user).current().filter(pk__in=waiting.candidates.values("pk")))
    incident = acts.from_payload(waiting.told)
    data = request.POST if waiting.decided_at is None else None
    form = DecideForm(data or None, candidates=[(str(child.pk), f"{child}, {child.age}") for child in candidates])

    def act() -> Done:
        return Done(reverse("loading:waiting"), _decide(request.user, waiting, form.cleaned_data["answer"]))

    def context() -> dict[str, Any]:
        record_list_view(request, {child.pk for child in candidates}, "waiting report")
        sides = [_beside(incident, child) for child in candidates]
        return {"waiting": waiting, "report": _of_report(incident), "sides": sides}

    return act_on(request, None, form, act, "loading/decide.html", context)


def _decide(by: User, waiting: Waiting, answer: str) -> str:
    if answer == DECIDE_LATER:
        return "The report is still unmatched."
    if answer == NEW_CHILD:
        acts.create_child_for_report(waiting, by=by)
        return "A new record was created and the report was loaded."
    acts.link_report(waiting, Child.objects.visible_to(by).get(pk=answer), by=by)
    return "The report was loaded for this child. You will not be asked about it again."


def _of_report(incident: Incident) -> list[dict[str, Any]]:
    """Return the rows of the report: what it says about its child."""
    last_seen = local(incident.last_seen_at)
    return [
        {"key": "Forename", "value": incident.forename or "Not given"},
        {"key": "Surname", "value": incident.surname},
        {"key": "Born", "value": date_words(incident.born_on)},
        {"key": "Sex", "value": Sex(incident.sex).label if incident.sex else "Not given"},
        {"key": "Postcode", "value": incident.postcode or "Not given"},
        {"key": "Missing from", "value": incident.missing_from_name or incident.missing_from.replace("_", " ").capitalize()},
        {"key": "Last seen", "value": f"{date_words(last_seen.date())}, {last_seen:%H:%M}"},
    ]


def _beside(incident: Incident, child: Child) -> dict[str, Any]:
    """Return the same fields of a child that the report may be about, with the differences marked."""
    rows = [
        (
            "Forename",
            f"{child.forename} ({child.known_as})" if child.known_as else child.forename,
            child.forename != incident.forename,
        ),
        ("Surname", child.surname, child.surname.casefold() != incident.surname.casefold()),
        ("Born", date_words(child.born_on), child.born_on != incident.born_on),
        ("Sex", child.get_sex_display(), bool(incident.sex) and child.sex != incident.sex),
        ("Postcode", child.postcode or "Not recorded", bool(incident.postcode) and child.postcode != incident.postcode),
        ("Lives in", child.locality or "Not recorded", False),
        ("Episodes", str(child.episodes.count()), False),
    ]
    return {"child": child, "rows": [{"key": key, "value": value, "differs": differs} for key, value, differs in rows]}
