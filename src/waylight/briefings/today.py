"""Today: who is missing now, and what is owed, from the records as they stand this moment.

Episodes that ended in the last four weeks are judged here, one query for each kind of record however many there are.
The database leaves out only those of which nothing can still be owed; that is a saving, never the judgement.
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
from waylight.accounts.roles import OWN_CASES, WHOLE_COUNCIL, WHOLE_FORCE
from waylight.briefings.clocks import (
    DutyStatus,
    EpisodeRecords,
    Protocols,
    current_protocols,
    duty_statuses_for,
    records_by_episode,
)
from waylight.briefings.disclosure import Reader
from waylight.briefings.repeat_levels import repeat_meetings_due
from waylight.briefings.risk_reviews import risk_reviews
from waylight.briefings.worklist_scope import Assignee, WorklistScope
from waylight.core.clock import now
from waylight.episodes.choices import Assessor, Category
from waylight.episodes.episode import Episodes
from waylight.episodes.models import Episode, LogLine
from waylight.episodes.risk.joint_risk import Standing, standing
from waylight.interviews.choices import Outcome
from waylight.interviews.models import Interview
from waylight.people.models import Child

RECENT = timedelta(days=28)
NEXT = timedelta(hours=24)
INTERVIEW_DUTIES = frozenset({"first-offer", "return-interview", "write-up"})
CHECK = "safe-and-well-check"
ALLOCATED = "interview-allocated"
JOINT_RISK = "joint-risk"
MEETING = "repeat-meeting-"
ENDED_WITHOUT_INTERVIEW = frozenset(Outcome.values) - {Outcome.COMPLETED.value}


class Band(StrEnum):
    """The lists of Today; each has a count that opens exactly it."""

    MISSING = "missing"
    OVERDUE = "overdue"
    SOON = "soon"
    LATER = "later"
    ALLOCATE = "allocate"


class RecentEpisode(NamedTuple):
    """An episode of the last four weeks: whose, since when, and what is needed to say whether it counts."""

    key: UUID
    child: UUID
    started_at: datetime
    category: str


@dataclass(frozen=True, kw_only=True)
class MissingChild:
    """A child missing now."""

    episode: Episode
    risk: Standing
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
    """One duty still to be done for a child."""

    owed: DutyStatus
    episode: Episode
    interview: Interview | None
    mine: bool
    team: bool
    unallocated: bool
    may_accept: bool = False
    may_take_on: bool = False

    @property
    def band(self) -> Band:
        if self.owed.overdue or self.owed.due is None:
            return Band.OVERDUE
        return Band.SOON if self.owed.due - now() <= NEXT else Band.LATER

    @property
    def to_allocate(self) -> bool:
        return self.owed.code == ALLOCATED

    @property
    def level(self) -> int | None:
        """The repeat level of a meeting, None for any other duty."""
        return int(self.owed.code.removeprefix(MEETING)) if self.owed.code.startswith(MEETING) else None


@dataclass(frozen=True, kw_only=True)
class TodayWorklist:
    desk: WorklistScope
    missing: Sequence[MissingChild]
    tasks: Sequence[Task]

    def missing_of(self, whose: Assignee) -> list[MissingChild]:
        return [row for row in self.missing if _assigned_to(row, whose)]

    def tasks_of(self, whose: Assignee, band: Band | None = None) -> list[Task]:
        chosen = [task for task in self.tasks if _assigned_to(task, whose)]
        if band == Band.ALLOCATE:
            return [task for task in chosen if task.to_allocate]
        return chosen if band is None else [task for task in chosen if task.band == band]

    def count(self, whose: Assignee, band: Band | None = None) -> int:
        """How many rows the list of this choice has; without a band, the whole page."""
        if band == Band.MISSING:
            return len(self.missing_of(whose))
        return len(self.tasks_of(whose, band)) + (len(self.missing_of(whose)) if band is None else 0)

    @cached_property
    def episodes(self) -> list[Episode]:
        """Every episode on the page, once."""
        shown = [*(row.episode for row in self.missing), *(task.episode for task in self.tasks)]
        return list({episode.pk: episode for episode in shown}.values())

    @property
    def children(self) -> frozenset[UUID]:
        return frozenset(episode.child_id for episode in self.episodes)


def today_worklist_for(user: User) -> TodayWorklist:
    """What this person's page shows, in a number of queries that does not grow with the records."""
    agreed = current_protocols()
    still_out = list(with_row_details(Episode.objects.visible_to(user).still_missing()))
    lately = _recently_back(user)
    desk = WorklistScope.for_children(
        user, {*(episode.child_id for episode in still_out), *(episode.child for episode in lately)}
    )
    back = list(with_row_details(with_open_duties(Episode.objects.filter(pk__in=[episode.key for episode in lately]))))
    done = records_by_episode([*still_out, *back])
    owed = duty_statuses_for([*still_out, *back], done, agreed)
    lines = _last_lines(still_out)
    missing = [
        _missing(desk.for_child(episode.child_id), episode, done[episode.pk], owed[episode.pk], lines[episode.pk])
        for episode in still_out
    ]
    tasks = [
        *_tasks(desk, [*still_out, *back], done, owed),
        *_meetings(desk, agreed, [*map(_recent_episode, still_out), *lately]),
    ]
    return TodayWorklist(desk=desk, missing=missing, tasks=sorted(tasks, key=_soonest))


