"""An episode's page: what each role reads on it, according to the partnership's matrix of roles and records."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from waylight.accounts.models import User
from waylight.accounts.permissions import Permission
from waylight.briefings.clocks import DutyStatus, EpisodeRecords, duty_statuses_for, records_by_episode
from waylight.briefings.read_permissions import RecordReader
from waylight.briefings.repeat_levels import repeat_meetings_due
from waylight.briefings.risk_reviews import risk_reviews
from waylight.briefings.risk_words import who_gave_a_view
from waylight.chronology.moments import Precision
from waylight.episodes.choices import Assessor, Category, FactorState
from waylight.episodes.log_line import recording_agency_of
from waylight.episodes.models import Correction, Episode, LogLine, Report, RiskAssessment, SafeAndWellCheck
from waylight.episodes.record_parts import EPISODES, RISK, SAFE_AND_WELL_CHECK, SAFE_AND_WELL_RESULT
from waylight.episodes.risk.factors import FACTORS
from waylight.episodes.risk.joint_risk import current_risk
from waylight.interviews.models import Interview
from waylight.web.episodes.available_actions import CORRECTIONS, ActionLink, actions_for, situation
from waylight.web.episodes.correction_labels import CorrectedField, changes_of
from waylight.web.episodes.forms import LogLineForm, TakeOwnershipForm
from waylight.web.kit.identity_bar import Identity, identity_of

TIME_LABELS = {"started_at": "Last seen", "reported_at": "Reported", "located_at": "Located", "returned_at": "Back"}
WITHHELD_BY_POLICE = "The police have not shared what this line says."


@dataclass(frozen=True, kw_only=True)
class EpisodeTime:
    what: str
    at: datetime | None
    precision: str
    told_by: str
    unknown: str


@dataclass(frozen=True, kw_only=True)
class AgencyRisk:
    """One agency's latest view of the risk, or None if it has no view."""

    agency: str
    view: RiskAssessment | None
    factors: tuple[str, ...] = ()
    earlier: int = 0


@dataclass(frozen=True, kw_only=True)
class LogRow:
    """One line of the log, for components/timeline.html."""

    at: datetime
    kind: str
    kind_label: str
    title: str
    body: str
    by: str
    precision: str = Precision.MINUTE


@dataclass(frozen=True, kw_only=True)
class CorrectionRow:
    correction: Correction
    changes: tuple[CorrectedField, ...]


@dataclass(frozen=True, kw_only=True)
class EpisodePage:
    """The contents of templates/episodes/detail.html."""

    episode: Episode
    identity: Identity
    times: tuple[EpisodeTime, ...]
    duties: Sequence[DutyStatus]
    next_step: ActionLink | None
    other_steps: Sequence[ActionLink]
    correction_links: Sequence[ActionLink]
    risk_level: str | None
    risk_pending: bool
    risk_note: str
    risks: tuple[AgencyRisk, ...]
    log: Sequence[LogRow]
    log_is_partial: bool
    log_form: LogLineForm | None
    reports: Sequence[Report]
    check: SafeAndWellCheck | None
    reads_check: bool
    reads_check_result: bool
    reported_checked_at: datetime | None
    interview: Interview | None
    interview_minimum: str
    opens_interview: bool
    corrections: Sequence[CorrectionRow]
    awaiting: Correction | None
    take_on: TakeOwnershipForm | None

    @property
    def worries(self) -> list[Report]:
        """The reports this person may read that say why someone is worried, while the child is missing."""
        return [report for report in self.reports if report.why_worried] if self.episode.open else []


