"""The contents of the page Today."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator

from waylight.accounts.models import User
from waylight.accounts.permissions import Permission
from waylight.briefings.activity import Activity, activity_for
from waylight.briefings.clocks import RECENTLY_BACK
from waylight.briefings.today import Band, TodayWorklist, today_worklist_for
from waylight.core.clock import now
from waylight.web.models import Looked
from waylight.web.today.filters import BANDS, TodayFilter
from waylight.web.today.rows import MissingRow, TaskRow, missing_row, task_row

ROWS_DRAWN = 50
ACTIVITY_SHOWN = 10
DUTY_BANDS = (Band.OVERDUE, Band.SOON, Band.LATER)


@dataclass(frozen=True)
class TodayList[Row]:
    """One list: its heading, the rows of this page, and the address of its next page, or ""."""

    label: str
    rows: Sequence[Row]
    page: Page[Any]
    next_page: str

    @property
    def count(self) -> int:
        """Return the number of rows in the whole list."""
        return self.page.paginator.count

    @property
    def children(self) -> set[UUID]:
        """Return the children on this page of the list."""
        return {row.episode.child_id for row in self.page.object_list}


@dataclass(frozen=True, kw_only=True)
class TodayPage:
    choice: TodayFilter
    by_assignee: list[dict[str, Any]]
    by_band: list[dict[str, Any]]
    missing: TodayList[MissingRow] | None
    groups: Sequence[TodayList[TaskRow]]
    activity: Sequence[Activity]
    activity_since: datetime
    as_at: datetime
    may_report: bool
    nothing_due: str
    children: frozenset[UUID]

    @property
    def latest_activity(self) -> Sequence[Activity]:
        return self.activity[:ACTIVITY_SHOWN]

    @property
    def more_activity(self) -> Sequence[Activity]:
        """Return the activity that shows when the list is unfolded."""
        return self.activity[ACTIVITY_SHOWN:]

    @property
    def recent_days(self) -> int:
        """Return for how many days after a return Today lists what is due."""
        return RECENTLY_BACK.days

    @property
    def task_count(self) -> int:
        return sum(group.count for group in self.groups)


def today_page(user: User, choice: TodayFilter, visit: Looked, *, number: str | None) -> TodayPage:
    worklist = today_worklist_for(user)
    missing_now = [row.episode for row in worklist.missing]
    activity = activity_for(user, after=visit.before_entry, until=visit.entry, since=visit.before_at, missing=missing_now)
    missing, groups = _missing(worklist, choice, number, visit), _groups(worklist, choice, number)
    lists: list[TodayList[Any]] = [missing, *groups] if missing else [*groups]
    return TodayPage(
        choice=choice,
        by_assignee=choice.by_assignee(worklist),
        by_band=choice.by_band(worklist),
        missing=missing,
        groups=groups,
        activity=activity,
        activity_since=visit.before_at,
        as_at=now(),
        may_report=worklist.scope.has_permission(Permission.REPORT_MISSING),
        nothing_due="No interview work is due." if worklist.scope.only_interviews else "Nothing you can see is due.",
        children=frozenset().union(*(each.children for each in lists), {item.child.pk for item in activity}),
    )


def _missing(worklist: TodayWorklist, choice: TodayFilter, number: str | None, visit: Looked) -> TodayList[MissingRow] | None:
    if not choice.shows(Band.MISSING):
        return None
    page, next_page = _page_of(worklist.missing_of(choice.assignee), choice, Band.MISSING, number)
    rows = [missing_row(row, choice, worklist.scope, visit.before_at) for row in page.object_list]
    return TodayList(BANDS[Band.MISSING], rows, page, next_page)


def _groups(worklist: TodayWorklist, choice: TodayFilter, number: str | None) -> list[TodayList[TaskRow]]:
    bands = [choice.band] if choice.band and choice.band != Band.MISSING else [] if choice.band else DUTY_BANDS
    groups = []
    for band in bands:
        page, next_page = _page_of(worklist.tasks_of(choice.assignee, band), choice, band, number)
        shown = [task_row(task, choice, worklist.scope) for task in page.object_list]
        groups.append(TodayList(BANDS[band], shown, page, next_page))
    return groups


def _page_of(rows: Sequence[Any], choice: TodayFilter, band: Band, number: str | None) -> tuple[Page[Any], str]:
    """Return a page of a list and the next page's address. If the page shows several lists, each shows its first page."""
    page = Paginator(rows, ROWS_DRAWN).get_page(number if choice.band else 1)
    return page, f"{TodayFilter(choice.assignee, band).href}&page={page.next_page_number()}" if page.has_next() else ""
