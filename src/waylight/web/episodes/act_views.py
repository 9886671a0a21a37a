"""What people do in an episode, a page each: risk, located, back, checked, the log, taking it on."""

from typing import Any
from uuid import UUID

from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from waylight.accounts import roles
from waylight.briefings.clocks import council_protocol, duty_statuses_for
from waylight.briefings.disclosure import Reader
from waylight.chronology.moments import Moment
from waylight.core.clock import today
from waylight.duties.register import duties_after
from waylight.duties.risk_floors import Circumstances, risk_floors_for
from waylight.episodes import actions
from waylight.episodes.actions import ReportedTime
from waylight.episodes.log_line import recording_agency_of
from waylight.episodes.models import Episode
from waylight.people.models import Child
from waylight.placements.models import CareStatus
from waylight.web.episodes import forms
from waylight.web.episodes.asking import ask, episode_of
from waylight.web.episodes.check_forms import Check
from waylight.web.kit.datetime_fields import When
from waylight.web.kit.formatting import near_words
from waylight.web.kit.forms import cleaned_answers
from waylight.web.kit.http import StaffRequest
from waylight.web.kit.page_access import for_roles


@require_http_methods(["GET", "POST"])
@for_roles(roles.MAY_ASSESS)
def risk(request: StaffRequest, episode_id: UUID) -> HttpResponseBase:
    """One agency's view of the risk, beside what the protocol advises and what the others said."""
    episode = episode_of(request, episode_id)
    views = list(episode.risk_assessments.select_related("assessor"))
    mine = next((view for view in views if view.agency == recording_agency_of(request.user)), None)
    form = forms.Risk(request.POST or None, by=request.user, before=mine.factors if mine else None)

    def act() -> str:
        said = form.cleaned_data
        told = {name: said[name] for name in ("agency", "level", "rationale")}
        when: When = said["next_review_at"]
        actions.record_risk(episode, by=request.user, factors=form.factors, next_review_at=when.at, **told)
        return "The risk is recorded."

    child = episode.child
    reader = Reader(request.user.roles())
    floors = risk_floors_for(circumstances(child, reader), council_protocol(child.council))
    said = reader.visible_risks(views)
    return ask(request, episode, form, "risk", act, views=said, floors=floors)


def circumstances(child: Child, reader: Reader) -> Circumstances:
    """The child's age, care and flags as the reader may read them, so that no advice gives away a flag they may not."""
    care = {period.status for period in child.care_periods.on(today())}
    return Circumstances(
        age=child.age,
        flags=frozenset((flag.kind, flag.source) for flag in child.flags.on(today()) if reader.reads_flag(flag)),
        looked_after=CareStatus.LAC in care,
        protection_plan=CareStatus.CP in care,
    )


@require_http_methods(["GET", "POST"])
@for_roles(roles.MAY_RECORD_RETURN)
def record_return(request: StaffRequest, episode_id: UUID) -> HttpResponseBase:
    """Ask when the child came back, and say what is owed to them next."""
    episode = episode_of(request, episode_id)
    if request.method == "GET" and not episode.open:
        return redirect("episodes:detail", episode_id)
    form = forms.Back(request.POST or None, initial={"version": episode.version})

    def act() -> str:
        said = cleaned_answers(form)
        returned = _known(said.pop("returned"), said.pop("told_by"))
        version = form.cleaned_data["version"]
        saved = actions.record_return(episode, by=request.user, version=version, returned=returned, **said)
        return f"{episode.child.first_name} is back. {_now_owed(saved)}"

    owed = duties_after(Moment.RETURNED, council_protocol(episode.child.council))
    return ask(request, episode, form, "return", act, owed=owed)


def _now_owed(episode: Episode) -> str:
    owed = [one for one in duty_statuses_for([episode])[episode.pk] if one.open and one.due]
    return "Now due: " + "; ".join(f"{one.name}, by {near_words(one.due)}" for one in owed if one.due) + "." if owed else ""


@require_http_methods(["GET", "POST"])
@for_roles(roles.MAY_RECORD_RETURN)
def located(request: StaffRequest, episode_id: UUID) -> HttpResponseBase:
    """Somebody knows where the child is; they are not back yet."""
    episode = episode_of(request, episode_id)
    form = forms.Located(request.POST or None, initial={"version": episode.version})

    def act() -> str:
        said = form.cleaned_data
        when = _known(said["located"], said["told_by"])
        actions.record_located(episode, by=request.user, version=said["version"], located=when, found_at=said["found_at"])
        return f"{episode.child.first_name} is located. Record the return when they are back."

    return ask(request, episode, form, "located", act)


@require_http_methods(["GET", "POST"])
@for_roles(roles.MAY_CHECK)
def check(request: StaffRequest, episode_id: UUID) -> HttpResponseBase:
    """What the police did to see that the child is safe and well."""
    episode = episode_of(request, episode_id)
    form = Check(request.POST or None)

    def act() -> str:
        said: dict[str, Any] = cleaned_answers(form)
        when: When = said.pop("done_at")
        actions.record_check(episode, by=request.user, done_at=_known(when, "").at, **said)
        return "The safe and well check is recorded."

    return ask(request, episode, form, "check", act)


@require_http_methods(["GET", "POST"])
@for_roles(roles.MAY_WRITE_LOG)
def log(request: StaffRequest, episode_id: UUID) -> HttpResponseBase:
    """A line of the log, from the episode's page or on a page of its own."""
    episode = episode_of(request, episode_id)
    form = forms.LogEntry(request.POST or None, by=request.user)

    def act() -> str:
        actions.add_log_line(episode, by=request.user, **cleaned_answers(form))
        return "The log has been updated."

    return ask(request, episode, form, "log", act)


@require_POST
@for_roles(roles.TAKES_ON)
def take_on(request: StaffRequest, episode_id: UUID) -> HttpResponseBase:
    """The episode is theirs from now on."""
    episode = episode_of(request, episode_id)
    form = forms.TakeOn(request.POST)

    def act() -> str:
        actions.take_ownership(episode, by=request.user, version=form.cleaned_data["version"])
        return "You are now the owner of this episode."

    return ask(request, episode, form, "take_on", act)


def _known(when: When, told_by: str) -> ReportedTime:
    assert when.at is not None  # noqa: S101 - the form asks for it
    return ReportedTime(at=when.at, precision=when.precision, source=told_by)
