"""The contents of a child's page."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.urls import reverse

from waylight.access.police_records import POLICE_FLAGS, is_police_flag
from waylight.accounts.models import User
from waylight.accounts.permissions import Permission
from waylight.briefings.case_file import CaseFile, case_file_for, open_duties_of
from waylight.briefings.chronology import ChronologyEntry, EntryKind, chronology, placement_label
from waylight.briefings.clocks import RECENTLY_BACK, DutyStatus, current_protocols
from waylight.briefings.read_permissions import RecordReader
from waylight.briefings.worklist_scope import WorklistScope
from waylight.core.calendars import day_of
from waylight.core.clock import today
from waylight.episodes.models import Episode
from waylight.episodes.record_parts import RISK
from waylight.interviews.record_parts import INTERVIEW_WORDS
from waylight.merging.history import MergeLine, may_merge, merges_of, overlapping_pairs
from waylight.people.models import Child
from waylight.placements.models import CarePeriod, CareStatus
from waylight.web.children.contacts import People, people_of
from waylight.web.kit.identity_bar import council_label
from waylight.web.today.rows import duty_address

ENTRIES_SHOWN = 60
MONTHS = 12
KINDS = {
    EntryKind.EPISODE: "Missing",
    EntryKind.INTERVIEW: "Interviews",
    EntryKind.MEETING: "Meetings",
    EntryKind.CARE: "Care and home",
    EntryKind.FLAG: "Flags",
}


@dataclass(frozen=True)
class ChronologyLine:
    """One chronology entry as components/timeline.html shows it. `share` is its length relative to the longest shown."""

    entry: ChronologyEntry
    href: str
    share: int
    anchor: str

    def __getattr__(self, name: str) -> Any:
        """Return any other attribute from the entry."""
        return getattr(self.entry, name)


@dataclass(frozen=True, kw_only=True)
class DutyLine:
    """An open duty, and the page where people do it."""

    clock: DutyStatus
    href: str


@dataclass(frozen=True, kw_only=True)
class ChildPage:
    child: Child
    facts: Sequence[dict[str, str]]
    flags: Sequence[str]
    missing_since: datetime | None
    missing_href: str
    act: dict[str, str] | None
    lines: Sequence[ChronologyLine]
    kinds: Sequence[dict[str, str]]
    hidden: int
    months: Sequence[dict[str, Any]]
    months_words: str
    due: Sequence[DutyLine]
    due_earlier: int
    nothing_due: str
    repeats: int
    repeat_days: int
    settled: Sequence[DutyStatus]
    council_flags: Sequence[str]
    police_flags: Sequence[str]
    police_flags_shared: bool
    care: Sequence[tuple[str, date]]
    lives: str
    lives_since: date | None
    people: People
    merges: Sequence[MergeLine]
    overlaps: Sequence[tuple[Episode, Episode]]
    same_href: str
    interviews: Sequence[ChronologyLine]
    reads_words: bool
    episodes: int


def child_page(user: User, child: Child, *, whole: bool) -> ChildPage:
    record, protocols, scope = case_file_for(child), current_protocols(), WorklistScope(user)
    reader = RecordReader(scope.roles)
    entries = chronology(record, reader)
    lines = _lines(entries if whole else entries[:ENTRIES_SHOWN], scope)
    open_duties = open_duties_of(record, protocols, reader, recent=RECENTLY_BACK)
    repeats = record.repeats(protocols)
    open_episode, home, months = record.missing_now, record.placement_now, _months(record)
    flags = [(is_police_flag(flag), reader.flag_label(flag)) for flag in record.flags_now if reader.knows_of_flag(flag)]
    return ChildPage(
        child=child,
        facts=_facts(record),
        flags=[words for _, words in flags],
        missing_since=open_episode.started_at if open_episode else None,
        missing_href=reverse("episodes:detail", args=[open_episode.pk]) if open_episode else "",
        act=_act(child, open_episode.pk if open_episode else None, scope),
        lines=lines,
        kinds=_kinds(lines),
        hidden=len(entries) - len(lines),
        months=months,
        months_words=_times(sum(month["count"] for month in months)) + " in the last 12 months",
        due=[
            *(DutyLine(clock=each, href=duty_address(each, scope)) for each in open_duties.now if _shows_duty(each, scope)),
            *(DutyLine(clock=clock, href=_meeting(child, level, scope)) for level, clock in repeats.levels if clock.open),
        ],
        due_earlier=open_duties.earlier,
        nothing_due=_nothing_due(
            scope, unlisted=any(not _shows_duty(each, scope) for each in open_duties.now), earlier=open_duties.earlier
        ),
        repeats=repeats.count,
        repeat_days=repeats.days,
        settled=[reader.readable_duty(clock) for _, clock in repeats.levels if not clock.open],
        council_flags=[words for is_police, words in flags if not is_police],
        police_flags=[words for is_police, words in flags if is_police],
        police_flags_shared=reader.reads(POLICE_FLAGS),
        care=[(care_words(period), period.started_on) for period in record.care_now],
        lives=placement_label(home) if home else "",
        lives_since=home.started_on if home else None,
        people=people_of(record, reader),
        merges=(merges := merges_of(child, user)),
        overlaps=list(overlapping_pairs(record.episodes)) if merges else [],
        same_href=reverse("merging:find_same", args=[child.pk]) if may_merge(user, child) else "",
        interviews=[line for line in _lines(entries, scope) if line.entry.kind == EntryKind.INTERVIEW],
        reads_words=reader.reads(INTERVIEW_WORDS),
        episodes=len(record.episodes),
    )


def _kinds(lines: Sequence[ChronologyLine]) -> list[dict[str, str]]:
    """Return the kinds of the entries on the page, to filter by."""
    present = {line.entry.kind for line in lines}
    return [{"value": kind.value, "label": label} for kind, label in KINDS.items() if kind in present]


def _facts(record: CaseFile) -> list[dict[str, str]]:
    """Return the facts that the identity bar shows after the name."""
    child, care = record.child, record.care_now
    born = f"{child.born_on.day} {child.born_on:%b %Y}"
    facts = [{"label": "Born", "value": born}]
    if care:
        facts.append({"label": "", "value": care_words(care[0])})
    if record.placement_now:
        facts.append({"label": "At", "value": placement_label(record.placement_now)})
    if child.allocated_worker:
        facts.append({"label": "Social worker", "value": child.allocated_worker})
    return [*facts, {"label": council_label(child, care[0] if care else None), "value": child.council.name}]


def _act(child: Child, missing: UUID | None, scope: WorklistScope) -> dict[str, str] | None:
    if missing:
        return {"words": "Open the episode", "href": reverse("episodes:detail", args=[missing])}
    if scope.has_permission(Permission.REPORT_MISSING):
        return {"words": "Report missing", "href": reverse("episodes:report_for", args=[child.pk])}
    return None


def _lines(entries: Sequence[ChronologyEntry], scope: WorklistScope) -> list[ChronologyLine]:
    longest = max((entry.lasted.total_seconds() for entry in entries if entry.lasted), default=0) or 1
    months_marked: set[str] = set()
    lines = []
    for entry in entries:
        month = f"month-{day_of(entry.at):%Y-%m}"
        is_first = entry.kind == EntryKind.EPISODE and month not in months_marked
        months_marked.update([month] if is_first else [])
        share = max(round(100 * entry.lasted.total_seconds() / longest), 1) if entry.lasted else 0
        lines.append(ChronologyLine(entry, _href(entry, scope), share, month if is_first else ""))
    return lines


def _href(entry: ChronologyEntry, scope: WorklistScope) -> str:
    if entry.interview:
        return reverse("interviews:detail", args=[entry.interview]) if scope.has_permission(Permission.SEE_INTERVIEWS) else ""
    return reverse("episodes:detail", args=[entry.episode]) if entry.episode else ""


def _shows_duty(clock: DutyStatus, scope: WorklistScope) -> bool:
    """Return whether to show a duty to this person. A provider sees only the duties of interviews."""
    return not scope.only_interviews or clock.interview is not None


def _nothing_due(scope: WorklistScope, *, unlisted: bool, earlier: int) -> str:
    """Say what is not due, of what this page lists for this person."""
    when = f" for the last {RECENTLY_BACK.days} days" if earlier else ""
    if scope.only_interviews:
        other = " Other work is due: it is on the page of the episode." if unlisted else ""
        return f"No interview work is due{when}.{other}"
    return f"{'Nothing is' if RecordReader(scope.roles).reads(RISK) else 'Nothing that is shared with you is'} due{when}."


def _meeting(child: Child, level: int, scope: WorklistScope) -> str:
    """Return the address of a repeat level's meeting, or "" for people who may not record it."""
    return reverse("episodes:meeting", args=[child.pk, level]) if scope.has_permission(Permission.RECORD_MEETINGS) else ""


def _months(record: CaseFile) -> list[dict[str, Any]]:
    """Return the last twelve months, oldest first, each with the number of episodes that began in it."""
    began = Counter((day.year, day.month) for day in (day_of(episode.started_at) for episode in record.counted.values()))
    this_month = today().replace(day=1)
    firsts = [
        date(this_month.year + (this_month.month - 1 - back) // 12, (this_month.month - 1 - back) % 12 + 1, 1)
        for back in range(MONTHS)
    ]
    return [_month(first, began[first.year, first.month]) for first in reversed(firsts)]


def _month(first: date, count: int) -> dict[str, Any]:
    return {"label": f"{first:%b}", "full": f"{first:%B %Y}", "count": count, "href": f"#month-{first:%Y-%m}"}


def _times(count: int) -> str:
    return "Missing once" if count == 1 else f"Missing {count} times" if count else "Not missing"


def care_words(period: CarePeriod) -> str:
    words = period.get_status_display()
    return f"{words} by {period.responsible.name}" if period.status == CareStatus.LAC else words
