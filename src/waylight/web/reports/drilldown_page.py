"""The children behind a figure: its episodes, as far as this person may see them."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import batched
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.http import Http404

from waylight.accounts.models import User
from waylight.agencies.models import Agency
from waylight.episodes.models import Episode
from waylight.facts import builder, store
from waylight.indicators.drilldown import OPENING, episodes_behind, episodes_behind_level
from waylight.indicators.register import named
from waylight.reports.counts.agreed_times import agreed_times_between
from waylight.reports.counts.month_counts import facts_for_a_page
from waylight.reports.counts.months import Month

ROWS_A_PAGE = 50
KEYS_A_QUERY = 5_000
TWELVE = "twelve-to-"
REPEAT = "repeat."


@dataclass(frozen=True, kw_only=True)
class DrilldownPage:
    """The list behind a figure. The figure counts `counted` episodes; this person may see `open` of them."""

    title: str
    question: str
    period: str
    council: Agency
    month: Month
    counted: int
    page: Page[UUID]
    episodes: list[Episode]

    @property
    def open(self) -> int:
        return self.page.paginator.count

    @property
    def not_open(self) -> int:
        return self.counted - self.open

    @property
    def children(self) -> set[UUID]:
        return {episode.child_id for episode in self.episodes}


def drilldown_page_of(user: User, council: Agency, span: str, measure: str, *, number: str | None) -> DrilldownPage:
    """Return the list behind one figure. Raises Http404 for an unknown span or measure."""
    month, start = _period(span)
    title, question, keys = _counted(council, measure, month, start)
    visible = _visible(user, keys)
    page = Paginator(visible, ROWS_A_PAGE).get_page(number)
    shown = Episode.objects.visible_to(user).filter(pk__in=list(page)).select_related("child", "coverage__interview")
    return DrilldownPage(
        title=title,
        question=question,
        period=f"Twelve months to {month.words}" if span.startswith(TWELVE) else month.words,
        council=council,
        month=month,
        counted=len(keys),
        page=page,
        episodes=sorted(shown, key=lambda episode: episode.started_at, reverse=True),
    )


def _period(span: str) -> tuple[Month, Month]:
    """Return the month and the first month of the period."""
    try:
        month = Month.named(span.removeprefix(TWELVE))
    except ValueError as problem:
        raise Http404 from problem
    return (month, month.twelve[0]) if span.startswith(TWELVE) else (month, month)


def _counted(council: Agency, measure: str, month: Month, first: Month) -> tuple[str, str, list[UUID]]:
    facts = facts_for_a_page()
    connection, code = store.connect(facts), str(council.authority_id)
    if measure.startswith(REPEAT) and measure.removeprefix(REPEAT).isdigit():
        level = int(measure.removeprefix(REPEAT))
        title, question = f"Reached {level} episodes", "At which episode did a child reach the level?"
        opened = episodes_behind_level(connection, level, code, first.start, month.until)
    elif measure in OPENING:
        allowed = agreed_times_between(council, first.start, month.until)
        title, question = allowed.title_of(named(measure)), named(measure).question
        opened = episodes_behind(connection, measure, code, first.start, month.until)
    else:
        raise Http404
    return title, question, list(builder.records_behind(facts, opened).values())


def _visible(user: User, keys: Iterable[UUID]) -> list[UUID]:
    """Return the keys of the episodes that this person may see, latest first."""
    visible = []
    for chunk in batched(keys, KEYS_A_QUERY):
        visible += list(Episode.objects.visible_to(user).filter(pk__in=chunk).values_list("started_at", "pk"))
    return [key for _, key in sorted(visible, reverse=True)]