def page_of(episode: Episode, viewer: User) -> EpisodePage:
    records = records_by_episode([episode])[episode.pk]
    every_clock = duty_statuses_for([episode], {episode.pk: records})[episode.pk]
    meetings = [item for item in repeat_meetings_due([episode.child_id]).get(episode.child_id, []) if item.episode == episode.pk]
    now = situation(episode, records, viewer)
    steps = actions_for(now)
    reader = RecordReader(viewer.roles())
    clocks = [reader.readable_duty(clock) for clock in every_clock if reader.knows_of_duty(clock.code)]
    corrections = (
        list(episode.corrections.select_related("by", "seconded_by")) if viewer.has_permission(Permission.CORRECT_RECORDS) else []
    )
    void = episode.category == Category.VOID
    risk = current_risk(records.risks)
    return EpisodePage(
        episode=episode,
        identity=identity_of(episode.child, viewer),
        times=times_of(episode),
        duties=[*clocks, *risk_reviews(episode, records, reader), *map(reader.readable_duty, meetings)],
        next_step=steps[0] if steps else None,
        other_steps=steps[1:],
        correction_links=actions_for(now, CORRECTIONS),
        risk_level=risk.level if reader.reads(RISK) else None,
        risk_pending=risk.pending and episode.open,
        risk_note=who_gave_a_view(risk, over=not episode.open) if reader.reads(RISK) else "",
        risks=tuple(_risks(records, viewer)),
        log=list(_log(episode, viewer)),
        log_is_partial=not reader.knows_of_police_lines,
        log_form=LogLineForm(by=viewer) if not void and viewer.has_permission(Permission.WRITE_LOG) else None,
        reports=_reports(episode, viewer),
        check=records.check,
        reported_checked_at=records.reported_checked_at,
        reads_check=reader.reads(SAFE_AND_WELL_CHECK),
        reads_check_result=reader.reads(SAFE_AND_WELL_RESULT),
        interview=records.interview,
        interview_minimum=reader.interview_minimum(records.interview) if records.interview else "",
        opens_interview=viewer.has_permission(Permission.SEE_INTERVIEWS),
        corrections=[CorrectionRow(correction=item, changes=tuple(changes_of(item))) for item in corrections],
        awaiting=next((item for item in corrections if item.awaiting_second), None),
        take_on=_take_on(episode, viewer),
    )


def times_of(episode: Episode) -> tuple[EpisodeTime, ...]:
    missing = {
        "reported_at": "Not recorded",
        "located_at": "Not yet" if episode.open else "Not recorded",
        "returned_at": "Not yet",
    }
    return tuple(
        EpisodeTime(
            what=what,
            at=getattr(episode, name),
            precision=getattr(episode, name.replace("_at", "_precision")),
            told_by=_source_words(getattr(episode, f"get_{name.replace('_at', '_told_by')}_display")()),
            unknown=missing.get(name, "Not known"),
        )
        for name, what in TIME_LABELS.items()
    )


def _source_words(words: str) -> str:
    """Return the source of a time: "from the police", "from a parent", "from the child"."""
    if not words or words.startswith(("the ", "someone")):
        return f"from {words}" if words else ""
    return f"from the {words}" if words in {"police", "school"} else f"from a {words}"


def _risks(records: EpisodeRecords, viewer: User) -> Iterator[AgencyRisk]:
    """Yield each agency's latest view. A home reads only its own."""
    shown = list(Assessor) if RecordReader(viewer.roles()).reads(RISK) else [recording_agency_of(viewer)]
    for agency in shown:
        views = sorted((view for view in records.risks if view.agency == agency), key=lambda view: view.assessed_at)
        latest = views[-1] if views else None
        factors = tuple(_factors(latest)) if latest else ()
        yield AgencyRisk(agency=str(agency.label), view=latest, factors=factors, earlier=max(len(views) - 1, 0))


def _factors(view: RiskAssessment) -> Iterator[str]:
    suffixes = {FactorState.CURRENT: "", FactorState.HISTORIC: " (in the past)", FactorState.NOT_KNOWN: " (not known)"}
    for state, suffix in suffixes.items():
        yield from (
            f"{FACTORS[code].label}{suffix}"
            for code, factor_state in view.factors.items()
            if factor_state == state and code in FACTORS
        )


def _log(episode: Episode, viewer: User) -> Iterator[LogRow]:
    """Yield the log lines that the viewer may know of. For a line that they may not read, say only that the police acted."""
    reader = RecordReader(viewer.roles())
    for line in filter(reader.knows_of_line, episode.log_lines.select_related("by")):
        yield _line(line, readable=reader.reads_line(line))


def _line(line: LogLine, *, readable: bool) -> LogRow:
    side = str(Assessor(line.side).label)
    next_step = f"\nNext: {line.next_step}" if line.next_step else ""
    return LogRow(
        at=line.at,
        kind="note",
        kind_label=side.lower(),
        title=line.get_kind_display() if readable else "Police enquiry",
        body=f"{line.what}{next_step}" if readable else WITHHELD_BY_POLICE,
        by=line.by.name if readable else "",
    )


def _reports(episode: Episode, viewer: User) -> list[Report]:
    """Return every report to those who read episodes. Others read only their own reports."""
    reports = episode.reports.select_related("taken_by")
    if RecordReader(viewer.roles()).reads(EPISODES):
        return list(reports)
    return [report for report in reports if report.taken_by_id == viewer.pk]


def _take_on(episode: Episode, viewer: User) -> TakeOwnershipForm | None:
    mine = episode.owner_id == viewer.pk
    if mine or episode.category == Category.VOID or not viewer.has_permission(Permission.OWN_EPISODES):
        return None
    return TakeOwnershipForm(initial={"version": episode.version})
