"""The duties of each episode and the state of their clocks: the one place where records meet duties."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from uuid import UUID

from waylight.agencies.councils import Agreements, agreements, protocol_of
from waylight.agencies.models import Agency, ProtocolSetting
from waylight.briefings.rule_sources import source_of_rule
from waylight.chronology.chronicled import Chronicled, combined_timeline
from waylight.chronology.moments import Moment
from waylight.chronology.timeline import Timeline
from waylight.core.calendars import day_of
from waylight.core.clock import now, today
from waylight.duties.language.terms import Clock, ClockState, DutyHolder, DutyTerms
from waylight.duties.protocol import Protocol, protocol_from
from waylight.duties.register import clocks_for
from waylight.episodes.choices import FOLLOWED_UP, Category, CheckStatus
from waylight.episodes.models import Episode, Report, RiskAssessment, SafeAndWellCheck
from waylight.episodes.risk.assessment import risk_view_of_report
from waylight.episodes.risk.joint_risk import risk_moments
from waylight.interviews.choices import Outcome
from waylight.interviews.models import Coverage, Interview

DUE_SOON_WITHIN = timedelta(hours=6)
RECENTLY_BACK = timedelta(days=28)  # pages list the duties of a child for so long, and a school corrects its register
DUE_SOON = "DUE_SOON"
STOPPED_BECAUSE = {
    Moment.INTERVIEW_DECLINED: "the child or a parent declined",
    Moment.NO_CONTACT: "the child could not be contacted",
    Moment.INTERVIEW_SUPERSEDED: "the child went missing again first",
    Moment.INTERVIEW_NOT_OFFERED: "no interview was offered",
    Moment.INTERVIEW_EXEMPT: "no interview is needed",
    Moment.INTERVIEWED: "the interview was held",
    Moment.CHECK_DECLINED: "the child declined it",
    Moment.CHECK_NOT_REQUIRED: "not required under a recorded agreement",
    Moment.WRITTEN_UP_ELSEWHERE: "the provider keeps the write-up in its own system",
    Moment.RETURNED: "the child is back",
    Moment.MEETING_WAIVED: "a manager decided that no meeting is needed",
}


# How the police made a check in which they did not see the child.
UNSEEN = {
    CheckStatus.BY_PHONE.value: "by phone, the child was not seen",
    CheckStatus.VIA_CARER.value: "through the carer only, the child was not seen",
}
# What only the interviewer can do.
DONE_BY_INTERVIEWER = frozenset({Moment.INTERVIEW_OFFERED, Moment.INTERVIEWED, Moment.WRITTEN_UP})


@dataclass(frozen=True, kw_only=True)
class DutyStatus:
    """One duty's clock as a page shows it. `state` is the name of a `ClockState` or DUE_SOON.

    `person` is to whom it is assigned, or "". `reason` says why it stopped, or that a check was made without seeing the child.
    """

    code: str
    name: str
    state: str
    started: datetime | None
    due: datetime | None
    ended: datetime | None
    reason: str
    rule: str
    source: str
    ends_when: str
    owner: str
    person: str
    child: UUID
    episode: UUID
    interview: UUID | None

    @property
    def open(self) -> bool:
        """Whether the duty is still to be done."""
        not_done = self.state == ClockState.CANNOT_SAY.name and self.ended is None
        return not_done or self.state in {ClockState.RUNNING.name, ClockState.PAUSED.name, ClockState.OVERDUE.name, DUE_SOON}

    @property
    def stopped(self) -> bool:
        """Whether the duty ended without being done."""
        return self.state == ClockState.EXCUSED.name

    @property
    def overdue(self) -> bool:
        return self.state == ClockState.OVERDUE.name


@dataclass(frozen=True)
class EpisodeRecords:
    """The safe and well check, interview, risk assessments and reports of one episode."""

    check: SafeAndWellCheck | None = None
    interview: Interview | None = None
    recorded: Sequence[RiskAssessment] = ()
    reports: Sequence[Report] = ()

    @cached_property
    def risks(self) -> Sequence[RiskAssessment]:
        """Every view of the risk. The level in a police report counts as a view of the police."""
        return [*self.recorded, *(view for report in self.reports if (view := risk_view_of_report(report)) is not None)]

    @cached_property
    def reported_checked_at(self) -> datetime | None:
        """When the police checked the child according to their report. None if a check is recorded, which takes precedence."""
        reported = [report.checked_at for report in self.reports if report.checked_at] if self.check is None else []
        return min(reported, default=None)


def records_by_episode(episodes: Iterable[Episode]) -> Mapping[UUID, EpisodeRecords]:
    """Return the records of each episode, by its key, in four queries for any number of episodes."""
    keys = [episode.pk for episode in episodes]
    checks = {check.episode_id: check for check in SafeAndWellCheck.objects.filter(episode__in=keys)}
    covering = Coverage.objects.filter(episode__in=keys).select_related("interview__interviewer", "interview__provider")
    interviews = {line.episode_id: line.interview for line in covering}
    risks: dict[UUID, list[RiskAssessment]] = defaultdict(list)
    for risk in RiskAssessment.objects.filter(episode__in=keys).select_related("assessor"):
        risks[risk.episode_id].append(risk)
    reports: dict[UUID, list[Report]] = defaultdict(list)
    for report in Report.objects.filter(episode__in=keys).exclude(risk="", checked_at=None):
        reports[report.episode_id].append(report)
    return {key: EpisodeRecords(checks.get(key), interviews.get(key), risks.get(key, ()), reports.get(key, ())) for key in keys}


class Protocols:
    """The protocol of every council, today and on any earlier day, from one query."""

    def __init__(self, agreements: Agreements) -> None:
        self._agreements = agreements
        self._on: dict[tuple[UUID | None, date], Protocol] = {}

    def __call__(self, council: Agency) -> Protocol:
        """Return a council's protocol today."""
        return self.on(council.pk, today())

    def on(self, council: UUID | None, day: date) -> Protocol:
        if (council, day) not in self._on:
            self._on[council, day] = protocol_from(self._agreements.on(council, day))
        return self._on[council, day]

    def agreed_on(self, council: UUID | None, day: date) -> Mapping[str, ProtocolSetting]:
        """Return the agreements in force on a day, by setting."""
        return self._agreements.in_force(council, day)

    @property
    def _each_today(self) -> list[Protocol]:
        return [self.on(council, today()) for council in {None, *self._agreements.by_council}]

    @property
    def lowest_level(self) -> int:
        """The smallest number of episodes that reaches a level in any council today."""
        return min(protocol.trigger_levels[0] for protocol in self._each_today)

    @property
    def longest_window(self) -> timedelta:
        return timedelta(days=max(protocol.trigger_days for protocol in self._each_today))