def tasks_for_episodes(user: User, episodes: Sequence[Episode]) -> list[Task]:
    """What is still owed for these episodes, in their order."""
    done = records_by_episode(episodes)
    desk = WorklistScope.for_children(user, {episode.child_id for episode in episodes})
    return list(_tasks(desk, episodes, done, duty_statuses_for(episodes, done)))


def with_open_duties(episodes: Episodes) -> Episodes:
    """Those of which something may still be owed: not checked since, or the interview neither written up nor ended unheld."""
    written_up = Q(coverage__interview__written_up_at__isnull=False, coverage__interview__held_at__gte=F("returned_at"))
    heard = written_up | Q(coverage__interview__outcome__in=ENDED_WITHOUT_INTERVIEW)
    return episodes.exclude(category=Category.VOID).exclude(Q(check_made__done_at__gte=F("returned_at")) & heard)


def _tasks(
    desk: WorklistScope, episodes: Iterable[Episode], done: Mapping[UUID, EpisodeRecords], owed: Mapping[UUID, list[DutyStatus]]
) -> Iterator[Task]:
    for episode in episodes:
        here = desk.for_child(episode.child_id)
        reader = Reader(here.roles)
        for each in (*owed[episode.pk], *risk_reviews(episode, done[episode.pk], reader)):
            if each.open and _concerns(here, each, done[episode.pk].interview):
                yield _task(here, each, episode, done[episode.pk].interview)


def _concerns(desk: WorklistScope, owed: DutyStatus, interview: Interview | None) -> bool:
    """A provider is shown the interviews referred to it and nothing else; everyone else all that is owed."""
    if not desk.only_interviews:
        return True
    return owed.code in INTERVIEW_DUTIES and interview is not None and interview.provider_id in {None, *desk.agencies}


def _soonest(task: Task) -> tuple[datetime, str, str]:
    return task.owed.due or now(), str(task.episode.pk), task.owed.code


def with_row_details(episodes: Episodes) -> Episodes:
    """With what a row says of each."""
    return episodes.select_related("child__council", "owner", "home")


def _last_lines(episodes: Sequence[Episode]) -> dict[UUID, list[LogLine]]:
    """The latest line of each episode's log and the latest that is not the police's, newest first, in one query."""
    newest = LogLine.objects.filter(episode=OuterRef("pk")).order_by("-at").values("pk")
    partners = newest.exclude(side=Assessor.POLICE)
    logged = Episode.objects.filter(pk__in=[episode.pk for episode in episodes]).order_by()
    ends = Q(pk__in=logged.values(last=Subquery(newest[:1]))) | Q(pk__in=logged.values(last=Subquery(partners[:1])))
    lines: dict[UUID, list[LogLine]] = defaultdict(list)
    for line in LogLine.objects.filter(ends).order_by("-at"):
        lines[line.episode_id].append(line)
    return lines


