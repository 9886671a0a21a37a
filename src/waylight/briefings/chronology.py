"""A child's chronology: one list in words, the newest first, with only what the reader may know."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from waylight.access.police_records import is_police_flag
from waylight.briefings.case_file import CaseFile
from waylight.briefings.read_permissions import RecordReader
from waylight.chronology.moments import Precision
from waylight.core.calendars import at_local
from waylight.core.clock import local
from waylight.episodes.choices import Assessor, Category, CheckStatus
from waylight.episodes.models import Correction, Episode, LogLine, Report, RiskAssessment, SafeAndWellCheck
from waylight.episodes.record_parts import MEETINGS, RISK, SAFE_AND_WELL_CHECK, SAFE_AND_WELL_RESULT
from waylight.interviews.choices import Outcome
from waylight.interviews.questions import SECTIONS
from waylight.interviews.record_parts import INTERVIEW_PROCESS
from waylight.interviews.redaction.redacted_copies import OtherPeople
from waylight.interviews.sharing import SectionAnswers, roles_may_read
from waylight.placements.labels import placement_words
from waylight.placements.models import CareStatus, Placement

# The fields of a corrected check, and their labels in the chronology.
EARLIER_CHECK_LABELS = {
    "status": "result",
    "done_at": "made at",
    "officer": "officer",
    "where_been": "where the child had been",
    "with_whom": "who the child was with",
    "harm": "harm",
}

IN_ERROR = "Recorded in error: the child was not missing"
DUPLICATE = "Duplicate episode: combined with another episode"


class EntryKind(StrEnum):
    EPISODE = "episode"
    REPORT = "report"
    RISK = "risk"
    LOG = "log"
    CHECK = "check"
    INTERVIEW = "interview"
    MEETING = "meeting"
    CARE = "care"
    FLAG = "flag"


@dataclass(frozen=True, kw_only=True)
class ChronologyEntry:
    """One thing that happened. `within` contains what was done during an episode, the oldest first; `lasted` is its length."""

    at: datetime
    kind: EntryKind
    title: str
    precision: str = Precision.MINUTE
    kind_label: str = ""
    body: str = ""
    quote: str = ""
    by: str = ""
    episode: UUID | None = None
    interview: UUID | None = None
    lasted: timedelta | None = None
    within: Sequence["ChronologyEntry"] = field(default=())


def chronology(record: CaseFile, reader: RecordReader) -> list[ChronologyEntry]:
    """Return the whole chronology, the newest entry first."""
    within = _entries_within(record, reader)
    reported = {report.episode_id for report in record.reports}
    entries = [_episode(episode, within[episode.pk], has_reports=episode.pk in reported) for episode in record.episodes]
    entries += [*_interviews(record, reader), *_meetings(record, reader), *_care(record), *_flags(record, reader)]
    return sorted(entries, key=lambda entry: entry.at, reverse=True)


def _episode(episode: Episode, within: list[ChronologyEntry], *, has_reports: bool) -> ChronologyEntry:
    """Return the entry of an episode.

    A VOID episode without reports was combined with another one, so the entry does not say that it was recorded in error.
    """
    place = episode.missing_from_name or episode.get_missing_from_display().lower()
    method = f"; {_lower(episode.get_return_method_display())}" if episode.return_method else ""
    void = episode.category == Category.VOID
    category = "" if episode.category == Category.MISSING else episode.get_category_display()
    is_duplicate = void and not has_reports
    return ChronologyEntry(
        at=episode.started_at,
        precision=episode.started_precision,
        kind=EntryKind.EPISODE,
        title=DUPLICATE if is_duplicate else IN_ERROR if void else f"Missing from {place}{method}",
        kind_label="" if is_duplicate else category or ("missing now" if episode.open else ""),
        body=episode.circumstances,
        by=f"Found at {episode.found_at}" if episode.found_at and not is_duplicate else "",
        episode=episode.pk,
        lasted=None if void else episode.duration,
        within=sorted(within, key=lambda entry: entry.at),
    )


def _entries_within(record: CaseFile, reader: RecordReader) -> dict[UUID, list[ChronologyEntry]]:
    """Return what was done during each episode, by the episode's key."""
    entries: dict[UUID, list[ChronologyEntry]] = defaultdict(list)
    for report in record.reports:
        entries[report.episode_id].append(_report(report))
    for risk in reader.visible_risks(record.risks):
        entries[risk.episode_id].append(_risk(risk, reader))
    for line in filter(reader.knows_of_line, record.lines):
        entries[line.episode_id].append(_line(line, reader))
    for check in record.checks:
        entries[check.episode_id].append(_check(check, reader))
    for correction in record.checks_corrected:
        entries[correction.episode_id].append(_check_corrected(correction, reader))
    return entries


