"""Report pages: choose a month, read it, open a figure, download and publish."""

from uuid import UUID

from django.http import Http404, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from waylight.accounts.permissions import Permission
from waylight.core.clock import today
from waylight.reports.counts.month_counts import count_month, facts_for_a_page, first_month
from waylight.reports.counts.months import Month
from waylight.reports.disclosure.readers import FiguresAccess, figures_access_for
from waylight.reports.formats.register import FORMATS
from waylight.reports.models import Published
from waylight.reports.month import MonthReport, month_report
from waylight.reports.publishing import last_published, report_of
from waylight.reports.publishing import publish as publish_figures
from waylight.web.kit.act_on import Done, act_on
from waylight.web.kit.child_access import record_list_view
from waylight.web.kit.forms import IdempotentForm
from waylight.web.kit.http import HttpResponse, StaffRequest
from waylight.web.kit.page_access import requires
from waylight.web.reports.drilldown_page import drilldown_page_of
from waylight.web.reports.lookups import access_or_404, month_or_404, published_or_404
from waylight.web.reports.page import months_to_choose, report_page


class PublishForm(IdempotentForm):
    """The form that publishes a month's figures."""


@require_safe
@requires(Permission.SEE_FIGURES)
def index(request: StaffRequest) -> HttpResponse:
    """Choose a month and, if there are several, a council."""
    accesses = figures_access_for(request.user)
    if not accesses:
        raise Http404
    code = request.GET.get("council", "")
    chosen = next((reading for reading in accesses if reading.council.authority_id == code), accesses[0])
    last = Month.of(today())
    published_reports = Published.objects.of(chosen.council).select_related("by")
    latest = {published.month: published for published in reversed(published_reports)}
    choices = [
        {"label": each.council.name, "href": f"?council={each.council.authority_id}", "active": each == chosen}
        for each in accesses
    ]
    months = months_to_choose(chosen, first_month(chosen.council) or last, last, latest)
    return render(
        request, "reports/index.html", {"chosen": chosen, "choices": choices, "months": months, "published": published_reports}
    )


@require_safe
@requires(Permission.SEE_FIGURES)
def month(request: StaffRequest, council_code: str, month: str) -> HttpResponse:
    """Show one month's report."""
    access, report_month = access_or_404(request.user, council_code), month_or_404(month)
    latest_published = Published.objects.of(access.council).filter(month=str(report_month)).first()
    page = report_page(_report(access, report_month), access, latest_published=latest_published, latest=Month.of(today()))
    return render(request, "reports/month.html", {"page": page})


@require_safe
@requires(Permission.SEE_FIGURES)
def download(request: StaffRequest, council_code: str, month: str, kind: str) -> HttpResponse:
    """Download the report as a file."""
    access = access_or_404(request.user, council_code)
    return _file(_report(access, month_or_404(month)), kind)


@require_safe
@requires(Permission.OPEN_FIGURES)
def behind(request: StaffRequest, council_code: str, span: str, measure: str) -> HttpResponse:
    """Show the children behind a figure."""
    access = access_or_404(request.user, council_code)
    if not access.opens:
        raise Http404
    page = drilldown_page_of(request.user, access.council, span, measure, number=request.GET.get("page"))
    record_list_view(request, page.children, "behind a figure")
    return render(request, "reports/drilldown.html", {"page": page})


@require_http_methods(["GET", "POST"])
@requires(Permission.PUBLISH_FIGURES)
def publish(request: StaffRequest, council_code: str, month: str) -> HttpResponseBase:
    """Ask for confirmation, and publish the month's current figures."""
    access, report_month = access_or_404(request.user, council_code), month_or_404(month)
    if not access.publishes:
        raise Http404
    form = PublishForm(request.POST or None)

    def act() -> Done:
        publication = publish_figures(access.council, count_month(access.council, report_month), by=request.user)
        return Done(reverse("reports:published", args=[publication.pk]), f"The figures for {report_month.words} are published.")

    def context() -> dict[str, object]:
        counts = count_month(access.council, report_month, facts=facts_for_a_page())
        return {"month": report_month, "reading": access, "as_at": counts.as_at}

    return act_on(request, None, form, act, "reports/publish.html", context)


@require_safe
@requires(Permission.SEE_FIGURES)
def published(request: StaffRequest, published_id: UUID) -> HttpResponse:
    """Show a report as it was published."""
    publication, access = published_or_404(request.user, published_id)
    report = report_of(publication, whole_view=access.opens)
    page = report_page(report, access, published=publication, latest=report.month)
    return render(request, "reports/month.html", {"page": page})


@require_safe
@requires(Permission.SEE_FIGURES)
def published_download(request: StaffRequest, published_id: UUID, kind: str) -> HttpResponse:
    publication, access = published_or_404(request.user, published_id)
    return _file(report_of(publication, whole_view=access.opens), kind)


def _report(access: FiguresAccess, month: Month) -> MonthReport:
    counts = count_month(access.council, month, facts=facts_for_a_page())
    return month_report(counts, whole_view=access.opens, published=last_published(counts.code, month))


def _file(report: MonthReport, kind: str) -> HttpResponse:
    if kind not in FORMATS:
        raise Http404
    write, content_type = FORMATS[kind]
    name = f"missing-children-{report.code}-{report.month}.{kind}"
    return HttpResponse(write(report), content_type, headers={"Content-Disposition": f'attachment; filename="{name}"'})