def _missing(
    desk: WorklistScope, episode: Episode, done: EpisodeRecords, owed: Iterable[DutyStatus], lines: Sequence[LogLine]
) -> MissingChild:
    reader = Reader(desk.roles)
    risk = standing(reader.visible_risks(done.risks))
    clocks = [each for each in (*owed, *risk_reviews(episode, done, reader)) if each.open]
    return MissingChild(
        episode=episode,
        risk=risk,
        last=next(filter(reader.knows_of_line, lines), None),
        clock=min(clocks, key=lambda each: each.due or now(), default=None),
        mine=episode.owner_id == desk.user.pk,
        team=desk.team_covers_child(episode.child),
        may_take_on=desk.may_take_on(episode),
    )


def _task(desk: WorklistScope, owed: DutyStatus, episode: Episode, interview: Interview | None) -> Task:
    about_interview = owed.code in INTERVIEW_DUTIES
    person = interview.interviewer_id if about_interview and interview else None if about_interview else episode.owner_id
    return Task(
        owed=owed,
        episode=episode,
        interview=interview if about_interview else None,
        mine=person == desk.user.pk,
        team=desk.team_has_duty(owed.owner, episode.child, interview),
        unallocated=owed.code != CHECK and person is None and not owed.person,
        may_accept=about_interview and desk.may_accept(interview),
        may_take_on=not about_interview and owed.code != CHECK and desk.may_take_on(episode),
    )


def _recently_back(user: User) -> list[RecentEpisode]:
    """Those back in the last four weeks whose child this person sees.

    Asked for by their return, and only then which of their children may be seen: asked both at once, PostgreSQL takes
    the returns for many more than they are and reads every child.
    """
    back = Episode.objects.filter(returned_at__gte=now() - RECENT).order_by()
    lately = [RecentEpisode(*row) for row in back.values_list("pk", "child", "started_at", "category")]
    children = {episode.child for episode in lately}
    seen = set(Child.objects.visible_to(user).filter(pk__in=children).values_list("pk", flat=True))
    return [episode for episode in lately if episode.child in seen]


def _recent_episode(episode: Episode) -> RecentEpisode:
    return RecentEpisode(episode.pk, episode.child_id, episode.started_at, episode.category)


def _meetings(desk: WorklistScope, agreed: Protocols, lately: Iterable[RecentEpisode]) -> list[Task]:
    """The meetings that repeat levels reached in the last four weeks call for, and nobody has held or waived."""
    works = WHOLE_COUNCIL | WHOLE_FORCE | OWN_CASES
    lately = [episode for episode in lately if desk.for_child(episode.child).has_role(works)] if desk.has_role(works) else []
    if not lately:
        return []
    since = now() - RECENT
    owed = repeat_meetings_due(_may_have_reached_a_level(since, agreed, lately), agreed)
    due = [each for group in owed.values() for each in group if each.open and each.started and each.started >= since]
    episodes = with_row_details(Episode.objects.filter(pk__in=[each.episode for each in due])).in_bulk() if due else {}
    called_for = [(each, episodes[each.episode]) for each in due]
    return [_task(desk.for_child(episode.child_id), each, episode, None) for each, episode in called_for]


def _may_have_reached_a_level(since: datetime, agreed: Protocols, lately: Iterable[RecentEpisode]) -> list[UUID]:
    """The children missing since then who may have reached a level: enough episodes in the longest window before it."""
    children = {episode.child for episode in lately if episode.category == Category.MISSING and episode.started_at >= since}
    window = Episode.objects.counted().order_by().filter(child__in=children, started_at__gte=since - agreed.longest_window)
    times = Counter(window.values_list("child", flat=True))
    return [child for child, count in times.items() if count >= agreed.lowest_level]


def _assigned_to(row: MissingChild | Task, whose: Assignee) -> bool:
    return whose == Assignee.ALL or bool(getattr(row, whose.value))
