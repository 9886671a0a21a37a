"""Today's lists: who is missing now, and which duties are open, computed from the records at this moment.

They cover open episodes and those that ended in the last four weeks, with one query for each kind of record. To save time, the
queries leave out most episodes without an open duty; the clocks of the duties decide what is open.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple
from uuid import UUID

from django.db.models import F, OuterRef, Q, Subquery

from waylight.accounts.models import User
from waylight.accounts.permissions import RecordScope
from waylight.briefings.clocks import (
    RECENTLY_BACK,
    DutyStatus,
    EpisodeRecords,
    Protocols,
    current_protocols,
    duty_statuses_for,
    records_by_episode,
)
from waylight.briefings.read_permissions import RecordReader
from waylight.briefings.repeat_levels import repeat_meetings_due
from waylight.briefings.risk_reviews import risk_reviews
from waylight.briefings.worklist_scope import Assignee, WorklistScope
from waylight.core.clock import now
from waylight.duties.duty import DutyCode, level_of_meeting
from waylight.episodes.choices import FOLLOWED_UP, Assessor, Category
from waylight.episodes.episode import Episodes
from waylight.episodes.models import Episode, LogLine
from waylight.episodes.risk.joint_risk import CurrentRisk, current_risk
from waylight.interviews.choices import Outcome
from waylight.interviews.models import Interview
from waylight.people.models import Child

NEXT = timedelta(hours=24)
INTERVIEW_DUTIES = frozenset({DutyCode.FIRST_OFFER, DutyCode.RETURN_INTERVIEW, DutyCode.WRITE_UP})
ENDED_WITHOUT_INTERVIEW = frozenset(Outcome.values) - {Outcome.COMPLETED.value}


class Band(StrEnum):
    """The lists of Today. The count of a list links to exactly that list."""

    MISSING = "missing"
    OVERDUE = "overdue"
    SOON = "soon"
    LATER = "later"
    ALLOCATE = "allocate"


class RecentEpisode(NamedTuple):
    """An episode of the last four weeks, with only the columns that are needed to find repeat levels."""

    key: UUID
    child: UUID
    started_at: datetime
    category: str


@dataclass(frozen=True, kw_only=True)
class MissingChild:
    episode: Episode
    risk: CurrentRisk
    last: LogLine | None
    clock: DutyStatus | None
    mine: bool
    team: bool
    may_take_on: bool

    @property
    def unallocated(self) -> bool:
        return self.episode.owner_id is None


@dataclass(frozen=True, kw_only=True)
class Task:
    """One open duty to a child."""

    duty: DutyStatus
    episode: Episode
    interview: Interview | None
    mine: bool
    team: bool
    unallocated: bool
    may_accept: bool = False
    may_take_on: bool = False

    @property
    def band(self) -> Band:
        if self.duty.overdue or self.duty.due is None:
            return Band.OVERDUE
        return Band.SOON if self.duty.due - now() <= NEXT else Band.LATER

    @property
    def to_allocate(self) -> bool:
        return self.duty.code == DutyCode.INTERVIEW_ALLOCATED

    @property
    def level(self) -> int | None:
        """The repeat level if the duty is a meeting, otherwise None."""
        return level_of_meeting(self.duty.code)


@dataclass(frozen=True, kw_only=True)
class TodayWorklist:
    scope: WorklistScope
    missing: Sequence[MissingChild]
    tasks: Sequence[Task]

    def missing_of(self, assignee: Assignee) -> list[MissingChild]:
        return [row for row in self.missing if _assigned_to(row, assignee)]

    def tasks_of(self, assignee: Assignee, band: Band | None = None) -> list[Task]:
        chosen = [task for task in self.tasks if _assigned_to(task, assignee)]
        if band == Band.ALLOCATE:
            return [task for task in chosen if task.to_allocate]
        return chosen if band is None else [task for task in chosen if task.band == band]

    def count(self, assignee: Assignee, band: Band | None = None) -> int:
        """Return how many rows a list has or, without a band, the whole page."""
        if band == Band.MISSING:
            return len(self.missing_of(assignee))
        return len(self.tasks_of(assignee, band)) + (len(self.missing_of(assignee)) if band is None else 0)

    @cached_property
    def episodes(self) -> list[Episode]:
        """The different episodes on the page."""
        shown = [*(row.episode for row in self.missing), *(task.episode for task in self.tasks)]
        return list({episode.pk: episode for episode in shown}.values())

    @property
    def children(self) -> frozenset[UUID]:
        return frozenset(episode.child_id for episode in self.episodes)


def today_worklist_for(user: User) -> TodayWorklist:
    """Return what this person's Today shows. The number of queries does not grow with the number of records."""
    protocols = current_protocols()
    still_missing_now = list(with_row_details(Episode.objects.visible_to(user).still_missing()))
    recent = _recently_back(user)
    scope = WorklistScope.for_children(
        user, {*(episode.child_id for episode in still_missing_now), *(episode.child for episode in recent)}
    )
    back = list(with_row_details(with_open_duties(Episode.objects.filter(pk__in=[episode.key for episode in recent]))))
    records = records_by_episode([*still_missing_now, *back])
    clocks = duty_statuses_for([*still_missing_now, *back], records, protocols)
    lines = _last_lines(still_missing_now)
    missing = [
        _missing(scope.for_child(episode.child_id), episode, records[episode.pk], clocks[episode.pk], lines[episode.pk])
        for episode in still_missing_now
    ]
    tasks = [
        *_tasks(scope, [*still_missing_now, *back], records, clocks),
        *_meetings(scope, protocols, [*map(_recent_episode, still_missing_now), *recent]),
    ]
    return TodayWorklist(scope=scope, missing=missing, tasks=sorted(tasks, key=_soonest))


