"""The rows of Today's lists, in words and with addresses."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.urls import reverse

from waylight.accounts.permissions import Permission
from waylight.briefings.clocks import DutyStatus
from waylight.briefings.read_permissions import RecordReader
from waylight.briefings.risk_words import views_in_short
from waylight.briefings.today import INTERVIEW_DUTIES, MissingChild, Task
from waylight.briefings.worklist_scope import WorklistScope
from waylight.core.keys import new_key
from waylight.duties.duty import DutyCode
from waylight.episodes.models import Episode, LogLine, RiskAssessment
from waylight.episodes.record_parts import RISK
from waylight.web.kit import formatting
from waylight.web.today.filters import TodayFilter

LONGEST_WORDS = 90


@dataclass(frozen=True, kw_only=True)
class RowAction:
    """A button in a row that acts once: its address, its words, and the version of the record that it changes."""

    href: str
    words: str
    about: str
    version: int
    submission: UUID = field(default_factory=new_key)


@dataclass(frozen=True, kw_only=True)
class MissingRow:
    """A child who is missing now, as components/missing_now.html shows them."""

    name: str
    href: str
    child_href: str
    age: int
    place: str
    since: datetime
    level: str
    pending: bool
    risk_is_partial: bool
    set_by: str
    last: str
    last_at: datetime | None
    owner: str
    clock: DutyStatus | None
    act: RowAction | None
    new: bool


@dataclass(frozen=True, kw_only=True)
class TaskRow:
    """An open duty, as components/worklist.html shows it."""

    name: str
    child_href: str
    age: int
    about: str
    what: str
    what_href: str
    clock: DutyStatus
    due_from: str
    person: str
    act: RowAction | None
    link: str


def missing_row(row: MissingChild, choice: TodayFilter, scope: WorklistScope, new_since: datetime) -> MissingRow:
    episode, child = row.episode, row.episode.child
    return MissingRow(
        name=child.called,
        href=reverse("episodes:detail", args=[episode.pk]),
        child_href=reverse("children:detail", args=[child.pk]),
        age=child.age,
        place=place_of(episode),
        since=episode.started_at,
        level=row.risk.level,
        pending=row.risk.pending,
        risk_is_partial=not RecordReader(scope.for_child(child.pk).roles).reads(RISK),
        set_by=_set_by(row),
        last=_last(row.last, scope.for_child(child.pk)),
        last_at=row.last.at if row.last else None,
        owner=episode.owner.name if episode.owner else "",
        clock=row.clock,
        act=_take_on(episode, choice) if row.may_take_on else None,
        new=episode.created_at > new_since,
    )


def task_row(task: Task, choice: TodayFilter, scope: WorklistScope) -> TaskRow:
    child = task.episode.child
    scope = scope.for_child(child.pk)
    returned_at = task.episode.returned_at
    duty = RecordReader(scope.roles).readable_duty(task.duty)
    return TaskRow(
        name=child.called,
        child_href=reverse("children:detail", args=[child.pk]),
        age=child.age,
        about=f"Back {formatting.near_words(returned_at)}"
        if returned_at
        else f"Missing {formatting.start_words(task.episode.started_at)}",
        what=task.duty.name,
        what_href=_duty_href(task, scope),
        clock=duty,
        due_from=task.duty.owner,
        person=duty.person or (task.interview.provider.name if task.interview and task.interview.provider else ""),
        act=_row_action(task, choice),
        link=reverse("interviews:allocate", args=[task.episode.pk]) if task.to_allocate and scope.may_allocate else "",
    )


def place_of(episode: Episode) -> str:
    return episode.missing_from_name or episode.get_missing_from_display()


def _row_action(task: Task, choice: TodayFilter) -> RowAction | None:
    if task.may_accept and task.interview:
        where = choice.address(reverse("today:accept", args=[task.interview.pk]))
        return RowAction(
            href=where, words="Accept", about=f"{task.duty.name}, {task.episode.child}", version=task.interview.version
        )
    return _take_on(task.episode, choice) if task.may_take_on and not task.to_allocate else None


def _take_on(episode: Episode, choice: TodayFilter) -> RowAction:
    where = choice.address(reverse("today:take_on", args=[episode.pk]))
    return RowAction(href=where, words="Take ownership", about=str(episode.child), version=episode.version)


def _duty_href(task: Task, scope: WorklistScope) -> str:
    if task.level is not None and scope.has_permission(Permission.RECORD_MEETINGS):
        return reverse("episodes:meeting", args=[task.episode.child_id, task.level])
    return duty_address(task.duty, scope)


def duty_address(duty: DutyStatus, scope: WorklistScope) -> str:
    """Return the address of the page on which to do a duty, or of the episode's page for people who do not do it."""
    if duty.code in INTERVIEW_DUTIES and duty.interview and scope.has_permission(Permission.SEE_INTERVIEWS):
        return reverse("interviews:detail", args=[duty.interview])
    if duty.code == DutyCode.INTERVIEW_ALLOCATED and scope.may_allocate:
        return reverse("interviews:allocate", args=[duty.episode])
    if duty.code == DutyCode.CHECK and scope.has_permission(Permission.RECORD_CHECKS):
        return reverse("episodes:check", args=[duty.episode])
    if duty.code == DutyCode.JOINT_RISK and scope.has_permission(Permission.ASSESS_RISK):
        return reverse("episodes:risk", args=[duty.episode])
    return reverse("episodes:detail", args=[duty.episode])


def _set_by(row: MissingChild) -> str:
    latest = row.risk.latest
    if row.risk.pending:
        return views_in_short(row.risk)
    if not isinstance(latest, RiskAssessment):
        return ""
    who = latest.assessor.name if latest.assessor else latest.get_agency_display()
    return f"{who}, {formatting.near_words(latest.assessed_at)}"


def _last(line: LogLine | None, scope: WorklistScope) -> str:
    """Return the last log line. If the reader may not read a police line, say only that the police wrote one."""
    reader = RecordReader(scope.roles)
    if line is None:
        return "" if reader.knows_of_police_lines else "Nothing shared with you"
    if not reader.reads_line(line):
        return "The police wrote in their log"
    return line.what if len(line.what) <= LONGEST_WORDS else f"{line.what[:LONGEST_WORDS].rsplit(' ', 1)[0]}…"
