"""Everything Today's page shows, in one value."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator

from waylight.accounts.models import User
from waylight.accounts.roles import MAY_REPORT
from waylight.briefings.news import News, news_for
from waylight.briefings.today import Band, Task, Today, today_for
from waylight.core.clock import now
from waylight.web.models import Looked
from waylight.web.today.choices import BANDS, Choice
from waylight.web.today.rows import MissingRow, TaskRow, missing_row, task_row

ROWS_A_PAGE = 100
NEWS_SHOWN = 10
BANDS_OF_OWED = (Band.OVERDUE, Band.SOON, Band.LATER)


@dataclass(frozen=True)
class Group:
    """One list of what is owed: its heading, the rows of this page of it, and the address that opens it alone."""

    label: str
    rows: Sequence[TaskRow]
    page: Page[Task]
    href: str


@dataclass(frozen=True, kw_only=True)
class TodayPage:
    choice: Choice
    by_whose: list[dict[str, Any]]
    by_band: list[dict[str, Any]]
    shows_missing: bool
    missing: Sequence[MissingRow]
    groups: Sequence[Group]
    news: Sequence[News]
    news_since: datetime
    as_at: datetime
    may_report: bool
    children: frozenset[UUID]

    @property
    def latest_news(self) -> Sequence[News]:
        return self.news[:NEWS_SHOWN]

    @property
    def more_news(self) -> Sequence[News]:
        """What stands behind a fold."""
        return self.news[NEWS_SHOWN:]

    @property
    def owed(self) -> int:
        return sum(group.page.paginator.count for group in self.groups)


def today_page(user: User, choice: Choice, looked: Looked, *, number: str | None) -> TodayPage:
    gathered = today_for(user)
    news = news_for(user, after=looked.before_entry, since=looked.before_at, missing=[row.episode for row in gathered.missing])
    desk = gathered.desk
    return TodayPage(
        choice=choice,
        by_whose=choice.by_whose(gathered),
        by_band=choice.by_band(gathered),
        shows_missing=choice.shows(Band.MISSING),
        missing=[missing_row(row, choice, desk, looked.before_at) for row in gathered.missing_of(choice.whose)],
        groups=list(_groups(gathered, choice, number)),
        news=news,
        news_since=looked.before_at,
        as_at=now(),
        may_report=desk.holds(MAY_REPORT),
        children=gathered.children.union(item.child.pk for item in news),
    )


def _groups(gathered: Today, choice: Choice, number: str | None) -> list[Group]:
    """The lists asked for; on the whole page each shows its first rows and leads to the rest."""
    bands = [choice.band] if choice.band and choice.band != Band.MISSING else [] if choice.band else BANDS_OF_OWED
    groups = []
    for band in bands:
        page = Paginator(gathered.tasks_of(choice.whose, band), ROWS_A_PAGE).get_page(number if choice.band else 1)
        shown = [task_row(task, choice, gathered.desk) for task in page.object_list]
        groups.append(Group(BANDS[band], shown, page, Choice(choice.whose, band).href))
    return groups