def tasks_for_episodes(user: User, episodes: Sequence[Episode]) -> list[Task]:
    """Return the open tasks of these episodes, in the order of the episodes."""
    records = records_by_episode(episodes)
    scope = WorklistScope.for_children(user, {episode.child_id for episode in episodes})
    return list(_tasks(scope, episodes, records, duty_statuses_for(episodes, records)))


def with_open_duties(episodes: Episodes) -> Episodes:
    """Leave out VOID episodes, and those with a check after the return and an interview that is written up or was not held."""
    written_up = Q(coverage__interview__written_up_at__isnull=False, coverage__interview__held_at__gte=F("returned_at"))
    interview_done = written_up | Q(coverage__interview__outcome__in=ENDED_WITHOUT_INTERVIEW)
    chosen = Q(category__in=FOLLOWED_UP) | Q(coverage__isnull=False)
    return (
        episodes.filter(chosen)
        .exclude(category=Category.VOID)
        .exclude(Q(check_made__done_at__gte=F("returned_at")) & interview_done)
    )


def _tasks(
    scope: WorklistScope,
    episodes: Iterable[Episode],
    records: Mapping[UUID, EpisodeRecords],
    clocks: Mapping[UUID, list[DutyStatus]],
) -> Iterator[Task]:
    for episode in episodes:
        own_scope = scope.for_child(episode.child_id)
        reader = RecordReader(own_scope.roles)
        for each in (*clocks[episode.pk], *risk_reviews(episode, records[episode.pk], reader)):
            if each.open and reader.knows_of_duty(each.code) and _concerns(own_scope, each, records[episode.pk].interview):
                yield _task(own_scope, each, episode, records[episode.pk].interview)


def _concerns(scope: WorklistScope, clock: DutyStatus, interview: Interview | None) -> bool:
    """Return whether this person sees a duty. A provider sees only the duties of the interviews that are referred to it."""
    if not scope.only_interviews:
        return True
    return clock.code in INTERVIEW_DUTIES and interview is not None and interview.provider_id in {None, *scope.agencies}


def _soonest(task: Task) -> tuple[datetime, str, str]:
    return task.duty.due or now(), str(task.episode.pk), task.duty.code


def with_row_details(episodes: Episodes) -> Episodes:
    """Select the related records that a row shows about each episode."""
    return episodes.select_related("child__council", "owner", "home")


def _last_lines(episodes: Sequence[Episode]) -> dict[UUID, list[LogLine]]:
    """Return, by episode, its latest log line and its latest line that is not by the police, newest first, in one query."""
    newest = LogLine.objects.filter(episode=OuterRef("pk")).order_by("-at").values("pk")
    others = newest.exclude(side=Assessor.POLICE)
    selected = Episode.objects.filter(pk__in=[episode.pk for episode in episodes]).order_by()
    latest = Q(pk__in=selected.values(last=Subquery(newest[:1]))) | Q(pk__in=selected.values(last=Subquery(others[:1])))
    lines: dict[UUID, list[LogLine]] = defaultdict(list)
    for line in LogLine.objects.filter(latest).order_by("-at"):
        lines[line.episode_id].append(line)
    return lines