def current_protocols() -> Protocols:
    return Protocols(agreements())


def duty_statuses_for(
    episodes: Sequence[Episode], records: Mapping[UUID, EpisodeRecords] | None = None, protocols: Protocols | None = None
) -> dict[UUID, list[DutyStatus]]:
    """Return the started clocks of each episode, by its key. The episodes need `child__council` and `owner` selected."""
    records = records_by_episode(episodes) if records is None else records
    protocols = protocols or current_protocols()
    return {episode.pk: _statuses(episode, records.get(episode.pk, EpisodeRecords()), protocols) for episode in episodes}


def protocol_for_episode(episode: Episode, protocols: Protocols) -> Protocol:
    """Return the protocol of the day on which the child came back, when the clocks of a return start; until then, today's."""
    return protocols.on(episode.child.council_id, _protocol_day(episode))


def _protocol_day(episode: Episode) -> date:
    return day_of(episode.returned_at or now())


def council_protocol(council: Agency) -> Protocol:
    """Return a council's protocol today."""
    return protocol_from(protocol_of(council, today()))


def timeline_of(episode: Episode, records: EpisodeRecords) -> Timeline:
    """Return the moments from which an episode's clocks are computed."""
    records_with_moments: list[Chronicled] = [
        record for record in (episode, records.check, records.interview) if record is not None
    ]
    report_moments = {Moment.SAFE_AND_WELL_CHECKED: records.reported_checked_at} if records.reported_checked_at else {}
    timeline = combined_timeline(records_with_moments) | report_moments | risk_moments(records.risks)
    assessed, told = timeline.instant(Moment.RISK_ASSESSED), timeline.instant(Moment.REPORTED)
    if assessed and told and assessed < told:
        # A report may be recorded after the first view of the risk. The view still belongs to this episode.
        return timeline | {Moment.RISK_ASSESSED: told}
    return timeline


def _statuses(episode: Episode, records: EpisodeRecords, protocols: Protocols) -> list[DutyStatus]:
    if episode.category == Category.VOID:
        return []
    timeline = timeline_of(episode, records)
    clocks = clocks_for(timeline, now=now(), protocol=protocol_for_episode(episode, protocols))
    agreed = protocols.agreed_on(episode.child.council_id, _protocol_day(episode))
    return [duty_status(clock, episode, records, agreed) for clock in clocks if _applies(clock.duty, episode, records)]


def _applies(duty: DutyTerms, episode: Episode, records: EpisodeRecords) -> bool:
    """Whether a duty applies to this kind of episode. After a return that needs no follow-up, only what someone chose to do."""
    if duty.starts != Moment.RETURNED or episode.category in FOLLOWED_UP:
        return True
    if duty.met_by == Moment.SAFE_AND_WELL_CHECKED:
        return records.check is not None or records.reported_checked_at is not None
    return records.interview is not None


def duty_status(clock: Clock, episode: Episode, records: EpisodeRecords, agreed: Mapping[str, ProtocolSetting]) -> DutyStatus:
    duty = clock.duty
    soon = clock.state == ClockState.RUNNING and clock.due is not None and clock.due - now() <= DUE_SOON_WITHIN
    return DutyStatus(
        code=duty.code,
        name=duty.name,
        state=DUE_SOON if soon else clock.state.name,
        started=clock.started,
        due=clock.due,
        ended=clock.ended,
        reason=_reason(clock, records),
        rule=f"Within {duty.within}, from when the child {duty.starts.value}",
        source=source_of_rule(duty, agreed),
        ends_when=duty.ends_when,
        owner=str(duty.due_from),
        person=_person(duty, episode, records),
        child=episode.child_id,
        episode=episode.pk,
        interview=records.interview.pk if records.interview else None,
    )


def _person(duty: DutyTerms, episode: Episode, records: EpisodeRecords) -> str:
    """Return the name of the person to whom the duty is assigned, or "": the interviewer, or the owner of the episode."""
    interview = records.interview
    if duty.met_by in DONE_BY_INTERVIEWER:
        if interview is None or interview.outcome == Outcome.EXEMPT:
            return ""
        return interview.interviewer.name if interview.interviewer and interview.accepted_at else interview.worker_name
    return episode.owner.name if duty.due_from == DutyHolder.COUNCIL and episode.owner else ""


def _reason(clock: Clock, records: EpisodeRecords) -> str:
    """Return why the clock stopped; of a check that no one made by seeing the child, how it was made."""
    if clock.state == ClockState.EXCUSED:
        return clock.stopped_because or (STOPPED_BECAUSE.get(clock.ended_by, "") if clock.ended_by else "")
    if clock.ended_by == Moment.SAFE_AND_WELL_CHECKED and records.check:
        return UNSEEN.get(records.check.status, "")
    return ""