def _report(report: Report) -> ChronologyEntry:
    by = report.reported_by or (report.taken_by.name if report.taken_by else "")
    return ChronologyEntry(
        at=report.reported_at or report.last_seen_at,
        kind=EntryKind.REPORT,
        title="Reported missing",
        kind_label=report.reference,
        by=f"By {by}" if by else "",
    )


def _risk(risk: RiskAssessment, reader: RecordReader) -> ChronologyEntry:
    return ChronologyEntry(
        at=risk.assessed_at,
        kind=EntryKind.RISK,
        title=f"Risk assessed as {_lower(risk.get_level_display())} by {_lower(risk.get_agency_display())}",
        body=risk.rationale if reader.reads(RISK) or risk.agency == Assessor.CARER else "",
        by=risk.assessor.name if risk.assessor else "",
    )


def _line(line: LogLine, reader: RecordReader) -> ChronologyEntry:
    if not reader.reads_line(line):
        return ChronologyEntry(at=line.at, kind=EntryKind.LOG, title="The police wrote in their log")
    return ChronologyEntry(at=line.at, kind=EntryKind.LOG, title=line.get_kind_display(), body=line.what, by=line.by.name)


def _check(check: SafeAndWellCheck, reader: RecordReader) -> ChronologyEntry:
    return ChronologyEntry(
        at=check.done_at,
        kind=EntryKind.CHECK,
        title="Safe and well check",
        kind_label=_lower(check.get_status_display()) if reader.reads(SAFE_AND_WELL_RESULT) else "",
        body=check.where_been if reader.reads(SAFE_AND_WELL_CHECK) else "",
        by=check.officer if reader.reads(SAFE_AND_WELL_CHECK) else "",
    )


def _check_corrected(correction: Correction, reader: RecordReader) -> ChronologyEntry:
    """Return the entry of a corrected check. Only readers of the check see the earlier values and the reason."""
    earlier = {name: value for name, value in correction.before.items() if value and name in EARLIER_CHECK_LABELS}
    before = "; ".join(f"{EARLIER_CHECK_LABELS[name]}: {_earlier_value(name, value)}" for name, value in earlier.items())
    return ChronologyEntry(
        at=correction.at,
        kind=EntryKind.CHECK,
        title=correction.get_kind_display(),
        body=". ".join(filter(None, [f"Before the correction, {before}" if before else "", correction.because]))
        if reader.reads(SAFE_AND_WELL_CHECK)
        else "",
        by=correction.by.name if reader.reads(SAFE_AND_WELL_CHECK) else "",
    )


def _earlier_value(name: str, value: Any) -> str:
    match name:
        case "status":
            return _lower(str(CheckStatus(value).label))
        case "done_at":
            return f"{local(datetime.fromisoformat(value)):%-d %B %Y, %H:%M}"
        case _:
            return str(value)