def _missing(
    scope: WorklistScope, episode: Episode, records: EpisodeRecords, clocks: Iterable[DutyStatus], lines: Sequence[LogLine]
) -> MissingChild:
    reader = RecordReader(scope.roles)
    risk = current_risk(reader.visible_risks(records.risks))
    open_clocks = [
        each for each in (*clocks, *risk_reviews(episode, records, reader)) if each.open and reader.knows_of_duty(each.code)
    ]
    return MissingChild(
        episode=episode,
        risk=risk,
        last=next(filter(reader.knows_of_line, lines), None),
        clock=min(open_clocks, key=lambda each: each.due or now(), default=None),
        mine=episode.owner_id == scope.user.pk,
        team=scope.team_covers_child(episode.child),
        may_take_on=scope.may_take_on(episode),
    )


def _task(scope: WorklistScope, clock: DutyStatus, episode: Episode, interview: Interview | None) -> Task:
    is_interview_duty = clock.code in INTERVIEW_DUTIES
    person = interview.interviewer_id if is_interview_duty and interview else None if is_interview_duty else episode.owner_id
    return Task(
        duty=clock,
        episode=episode,
        interview=interview if is_interview_duty else None,
        mine=person == scope.user.pk,
        team=scope.team_has_duty(clock.owner, episode.child, interview),
        unallocated=clock.code != DutyCode.CHECK and person is None and not clock.person,
        may_accept=is_interview_duty and scope.may_accept(interview),
        may_take_on=not is_interview_duty and clock.code != DutyCode.CHECK and scope.may_take_on(episode),
    )


def _recently_back(user: User) -> list[RecentEpisode]:
    """Return the episodes that ended in the last four weeks, of the children this person may see.

    It makes two queries, because in one PostgreSQL overestimates the number of returns and reads every child.
    """
    back = Episode.objects.filter(returned_at__gte=now() - RECENTLY_BACK).order_by()
    recent = [RecentEpisode(*row) for row in back.values_list("pk", "child", "started_at", "category")]
    children = {episode.child for episode in recent}
    visible = set(Child.objects.visible_to(user).filter(pk__in=children).values_list("pk", flat=True))
    return [episode for episode in recent if episode.child in visible]


def _recent_episode(episode: Episode) -> RecentEpisode:
    return RecentEpisode(episode.pk, episode.child_id, episode.started_at, episode.category)


def _meetings(scope: WorklistScope, protocols: Protocols, recent: Iterable[RecentEpisode]) -> list[Task]:
    """Return the tasks for open meetings about the repeat levels that children reached in the last four weeks."""
    scopes = (RecordScope.WHOLE_COUNCIL, RecordScope.WHOLE_FORCE, RecordScope.OWN_CASES)
    recent = [episode for episode in recent if scope.for_child(episode.child).sees(*scopes)] if scope.sees(*scopes) else []
    if not recent:
        return []
    since = now() - RECENTLY_BACK
    meetings = repeat_meetings_due(_may_have_reached_a_level(since, protocols, recent), protocols)
    due = [each for group in meetings.values() for each in group if each.open and each.started and each.started >= since]
    episodes = with_row_details(Episode.objects.filter(pk__in=[each.episode for each in due])).in_bulk() if due else {}
    open_meetings = [(each, episodes[each.episode]) for each in due]
    return [_task(scope.for_child(episode.child_id), each, episode, None) for each, episode in open_meetings]


def _may_have_reached_a_level(since: datetime, protocols: Protocols, recent: Iterable[RecentEpisode]) -> list[UUID]:
    """Return the children who may have reached a level since then: missing since then, and often enough in the longest window."""
    children = {episode.child for episode in recent if episode.category == Category.MISSING and episode.started_at >= since}
    window = Episode.objects.counted().order_by().filter(child__in=children, started_at__gte=since - protocols.longest_window)
    times = Counter(window.values_list("child", flat=True))
    return [child for child, count in times.items() if count >= protocols.lowest_level]


def _assigned_to(row: MissingChild | Task, assignee: Assignee) -> bool:
    return assignee == Assignee.ALL or bool(getattr(row, assignee.value))
