"""Finds the access, month or published report that an address names, or raises Http404."""

from uuid import UUID

from django.http import Http404

from waylight.accounts.models import User
from waylight.core.clock import today
from waylight.reports.counts.months import Month
from waylight.reports.disclosure.readers import FiguresAccess, figures_access_at, figures_access_for
from waylight.reports.models import Published


def access_or_404(user: User, code: str) -> FiguresAccess:
    access = figures_access_at(user, code)
    if access is None:
        raise Http404
    return access


def month_or_404(text: str) -> Month:
    """Return the month in an address. Raises Http404 if it has not begun."""
    try:
        month = Month.named(text)
    except ValueError as problem:
        raise Http404 from problem
    if str(month) != text or month > Month.of(today()):
        raise Http404
    return month


def published_or_404(user: User, key: UUID) -> tuple[Published, FiguresAccess]:
    """Return a published report and this person's access to the council's figures."""
    access_by_council = {access.council.pk: access for access in figures_access_for(user)}
    published = Published.objects.filter(council__in=access_by_council).select_related("council", "by").filter(pk=key).first()
    if published is None:
        raise Http404
    return published, access_by_council[published.council_id]
