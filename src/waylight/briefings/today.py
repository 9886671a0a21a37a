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
from waylight.briefings.clocks import Agreed, Dealings, Owed, agreed_today, dealings, owed_for
from waylight.briefings.disclosure import Reader
from waylight.briefings.repeat_levels import meetings_owed
from waylight.briefings.risk_reviews import risk_reviews
from waylight.briefings.worklist_scope import Desk, Whose
from waylight.core.clock import now
from waylight.episodes.choices import Assessor, Category
from waylight.episodes.episode import Episodes
from waylight.episodes.joint_risk import Standing, standing
from waylight.episodes.models import Episode, LogLine
from waylight.interviews.choices import Outcome
from waylight.interviews.models import Interview
from waylight.people.models import Child

RECENT = timedelta(days=28)
NEXT = timedelta(hours=24)
OF_THE_INTERVIEW = frozenset({"first-offer", "return-interview", "write-up"})
CHECK = "safe-and-well-check"
ALLOCATED = "interview-allocated"
JOINT_RISK = "joint-risk"
MEETING = "repeat-meeting-"
ENDED_UNHELD = frozenset(Outcome.values) - {Outcome.COMPLETED.value}


class Band(StrEnum):
    """The lists of Today; each has a count that opens exactly it."""

    MISSING = "missing"
    OVERDUE = "overdue"
    SOON = "soon"
    LATER = "later"
    ALLOCATE = "allocate"


class Lately(NamedTuple):
    """An episode of the last four weeks: whose, since when, and what is needed to say whether it counts."""

    key: UUID
    child: UUID
    started_at: datetime
    category: str


@dataclass(frozen=True, kw_only=True)
class Missing:
    """A child missing now."""

    episode: Episode
    risk: Standing
    last: LogLine | None
    clock: Owed | None
    mine: bool
    team: bool
    may_take_on: bool

    @property
    def unallocated(self) -> bool:
        return self.episode.owner_id is None


@dataclass(frozen=True, kw_only=True)
class Task:
    """One duty still to be done for a child."""

    owed: Owed
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
class Today:
    desk: Desk
    missing: Sequence[Missing]
    tasks: Sequence[Task]

    def missing_of(self, whose: Whose) -> list[Missing]:
        return [row for row in self.missing if _is(row, whose)]

    def tasks_of(self, whose: Whose, band: Band | None = None) -> list[Task]:
        chosen = [task for task in self.tasks if _is(task, whose)]
        if band == Band.ALLOCATE:
            return [task for task in chosen if task.to_allocate]
        return chosen if band is None else [task for task in chosen if task.band == band]

    def count(self, whose: Whose, band: Band | None = None) -> int:
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


def today_for(user: User) -> Today:
    """What this person's page shows, in a number of queries that does not grow with the records."""
    agreed = agreed_today()
    still_out = list(about(Episode.objects.visible_to(user).still_missing()))
    lately = _back_lately(user)
    desk = Desk.before(user, {*(episode.child_id for episode in still_out), *(episode.child for episode in lately)})
    back = list(about(unfinished(Episode.objects.filter(pk__in=[episode.key for episode in lately]))))
    done = dealings([*still_out, *back])
    owed = owed_for([*still_out, *back], done, agreed)
    lines = _last_lines(still_out)
    missing = [
        _missing(desk.of(episode.child_id), episode, done[episode.pk], owed[episode.pk], lines[episode.pk])
        for episode in still_out
    ]
    tasks = [*_tasks(desk, [*still_out, *back], done, owed), *_meetings(desk, agreed, [*map(_lately, still_out), *lately])]
    return Today(desk=desk, missing=missing, tasks=sorted(tasks, key=_soonest))


def tasks_of(user: User, episodes: Sequence[Episode]) -> list[Task]:
    """What is still owed for these episodes, in their order."""
    done = dealings(episodes)
    desk = Desk.before(user, {episode.child_id for episode in episodes})
    return list(_tasks(desk, episodes, done, owed_for(episodes, done)))


def unfinished(episodes: Episodes) -> Episodes:
    """Those of which something may still be owed: not checked since, or the interview neither written up nor ended unheld."""
    written_up = Q(coverage__interview__written_up_at__isnull=False, coverage__interview__held_at__gte=F("returned_at"))
    heard = written_up | Q(coverage__interview__outcome__in=ENDED_UNHELD)
    return episodes.exclude(category=Category.VOID).exclude(Q(check_made__done_at__gte=F("returned_at")) & heard)