def _interviews(record: CaseFile, reader: RecordReader) -> Iterator[ChronologyEntry]:
    quotes = own_words_by_interview(record, reader)
    for interview in record.interviews:
        if interview.outcome == Outcome.EXEMPT:
            continue
        worker = interview.interviewer.name if interview.interviewer else interview.worker_name
        provider = interview.provider.name if interview.provider else ""
        yield ChronologyEntry(
            at=interview.held_at or interview.ended_at or interview.allocated_at or interview.created_at,
            kind=EntryKind.INTERVIEW,
            title="Return interview",
            kind_label=_lower(reader.interview_minimum(interview) or interview.stage_text),
            quote=quotes.get(interview.pk, ""),
            by=", ".join(filter(None, [worker, provider])) if reader.reads(INTERVIEW_PROCESS) else "",
            interview=interview.pk,
        )


def own_words_by_interview(record: CaseFile, reader: RecordReader) -> dict[UUID, str]:
    """Return the child's own words in each interview that the reader may read: their answers, or their words when they declined.

    The names of other people are removed, because the chronology may be printed. The page of the interview shows them.
    """
    answers: dict[UUID, dict[str, dict[str, Any]]] = defaultdict(dict)
    for answer in record.answers:
        answers[answer.interview_id][answer.section] = answer.said
    readable = [interview for interview in record.interviews if roles_may_read(reader.roles, interview, answers[interview.pk])]
    own_names = (record.child.forename, record.child.surname, record.child.known_as)
    return {
        interview.pk: OtherPeople(answers[interview.pk], own_names).redact(
            _own_words(answers[interview.pk]) or interview.decline_words
        )
        for interview in readable
    }


def _own_words(answers: SectionAnswers) -> str:
    sections = [section for section in SECTIONS.values() if section.own_words and section.code in answers]
    answers_given = (
        str(answers[section.code].get(question.code, "")).strip() for section in sections for question in section.questions
    )
    return " ".join(answers_given).strip()


def _meetings(record: CaseFile, reader: RecordReader) -> Iterator[ChronologyEntry]:
    for meeting in record.meetings:
        waived, reads = bool(meeting.waived_because), reader.reads(MEETINGS)
        if not reads and (waived or not reader.knows_of(MEETINGS)):
            continue
        after_level = f"Meeting after {meeting.level} episodes {'not needed' if waived else 'held'}"
        yield ChronologyEntry(
            at=meeting.held_at or meeting.created_at,
            kind=EntryKind.MEETING,
            title=after_level if reads else "Repeat meeting held",
            body=(meeting.waived_because or meeting.agreed) if reads else "",
            by=f"Chaired by {meeting.chair}" if meeting.chair and reads else "",
        )


def _care(record: CaseFile) -> Iterator[ChronologyEntry]:
    for period in record.care:
        looked_after = f" by {period.responsible.name}" if period.status == CareStatus.LAC else ""
        yield _dated(period.started_on, EntryKind.CARE, f"{period.get_status_display()}{looked_after}")
        if period.ended_on:
            yield _dated(period.ended_on, EntryKind.CARE, f"No longer {_lower(period.get_status_display())}")
    for placement in record.placements:
        yield _dated(placement.started_on, EntryKind.CARE, f"Moved to {placement_label(placement)}")


def placement_label(placement: Placement) -> str:
    """Return where a child lives: the name of the home or the kind of place, and the authority's area."""
    name = placement.home.name if placement.home else _lower(placement_words(placement.placement_type))
    return f"{name} in {placement.authority.name}" if placement.authority else name


def _flags(record: CaseFile, reader: RecordReader) -> Iterator[ChronologyEntry]:
    for flag in record.flags:
        if not reader.knows_of_flag(flag):
            continue
        by = "Police" if is_police_flag(flag) else "Council"
        yield _dated(flag.started_on, EntryKind.FLAG, f"Flag raised: {_lower(reader.flag_label(flag))}", by=by)
        if flag.ended_on:
            yield _dated(flag.ended_on, EntryKind.FLAG, f"Flag ended: {_lower(reader.flag_label(flag))}", by=by)


def _dated(day: date, kind: EntryKind, title: str, by: str = "") -> ChronologyEntry:
    return ChronologyEntry(at=at_local(day, time()), precision=Precision.DATE, kind=kind, title=title, by=by)


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]
