"""The actions in an episode, one page each: risk, located, return, safe and well check, log, ownership."""

from uuid import UUID

from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from waylight.accounts.permissions import Permission
from waylight.briefings.clocks import council_protocol, duty_statuses_for, records_by_episode
from waylight.briefings.read_permissions import RecordReader
from waylight.chronology.moments import Moment
from waylight.core.clock import today
from waylight.duties.register import duties_after
from waylight.duties.risk_floors import Circumstances, risk_floors_for
from waylight.episodes import actions
from waylight.episodes.log_line import recording_agency_of
from waylight.episodes.models import Episode
from waylight.people.models import Child
from waylight.placements.models import CareStatus
from waylight.web.episodes import forms
from waylight.web.episodes.check_forms import CheckForm
from waylight.web.kit.act_on import act_on
from waylight.web.kit.child_access import episode_or_404
from waylight.web.kit.formatting import near_words
from waylight.web.kit.forms import cleaned_answers
from waylight.web.kit.http import StaffRequest
from waylight.web.kit.page_access import requires


@require_http_methods(["GET", "POST"])
@requires(Permission.ASSESS_RISK)
def risk(request: StaffRequest, episode_id: UUID) -> HttpResponseBase:
    """Record one agency's view of the risk, beside the views so far and what the protocol advises."""
    episode = episode_or_404(request, episode_id)
    records = records_by_episode([episode])[episode.pk]
    own_view = next((view for view in records.recorded if view.agency == recording_agency_of(request.user)), None)
    form = forms.RiskForm(request.POST or None, by=request.user, before=own_view.factors if own_view else None)

    def act() -> str:
        answers = {name: form.cleaned_data[name] for name in ("agency", "level", "rationale")}
        next_review_at = form.cleaned_data["next_review_at"].at
        actions.record_risk(episode, by=request.user, factors=form.factors, next_review_at=next_review_at, **answers)
        return "The risk is recorded."

    reader = RecordReader(request.user.roles())
    views = sorted(records.risks, key=lambda view: view.assessed_at, reverse=True)
    floors = risk_floors_for(circumstances(episode.child, reader), council_protocol(episode.child.council))
    context = {"episode": episode, "views": reader.visible_risks(views), "floors": floors}
    return act_on(request, episode, form, act, "episodes/risk.html", context)


def circumstances(child: Child, reader: RecordReader) -> Circumstances:
    """Return the child's age, care and the flags that the reader may read, so that no advice gives away another flag."""
    care = {period.status for period in child.care_periods.on(today())}
    return Circumstances(
        age=child.age,
        flags=frozenset((flag.kind, flag.source) for flag in child.flags.on(today()) if reader.reads_flag(flag)),
        looked_after=CareStatus.LAC in care,
        protection_plan=CareStatus.CP in care,
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.RECORD_RETURN)
def record_return(request: StaffRequest, episode_id: UUID) -> HttpResponseBase:
    """Ask when the child came back, and list what is due after that."""
    episode = episode_or_404(request, episode_id)
    if request.method == "GET" and not episode.open:
        return redirect("episodes:detail", episode_id)
    form = forms.ReturnForm(request.POST or None, initial={"version": episode.version})

    def act() -> str:
        answers = cleaned_answers(form)
        returned = answers.pop("returned").reported_by(answers.pop("told_by"))
        version = form.cleaned_data["version"]
        saved = actions.record_return(episode, by=request.user, version=version, returned=returned, **answers)
        return f"{episode.child.first_name} is back. {_now_due(saved)}"

    duties = duties_after(Moment.RETURNED, council_protocol(episode.child.council)) if episode.needs_follow_up else ()
    return act_on(request, episode, form, act, "episodes/return.html", {"episode": episode, "duties": duties})


def _now_due(episode: Episode) -> str:
    due = [
        f"{duty.name}, by {near_words(duty.due)}" for duty in duty_statuses_for([episode])[episode.pk] if duty.open and duty.due
    ]
    return f"Now due: {'; '.join(due)}." if due else ""


@require_http_methods(["GET", "POST"])
@requires(Permission.RECORD_RETURN)
def located(request: StaffRequest, episode_id: UUID) -> HttpResponseBase:
    """Record that someone knows where the child is. The child is not back yet."""
    episode = episode_or_404(request, episode_id)
    form = forms.LocatedForm(request.POST or None, initial={"version": episode.version})

    def act() -> str:
        answers = form.cleaned_data
        where = {"located": answers["located"].reported_by(answers["told_by"]), "found_at": answers["found_at"]}
        actions.record_located(episode, by=request.user, version=answers["version"], **where)
        return f"{episode.child.first_name} is located. Record the return when they are back."

    return act_on(request, episode, form, act, "episodes/located.html", {"episode": episode})


@require_http_methods(["GET", "POST"])
@requires(Permission.RECORD_CHECKS)
def check(request: StaffRequest, episode_id: UUID) -> HttpResponseBase:
    """Record what the police did to see that the child is safe and well."""
    episode = episode_or_404(request, episode_id)
    form = CheckForm(request.POST or None)

    def act() -> str:
        answers = cleaned_answers(form)
        actions.record_check(episode, by=request.user, done_at=answers.pop("done_at").at, **answers)
        return "The safe and well check is recorded."

    return act_on(request, episode, form, act, "episodes/check.html", {"episode": episode})


@require_http_methods(["GET", "POST"])
@requires(Permission.WRITE_LOG)
def log(request: StaffRequest, episode_id: UUID) -> HttpResponseBase:
    """Add a line to the log, from the episode's page or on a page of its own."""
    episode = episode_or_404(request, episode_id)
    form = forms.LogLineForm(request.POST or None, by=request.user)

    def act() -> str:
        actions.add_log_line(episode, by=request.user, **cleaned_answers(form))
        return "The log has been updated."

    return act_on(request, episode, form, act, "episodes/log.html", {"episode": episode})


@require_POST
@requires(Permission.OWN_EPISODES)
def take_on(request: StaffRequest, episode_id: UUID) -> HttpResponseBase:
    """Make the viewer the owner of the episode."""
    episode = episode_or_404(request, episode_id)
    form = forms.TakeOwnershipForm(request.POST)

    def act() -> str:
        actions.take_ownership(episode, by=request.user, version=form.cleaned_data["version"])
        return "You are now the owner of this episode."

    return act_on(request, episode, form, act, "episodes/take_on.html", {"episode": episode})