def _tasks(
    desk: Desk, episodes: Iterable[Episode], done: Mapping[UUID, Dealings], owed: Mapping[UUID, list[Owed]]
) -> Iterator[Task]:
    for episode in episodes:
        here = desk.of(episode.child_id)
        reader = Reader(here.roles)
        for each in (*owed[episode.pk], *risk_reviews(episode, done[episode.pk], reader)):
            if each.open and _concerns(here, each, done[episode.pk].interview):
                yield _task(here, each, episode, done[episode.pk].interview)


def _concerns(desk: Desk, owed: Owed, interview: Interview | None) -> bool:
    """A provider is shown the interviews referred to it and nothing else; everyone else all that is owed."""
    if not desk.hears:
        return True
    return owed.code in OF_THE_INTERVIEW and interview is not None and interview.provider_id in {None, *desk.agencies}


def _soonest(task: Task) -> tuple[datetime, str, str]:
    return task.owed.due or now(), str(task.episode.pk), task.owed.code


def about(episodes: Episodes) -> Episodes:
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


def _missing(desk: Desk, episode: Episode, done: Dealings, owed: Iterable[Owed], lines: Sequence[LogLine]) -> Missing:
    reader = Reader(desk.roles)
    risk = standing(reader.risks(done.risks))
    clocks = [each for each in (*owed, *risk_reviews(episode, done, reader)) if each.open]
    return Missing(
        episode=episode,
        risk=risk,
        last=next(filter(reader.knows_of, lines), None),
        clock=min(clocks, key=lambda each: each.due or now(), default=None),
        mine=episode.owner_id == desk.user.pk,
        team=desk.teams_child(episode.child),
        may_take_on=desk.may_take_on(episode),
    )


def _task(desk: Desk, owed: Owed, episode: Episode, interview: Interview | None) -> Task:
    about_interview = owed.code in OF_THE_INTERVIEW
    person = interview.interviewer_id if about_interview and interview else None if about_interview else episode.owner_id
    return Task(
        owed=owed,
        episode=episode,
        interview=interview if about_interview else None,
        mine=person == desk.user.pk,
        team=desk.teams_duty(owed.owner, episode.child, interview),
        unallocated=owed.code != CHECK and person is None and not owed.person,
        may_accept=about_interview and desk.may_accept(interview),
        may_take_on=not about_interview and owed.code != CHECK and desk.may_take_on(episode),
    )


def _back_lately(user: User) -> list[Lately]:
    """Those back in the last four weeks whose child this person sees.

    Asked for by their return, and only then which of their children may be seen: asked both at once, PostgreSQL takes
    the returns for many more than they are and reads every child.
    """
    back = Episode.objects.filter(returned_at__gte=now() - RECENT).order_by()
    lately = [Lately(*row) for row in back.values_list("pk", "child", "started_at", "category")]
    children = {episode.child for episode in lately}
    seen = set(Child.objects.visible_to(user).filter(pk__in=children).values_list("pk", flat=True))
    return [episode for episode in lately if episode.child in seen]


def _lately(episode: Episode) -> Lately:
    return Lately(episode.pk, episode.child_id, episode.started_at, episode.category)


def _meetings(desk: Desk, agreed: Agreed, lately: Iterable[Lately]) -> list[Task]:
    """The meetings that repeat levels reached in the last four weeks call for, and nobody has held or waived."""
    works = WHOLE_COUNCIL | WHOLE_FORCE | OWN_CASES
    lately = [episode for episode in lately if desk.of(episode.child).holds(works)] if desk.holds(works) else []
    if not lately:
        return []
    since = now() - RECENT
    owed = meetings_owed(_often_missing(since, agreed, lately), agreed)
    due = [each for group in owed.values() for each in group if each.open and each.started and each.started >= since]
    episodes = about(Episode.objects.filter(pk__in=[each.episode for each in due])).in_bulk() if due else {}
    called_for = [(each, episodes[each.episode]) for each in due]
    return [_task(desk.of(episode.child_id), each, episode, None) for each, episode in called_for]


def _often_missing(since: datetime, agreed: Agreed, lately: Iterable[Lately]) -> list[UUID]:
    """The children missing since then who may have reached a level: enough episodes in the longest window before it."""
    children = {episode.child for episode in lately if episode.category == Category.MISSING and episode.started_at >= since}
    window = Episode.objects.counted().order_by().filter(child__in=children, started_at__gte=since - agreed.longest_window)
    times = Counter(window.values_list("child", flat=True))
    return [child for child, count in times.items() if count >= agreed.lowest_level]


def _is(row: Missing | Task, whose: Whose) -> bool:
    return whose == Whose.ALL or bool(getattr(row, whose.value))
