"""One child's whole record, read once: the source of the child's page and its clocks."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from uuid import UUID

from waylight.access.models import Involvement
from waylight.briefings.clocks import DutyStatus, EpisodeRecords, Protocols, duty_statuses_for
from waylight.briefings.read_permissions import RecordReader
from waylight.briefings.repeat_levels import levels_reached, meeting_status
from waylight.briefings.risk_reviews import risk_reviews
from waylight.core.calendars import day_of
from waylight.core.clock import now, today
from waylight.core.periods import is_in_force_on
from waylight.duties.trigger import count_in_window, window_start
from waylight.episodes.choices import Category, CorrectionKind
from waylight.episodes.models import Correction, Episode, LogLine, RepeatMeeting, Report, RiskAssessment, SafeAndWellCheck
from waylight.interviews.models import Answer, Coverage, Interview
from waylight.people.models import Child
from waylight.placements.models import CarePeriod, Flag, Placement


@dataclass(frozen=True)
class CaseFile:
    """One child's record. Each kind of record is read in one query, the newest first."""

    child: Child
    episodes: Sequence[Episode]
    reports: Sequence[Report]
    risks: Sequence[RiskAssessment]
    lines: Sequence[LogLine]
    checks: Sequence[SafeAndWellCheck]
    checks_corrected: Sequence[Correction]
    interviews: Sequence[Interview]
    coverage: Sequence[Coverage]
    answers: Sequence[Answer]
    care: Sequence[CarePeriod]
    placements: Sequence[Placement]
    flags: Sequence[Flag]
    meetings: Sequence[RepeatMeeting]
    involvements: Sequence[Involvement]

    @cached_property
    def missing_now(self) -> Episode | None:
        return next((episode for episode in self.episodes if episode.open), None)

    @cached_property
    def counted(self) -> Mapping[UUID, Episode]:
        """The episodes that count towards a repeat level, by their keys."""
        return {episode.pk: episode for episode in self.episodes if episode.category == Category.MISSING}

    @cached_property
    def interview_of(self) -> Mapping[UUID, Interview]:
        """The interview that covers each episode, by the episode's key."""
        by_key = {interview.pk: interview for interview in self.interviews}
        return {line.episode_id: by_key[line.interview_id] for line in self.coverage}

    @cached_property
    def episode_records(self) -> Mapping[UUID, EpisodeRecords]:
        checks = {check.episode_id: check for check in self.checks}
        risks: dict[UUID, list[RiskAssessment]] = defaultdict(list)
        for risk in self.risks:
            risks[risk.episode_id].append(risk)
        reports: dict[UUID, list[Report]] = defaultdict(list)
        for report in self.reports:
            reports[report.episode_id].append(report)
        return {
            key: EpisodeRecords(checks.get(key), self.interview_of.get(key), risks.get(key, ()), reports.get(key, ()))
            for key in (episode.pk for episode in self.episodes)
        }

    @property
    def care_now(self) -> Sequence[CarePeriod]:
        return [period for period in self.care if _in_force(period)]

    @property
    def placement_now(self) -> Placement | None:
        return next((placement for placement in self.placements if _in_force(placement)), None)

    @property
    def flags_now(self) -> Sequence[Flag]:
        return [flag for flag in self.flags if _in_force(flag)]

    def repeats(self, protocols: Protocols) -> "RepeatCount":
        protocol, agreed = protocols(self.child.council), protocols.agreed_on(self.child.council_id, today())
        days = [(day_of(episode.started_at), key) for key, episode in self.counted.items()]
        first = window_start(today(), protocol)
        meetings = {(meeting.level, meeting.reached_on): meeting for meeting in self.meetings}
        reached = [each for each in levels_reached(self.counted.values(), protocol) if each.on >= first]
        clocks = [
            (each.level, meeting_status(each, self.counted[each.key], protocol, agreed, meetings.get((each.level, each.on))))
            for each in reversed(reached)
        ]
        return RepeatCount(count_in_window(days, today(), protocol), protocol.trigger_days, clocks)


@dataclass(frozen=True)
class RepeatCount:
    """How many episodes began in the window that ends today, and the levels reached in it, each with its meeting's clock."""

    count: int
    days: int
    levels: Sequence[tuple[int, DutyStatus]]


@dataclass(frozen=True)
class OpenDuties:
    """The open duties, the first due first, and the number of earlier episodes that have one."""

    now: Sequence[DutyStatus]
    earlier: int


def case_file_for(child: Child) -> CaseFile:
    """Return a child's record, read in fourteen queries however many records there are."""
    of_child = {"episode__child": child}
    return CaseFile(
        child=child,
        episodes=_with_child(list(child.episodes.select_related("owner", "home")), child),
        reports=list(Report.objects.filter(**of_child).select_related("taken_by").order_by("-created_at")),
        risks=list(RiskAssessment.objects.filter(**of_child).select_related("assessor")),
        lines=list(LogLine.objects.filter(**of_child).select_related("by")),
        checks=list(SafeAndWellCheck.objects.filter(**of_child)),
        checks_corrected=list(Correction.objects.filter(kind=CorrectionKind.CHECK, **of_child).select_related("by")),
        interviews=list(child.interviews.select_related("provider", "interviewer")),
        coverage=list(Coverage.objects.filter(**of_child)),
        answers=list(Answer.objects.filter(interview__child=child)),
        care=list(child.care_periods.select_related("responsible")),
        placements=list(child.placements.select_related("home", "authority")),
        flags=list(child.flags.all()),
        meetings=list(child.repeat_meetings.all()),
        involvements=list(child.involvements.filter(until=None).select_related("agency", "user")),
    )


def open_duties_of(record: CaseFile, protocols: Protocols, reader: RecordReader, *, recent: timedelta) -> OpenDuties:
    """Return the open duties of the open episode and of those that ended within `recent`. Earlier episodes are only counted."""
    clocks = duty_statuses_for(record.episodes, record.episode_records, protocols)
    open_now: list[DutyStatus] = []
    earlier = 0
    for episode in record.episodes:
        reviews = risk_reviews(episode, record.episode_records[episode.pk], reader)
        due = [each for each in (*clocks[episode.pk], *reviews) if each.open and reader.knows_of_duty(each.code)]
        open_here = [reader.readable_duty(each) for each in due]
        if episode.returned_at is None or episode.returned_at >= now() - recent:
            open_now += open_here
        else:
            earlier += bool(open_here)
    return OpenDuties(sorted(open_now, key=lambda each: each.due or now()), earlier)


def _with_child(episodes: list[Episode], child: Child) -> list[Episode]:
    for episode in episodes:
        episode.child = child
    return episodes


def _in_force(period: CarePeriod | Placement | Flag) -> bool:
    return is_in_force_on(period.started_on, period.ended_on, today())
