"""Finds what an address under reports names; raises Http404 otherwise."""

from uuid import UUID

from django.http import Http404

from waylight.accounts.models import User
from waylight.core.clock import today
from waylight.reports.counts.months import Month
from waylight.reports.disclosure.readers import FiguresAccess, figures_access_at, figures_access_for
from waylight.reports.models import Published


def access_or_404(user: User, code: str) -> FiguresAccess:
    reading = figures_access_at(user, code)
    if reading is None:
        raise Http404
    return reading


def month_or_404(text: str) -> Month:
    """Return the month in an address; it must have begun."""
    try:
        month = Month.named(text)
    except ValueError as problem:
        raise Http404 from problem
    if str(month) != text or month > Month.of(today()):
        raise Http404
    return month


def published_or_404(user: User, key: UUID) -> tuple[Published, FiguresAccess]:
    """Return a published report of a council whose figures this person may read."""
    mine = {reading.council.pk: reading for reading in figures_access_for(user)}
    published = Published.objects.filter(council__in=mine).select_related("council", "by").filter(pk=key).first()
    if published is None:
        raise Http404
    return published, mine[published.council_id]
