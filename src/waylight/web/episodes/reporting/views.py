"""Report a child missing: who it is, then one question a page, then the answers to check."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from waylight.accounts.permissions import Permission, RecordScope
from waylight.briefings.clocks import council_protocol, duty_statuses_for
from waylight.briefings.read_permissions import RecordReader
from waylight.chronology.moments import Moment
from waylight.duties.register import duties_after
from waylight.episodes.models import Episode
from waylight.people.models import Child
from waylight.people.search.child_search import find
from waylight.web.episodes.reporting.forms import NewChildForm, SendForm, councils_of
from waylight.web.episodes.reporting.steps import Step, neighbours
from waylight.web.episodes.reporting.unsent_report import NEW, UnsentReport
from waylight.web.kit import drafts
from waylight.web.kit.act_on import Done, act_on
from waylight.web.kit.child_access import (
    child_or_404,
    child_page,
    episode_or_404,
    narrow_to_child,
    record_list_view,
    record_view,
)
from waylight.web.kit.http import HttpResponse, StaffRequest
from waylight.web.kit.idempotency import redirect_if_sent
from waylight.web.kit.identity_bar import flags_of
from waylight.web.kit.page_access import requires

MOST_ALIKE = 5


@require_safe
@requires(Permission.REPORT_MISSING)
def start(request: StaffRequest) -> HttpResponse:
    """Find the child who is missing, or start a report about a child who is not recorded."""
    query = request.GET.get("q", "").strip()
    at_home = request.user.sees(RecordScope.RESIDENTS)
    found = find(request.user, query) if query else None
    children = [hit.child for hit in found.hits] if found else []
    residents = Child.objects.visible_to(request.user).current() if at_home and not query else Child.objects.none()
    listed = children or list(residents)
    record_list_view(request, [child.pk for child in listed], "report")
    page = {"asked": query, "children": listed, "at_home": at_home, "unfinished": drafts.unfinished_reports(request.user)}
    return render(request, "episodes/report_start.html", page)


@require_http_methods(["GET", "POST"])
@requires(Permission.REPORT_MISSING)
def confirm_child(request: StaffRequest, child_id: UUID) -> HttpResponse:
    """Ask if this is the child. If the answer is yes, begin the draft."""
    child = child_or_404(request.user, child_id)
    narrow_to_child(request, child)
    if request.method == "POST":
        report = UnsentReport(drafts.begin(request.user, drafts.REPORT, {"child": str(child.pk)}))
        return redirect(report.address(report.steps[0]))
    context = {"missing": child.episodes.still_missing().first()}
    return render(request, "episodes/report_child.html", context | child_page(request, child, "report"))


@require_http_methods(["GET", "POST"])
@requires(Permission.REPORT_MISSING)
def new_child(request: StaffRequest) -> HttpResponse:
    """Ask about a child who is not recorded. Likely matches are shown first."""
    form = NewChildForm(request.POST or None, councils=councils_of(request.user))
    alike: list[Child] = []
    if form.is_valid():
        answers = form.cleaned_data
        likely = find(request.user, f"{answers['forename']} {answers['surname']}").hits
        alike = [hit.child for hit in likely if abs(hit.child.born_on.year - answers["born_on"].year) <= 1][:MOST_ALIKE]
        if not alike or answers["none_of_these"]:
            draft = drafts.begin(request.user, drafts.REPORT, {})
            drafts.keep(draft, NEW, request.POST)
            report = UnsentReport(draft)
            return redirect(report.address(report.steps[0]))
        record_list_view(request, [child.pk for child in alike], "report")
    return render(request, "episodes/report_new_child.html", {"form": form, "alike": alike})


@require_safe
@requires(Permission.REPORT_MISSING)
def resume(request: StaffRequest, draft_id: UUID) -> HttpResponse:
    """Return to the first page without an answer."""
    report = UnsentReport.of(request.user, draft_id)
    return redirect(report.address(report.first_unanswered()))


@require_http_methods(["GET", "POST"])
@requires(Permission.REPORT_MISSING)
def step(request: StaffRequest, draft_id: UUID, slug: str) -> HttpResponse:
    """Ask one question. The draft keeps what was typed even if it is not valid."""
    report = UnsentReport.of(request.user, draft_id)
    steps = neighbours(report.steps, slug)
    if steps is None:
        raise Http404
    before, current, after = steps
    if report.child:
        record_view(request, report.child, "report")
    form = report.form(current)
    if request.method == "POST":
        drafts.keep(report.draft, current.slug, request.POST)
        form = report.form(current)
        if form.is_valid():
            return redirect(report.address(None if request.GET.get("then") == "check" else after))
    page = {
        "report": report,
        "step": current,
        "heading": current.heading(report.about),
        "form": form,
        "back": _back(report, before),
    }
    page |= {"keep": reverse("episodes:report_keep", args=[draft_id, slug]), "flags": _flags(report)}
    page |= {"number": report.steps.index(current) + 1, "of": len(report.steps)}
    return render(request, "episodes/report_step.html", page)


def _flags(report: UnsentReport) -> tuple[str, ...]:
    return flags_of(report.child, report.by) if report.child else ()


def _back(report: UnsentReport, before: Step | None) -> str:
    if before is not None:
        return report.address(before)
    return reverse("episodes:report_for", args=[report.child.pk]) if report.child else reverse("episodes:report_new")


@require_POST
@requires(Permission.REPORT_MISSING)
def keep(request: StaffRequest, draft_id: UUID, slug: str) -> HttpResponse:
    """Save what is typed so far. The page sends this by itself shortly after the last key."""
    report = UnsentReport.of(request.user, draft_id)
    if neighbours(report.steps, slug) is None:
        raise Http404
    drafts.keep(report.draft, slug, request.POST)
    return HttpResponse(status=204)


@require_POST
@requires(Permission.REPORT_MISSING)
def throw_away(request: StaffRequest, draft_id: UUID) -> HttpResponse:
    UnsentReport.of(request.user, draft_id).draft.delete()
    messages.success(request, "The unfinished report has been discarded.")
    return redirect("episodes:report")


@require_http_methods(["GET", "POST"])
@requires(Permission.REPORT_MISSING)
@redirect_if_sent
def check(request: StaffRequest, draft_id: UUID) -> HttpResponseBase:
    """Show the answers to check, and send the report."""
    report = UnsentReport.of(request.user, draft_id)
    unanswered = report.first_unanswered()
    if unanswered is not None:
        return redirect(report.address(unanswered))
    form = SendForm(request.POST or None)

    def act() -> Done:
        episode = report.send()
        if Episode.objects.visible_to(request.user).filter(pk=episode.pk).exists():
            return Done(reverse("episodes:reported", args=[episode.pk]))
        return Done(reverse("episodes:report_sent"))

    def context() -> dict[str, Any]:
        return {"report": report, "rows": list(report.rows())}

    return act_on(request, report.child, form, act, "episodes/report_check.html", context, view="report")


@require_safe
@requires(Permission.REPORT_MISSING)
def reported(request: StaffRequest, episode_id: UUID) -> HttpResponse:
    """Show what happens next after a report, from the register of duties."""
    episode = episode_or_404(request, episode_id)
    record_view(request, episode.child, "report")
    reader = RecordReader(request.user.roles())
    page = {
        "episode": episode,
        "child": episode.child,
        "reports": episode.reports.count(),
        "due": [clock for clock in duty_statuses_for([episode])[episode.pk] if clock.open and reader.knows_of_duty(clock.code)],
        "due_on_return": duties_after(Moment.RETURNED, council_protocol(episode.child.council))
        if episode.needs_follow_up
        else (),
    }
    return render(request, "episodes/reported.html", page)


@require_safe
@requires(Permission.REPORT_MISSING)
def sent(request: StaffRequest) -> HttpResponse:
    """Confirm a report about a record that this person may not open."""
    return render(request, "episodes/report_sent.html")
