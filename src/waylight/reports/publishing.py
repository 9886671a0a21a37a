"""Publishes a month's report: its figures and definitions are stored and never change, so that people can quote them."""

from dataclasses import asdict

from django.core.exceptions import ValidationError
from django.db import transaction

from waylight.accounts.models import User
from waylight.agencies.models import Agency
from waylight.audit import log
from waylight.core.clock import local
from waylight.reports.counts.month_counts import MonthCounts
from waylight.reports.counts.months import Month
from waylight.reports.models import Published
from waylight.reports.month import Definition, MonthReport, define, month_report


@transaction.atomic
def publish(council: Agency, counts: MonthCounts, *, by: User) -> Published:
    """Store these counts with today's definitions. Raises ValidationError for a month that is not over or has no records."""
    if local(counts.as_at).date() < counts.month.until:
        raise ValidationError(f"{counts.month.words} is not over yet. Publish its figures after it ends.")
    if not counts.known(counts.month):
        raise ValidationError(f"There are no records for {counts.month.words} to publish.")
    published = Published(
        council=council,
        month=str(counts.month),
        counts=counts.as_json(),
        definitions=[asdict(definition) for definition in define(counts.allowed)],
        as_at=counts.as_at,
        by=by,
    )
    published.full_clean()
    published.save(force_insert=True)
    log.record("published figures in", published, by=by)
    return published


def last_published(code: str, month: Month) -> MonthCounts | None:
    """Return the counts of the latest publication of a month, or None."""
    last = Published.objects.filter(council__authority=code, month=str(month)).first()
    return last.counted() if last else None


def report_of(published: Published, *, whole_view: bool) -> MonthReport:
    """Return the report as it was published, from the stored counts and definitions."""
    definitions = [Definition(**each) for each in published.definitions]
    return month_report(published.counted(), whole_view=whole_view, definitions=definitions)
