"""Report pages: choose a month, read it, open a figure, download and publish."""

from uuid import UUID

from django.http import Http404, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from waylight.accounts.roles import OPENS_FIGURES, PUBLISHES_FIGURES, SEES_FIGURES
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
from waylight.web.kit.page_access import for_roles
from waylight.web.reports.drilldown_page import drilldown_page_of
from waylight.web.reports.lookups import access_or_404, month_or_404, published_or_404
from waylight.web.reports.page import months_to_choose, report_page


class Publishing(IdempotentForm):
    """The form that publishes a month's figures."""


@require_safe
@for_roles(SEES_FIGURES)
def index(request: StaffRequest) -> HttpResponse:
    """Choose a month, and a council where there are several."""
    mine = figures_access_for(request.user)
    if not mine:
        raise Http404
    asked = request.GET.get("council", "")
    chosen = next((reading for reading in mine if reading.council.authority_id == asked), mine[0])
    last = Month.of(today())
    kept = Published.objects.of(chosen.council).select_related("by")
    latest = {published.month: published for published in reversed(kept)}
    choices = [
        {"label": each.council.name, "href": f"?council={each.council.authority_id}", "active": each == chosen} for each in mine
    ]
    months = months_to_choose(chosen, first_month(chosen.council) or last, last, latest)
    return render(request, "reports/index.html", {"chosen": chosen, "choices": choices, "months": months, "published": kept})


@require_safe
@for_roles(SEES_FIGURES)
def month(request: StaffRequest, council_code: str, month: str) -> HttpResponse:
    """Show one month's report."""
    reading, asked = access_or_404(request.user, council_code), month_or_404(month)
    kept = Published.objects.of(reading.council).filter(month=str(asked)).first()
    page = report_page(_report(reading, asked), reading, kept=kept, latest=Month.of(today()))
    return render(request, "reports/month.html", {"page": page})


@require_safe
@for_roles(SEES_FIGURES)
def download(request: StaffRequest, council_code: str, month: str, kind: str) -> HttpResponse:
    """Download the report as a file."""
    reading = access_or_404(request.user, council_code)
    return _file(_report(reading, month_or_404(month)), kind)


@require_safe
@for_roles(OPENS_FIGURES)
def behind(request: StaffRequest, council_code: str, span: str, measure: str) -> HttpResponse:
    """Show the children behind a figure."""
    reading = access_or_404(request.user, council_code)
    if not reading.opens:
        raise Http404
    page = drilldown_page_of(request.user, reading.council, span, measure, number=request.GET.get("page"))
    record_list_view(request, page.children, "behind a figure")
    return render(request, "reports/drilldown.html", {"page": page})


@require_http_methods(["GET", "POST"])
@for_roles(PUBLISHES_FIGURES)
def publish(request: StaffRequest, council_code: str, month: str) -> HttpResponseBase:
    """Ask, and freeze the month's figures as they stand."""
    reading, asked = access_or_404(request.user, council_code), month_or_404(month)
    if not reading.publishes:
        raise Http404
    form = Publishing(request.POST or None)

    def act() -> Done:
        kept = publish_figures(reading.council, count_month(reading.council, asked), by=request.user)
        return Done(reverse("reports:published", args=[kept.pk]), f"The figures for {asked.words} are published.")

    def context() -> dict[str, object]:
        counts = count_month(reading.council, asked, facts=facts_for_a_page())
        return {"month": asked, "reading": reading, "as_at": counts.as_at}

    return act_on(request, None, form, act, "reports/publish.html", context)


@require_safe
@for_roles(SEES_FIGURES)
def published(request: StaffRequest, published_id: UUID) -> HttpResponse:
    """Show a report as it was published."""
    kept, reading = published_or_404(request.user, published_id)
    report = report_of(kept, whole_view=reading.opens)
    page = report_page(report, reading, published=kept, latest=report.month)
    return render(request, "reports/month.html", {"page": page})


@require_safe
@for_roles(SEES_FIGURES)
def published_download(request: StaffRequest, published_id: UUID, kind: str) -> HttpResponse:
    kept, reading = published_or_404(request.user, published_id)
    return _file(report_of(kept, whole_view=reading.opens), kind)


def _report(reading: FiguresAccess, month: Month) -> MonthReport:
    counts = count_month(reading.council, month, facts=facts_for_a_page())
    return month_report(counts, whole_view=reading.opens, published=last_published(counts.code, month))


def _file(report: MonthReport, kind: str) -> HttpResponse:
    if kind not in FORMATS:
        raise Http404
    write, content_type = FORMATS[kind]
    name = f"missing-children-{report.code}-{report.month}.{kind}"
    return HttpResponse(write(report), content_type, headers={"Content-Disposition": f'attachment; filename="{name}"'})
