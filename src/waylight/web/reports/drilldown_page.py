"""The children counted in a figure: its episodes, as far as this person may see them.

A figure about flags counts every child with the flag. Its list shows a child only if the person may read the flag, because the
list itself says what the flag is.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import batched
from typing import NamedTuple
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.http import Http404

from waylight.access.visibility import restrict_to_children
from waylight.accounts.models import User
from waylight.agencies.models import Agency
from waylight.briefings.read_permissions import RecordReader
from waylight.core.clock import local
from waylight.core.periods import is_in_force_on
from waylight.episodes.models import Episode
from waylight.facts import builder, store
from waylight.indicators.drilldown import OPENING, episodes_behind, episodes_behind_level
from waylight.indicators.engine import CHILDREN
from waylight.indicators.indicator import Count
from waylight.indicators.register import named
from waylight.placements.models import Flag
from waylight.reports.counts.agreed_times import agreed_times_between
from waylight.reports.counts.month_counts import facts_for_a_page
from waylight.reports.counts.months import Month

ROWS_A_PAGE = 50
KEYS_A_QUERY = 5_000
TWELVE = "twelve-to-"
REPEAT = "repeat."


class VisibleEpisode(NamedTuple):
    """An episode counted in a figure, of a child that this person sees."""

    started_at: datetime
    key: UUID
    child: UUID


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
    about_flags: bool

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
    visible, counted = _visible(user, keys), OPENING.get(measure)
    if counted and counted.flag:
        visible = _with_a_flag_to_read(user, visible, counted)
    page = Paginator([episode.key for episode in sorted(visible, reverse=True)], ROWS_A_PAGE).get_page(number)
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
        about_flags=bool(counted and counted.flag),
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


def _visible(user: User, keys: Iterable[UUID]) -> list[VisibleEpisode]:
    """Return the episodes that this person may see."""
    visible = []
    for chunk in batched(keys, KEYS_A_QUERY):
        rows = Episode.objects.visible_to(user).filter(pk__in=chunk).values_list("started_at", "pk", "child_id")
        visible += [VisibleEpisode(*row) for row in rows]
    return visible


def _with_a_flag_to_read(user: User, visible: list[VisibleEpisode], counted: Count) -> list[VisibleEpisode]:
    """Return the episodes that a flag which this person may read puts in the figure; where it counts children, all of theirs."""
    flags = _flags_to_read(user, {episode.child for episode in visible}, counted.flag)
    flagged = [
        episode
        for episode in visible
        if any(
            is_in_force_on(flag.started_on, flag.ended_on, local(episode.started_at).date())
            for flag in flags.get(episode.child, ())
        )
    ]
    if counted.base not in CHILDREN:
        return flagged
    children = {episode.child for episode in flagged}
    return [episode for episode in visible if episode.child in children]


def _flags_to_read(user: User, children: set[UUID], kind: str) -> dict[UUID, list[Flag]]:
    """Return, for each child, the flags of this kind that the person may read by the roles that let them see that child."""
    flags: dict[UUID, list[Flag]] = defaultdict(list)
    for chunk in batched(children, KEYS_A_QUERY):
        by_child = restrict_to_children(user, chunk)
        for flag in Flag.objects.filter(child__in=chunk, kind=kind):
            if RecordReader(by_child[flag.child_id].roles()).reads_flag(flag):
                flags[flag.child_id].append(flag)
    return flags
