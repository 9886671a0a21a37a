"""Everything Today's page shows, in one value."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator

from waylight.accounts.models import User
from waylight.accounts.roles import MAY_REPORT
from waylight.briefings.activity import Activity, activity_for
from waylight.briefings.today import Band, TodayWorklist, today_worklist_for
from waylight.core.clock import now
from waylight.web.models import Looked
from waylight.web.today.filters import BANDS, Choice
from waylight.web.today.rows import MissingRow, TaskRow, missing_row, task_row

ROWS_DRAWN = 50
NEWS_SHOWN = 10
BANDS_OF_OWED = (Band.OVERDUE, Band.SOON, Band.LATER)


@dataclass(frozen=True)
class Group[Row]:
    """One list: its heading, the rows of this page of it, and the address that opens it alone where these end."""

    label: str
    rows: Sequence[Row]
    page: Page[Any]
    further: str

    @property
    def count(self) -> int:
        """How long the whole list is."""
        return self.page.paginator.count

    @property
    def children(self) -> set[UUID]:
        """Those on this page of it."""
        return {row.episode.child_id for row in self.page.object_list}


@dataclass(frozen=True, kw_only=True)
class TodayPage:
    choice: Choice
    by_whose: list[dict[str, Any]]
    by_band: list[dict[str, Any]]
    missing: Group[MissingRow] | None
    groups: Sequence[Group[TaskRow]]
    news: Sequence[Activity]
    news_since: datetime
    as_at: datetime
    may_report: bool
    children: frozenset[UUID]

    @property
    def latest_news(self) -> Sequence[Activity]:
        return self.news[:NEWS_SHOWN]

    @property
    def more_news(self) -> Sequence[Activity]:
        """What stands behind a fold."""
        return self.news[NEWS_SHOWN:]

    @property
    def owed(self) -> int:
        return sum(group.count for group in self.groups)


def today_page(user: User, choice: Choice, looked: Looked, *, number: str | None) -> TodayPage:
    gathered = today_worklist_for(user)
    out = [row.episode for row in gathered.missing]
    news = activity_for(user, after=looked.before_entry, until=looked.entry, since=looked.before_at, missing=out)
    missing, groups = _missing(gathered, choice, number, looked), _groups(gathered, choice, number)
    lists: list[Group[Any]] = [missing, *groups] if missing else [*groups]
    return TodayPage(
        choice=choice,
        by_whose=choice.by_whose(gathered),
        by_band=choice.by_band(gathered),
        missing=missing,
        groups=groups,
        news=news,
        news_since=looked.before_at,
        as_at=now(),
        may_report=gathered.desk.has_role(MAY_REPORT),
        children=frozenset().union(*(each.children for each in lists), {item.child.pk for item in news}),
    )


def _missing(gathered: TodayWorklist, choice: Choice, number: str | None, looked: Looked) -> Group[MissingRow] | None:
    if not choice.shows(Band.MISSING):
        return None
    page, further = _part(gathered.missing_of(choice.whose), choice, Band.MISSING, number)
    rows = [missing_row(row, choice, gathered.desk, looked.before_at) for row in page.object_list]
    return Group(BANDS[Band.MISSING], rows, page, further)


def _groups(gathered: TodayWorklist, choice: Choice, number: str | None) -> list[Group[TaskRow]]:
    bands = [choice.band] if choice.band and choice.band != Band.MISSING else [] if choice.band else BANDS_OF_OWED
    groups = []
    for band in bands:
        page, further = _part(gathered.tasks_of(choice.whose, band), choice, band, number)
        shown = [task_row(task, choice, gathered.desk) for task in page.object_list]
        groups.append(Group(BANDS[band], shown, page, further))
    return groups


def _part(rows: Sequence[Any], choice: Choice, band: Band, number: str | None) -> tuple[Page[Any], str]:
    """The page of a list that is asked for. Where several lists stand, each shows its first page and leads to its second."""
    page = Paginator(rows, ROWS_DRAWN).get_page(number if choice.band else 1)
    return page, f"{Choice(choice.whose, band).href}&page={page.next_page_number()}" if page.has_next() else ""
