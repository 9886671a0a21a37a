"""The search page: the children found, why they match, and what to do when there are none."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlencode

from django.urls import reverse

from waylight.accounts.models import User
from waylight.accounts.permissions import Permission
from waylight.agencies.models import Agency, Kind
from waylight.briefings.chronology import placement_label
from waylight.core.clock import today
from waylight.episodes.models import Episode, Report
from waylight.people.models import Child
from waylight.people.search.child_search import MOST_SHOWN, SHOWN, Hit, SearchResults, find
from waylight.placements.models import Placement

FEWEST_LETTERS = 2


@dataclass(frozen=True)
class FoundRow:
    child: Child
    href: str
    why: str
    written: str
    merged: bool
    lives: str
    missing_since: datetime | None


@dataclass(frozen=True)
class SearchPage:
    typed: str
    rows: Sequence[FoundRow] = ()
    more: str = ""
    too_many: bool = False
    too_broad: bool = False
    too_short: bool = False
    emergency: str = ""
    report: str = ""


def search_page(user: User, typed: str, *, further: bool) -> SearchPage:
    """Return the closest matches for `typed`. With `further`, return more of them."""
    page = SearchPage(
        typed,
        emergency=reverse("emergencies:open") if user.has_permission(Permission.OPEN_IN_EMERGENCY) else "",
        report=reverse("episodes:report") if user.has_permission(Permission.REPORT_MISSING) else "",
    )
    if len(typed) < FEWEST_LETTERS:
        return replace(page, too_short=bool(typed))
    found = find(user, typed, shown=MOST_SHOWN if further else SHOWN)
    hits = [*_by_report(user, found), *found.hits]
    by_child = {hit.child.pk: hit for hit in reversed(hits)}
    return replace(
        page,
        rows=_rows(list(reversed(by_child.values()))),
        more=f"?{urlencode({'q': typed, 'further': 1})}" if found.more and not further else "",
        too_many=found.more,
        too_broad=found.too_broad,
    )


def _by_report(user: User, found: SearchResults) -> list[Hit]:
    """Find children by the reference of a report, such as the police's incident number."""
    if not found.query.numbers:
        return []
    councils = Agency.objects.filter(kind=Kind.COUNCIL).order_by().values("pk")  # references are indexed for each council
    reports = Report.objects.visible_to(user).filter(council__in=councils, reference__in=found.query.numbers)
    with_reference = reports.exclude(reference="").select_related("episode__child__council")
    return [Hit(report.episode.child, f"Report {report.reference}") for report in with_reference]


def _rows(hits: Sequence[Hit]) -> list[FoundRow]:
    keys = [hit.child.pk for hit in hits]
    missing = dict(Episode.objects.filter(child__in=keys).still_missing().values_list("child", "started_at"))
    homes = {
        placement.child_id: placement_label(placement)
        for placement in Placement.objects.filter(child__in=keys).on(today()).select_related("home", "authority")
    }
    return [
        FoundRow(
            child=hit.child,
            href=reverse("children:detail", args=[hit.child.pk]),
            why=hit.why[:1].upper() + hit.why[1:],
            written=hit.written,
            merged=hit.merged,
            lives=homes.get(hit.child.pk, hit.child.locality),
            missing_since=missing.get(hit.child.pk),
        )
        for hit in hits
    ]
