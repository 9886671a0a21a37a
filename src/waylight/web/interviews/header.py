"""The top of a write-up, from the records: the people, the times, the risk and the deadlines."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from waylight.briefings.clocks import DutyStatus, EpisodeRecords, duty_statuses_for, records_by_episode
from waylight.briefings.read_permissions import RecordReader
from waylight.chronology.wording import moment_words
from waylight.core.clock import today
from waylight.duties.duty import DutyCode
from waylight.episodes.models import Episode
from waylight.episodes.risk.joint_risk import CurrentRisk, current_risk
from waylight.interviews.models import Interview
from waylight.interviews.redaction.redacted_copies import OtherPeople
from waylight.people.models import Child
from waylight.web.interviews.page import episodes_of

# The Department for Education's codes of ethnicity.
ETHNICITY: Mapping[str, str] = {
    "WBRI": "White British", "WIRI": "White Irish", "WIRT": "Traveller of Irish heritage", "WROM": "Gypsy or Roma",
    "WOTH": "Another White background", "MWBC": "White and Black Caribbean", "MWBA": "White and Black African",
    "MWAS": "White and Asian", "MOTH": "Another mixed background", "AIND": "Indian", "APKN": "Pakistani", "ABAN": "Bangladeshi",
    "AOTH": "Another Asian background", "CHNE": "Chinese", "BCRB": "Black Caribbean", "BAFR": "Black African",
    "BOTH": "Another Black background", "OOTH": "Another ethnic group", "REFU": "Would rather not say",
}  # fmt: skip


@dataclass(frozen=True)
class EpisodeSummary:
    """One episode that the interview covers: its risk, who reported it, and its interview deadline."""

    episode: Episode
    risk: CurrentRisk | None
    reported_by: str
    clock: DutyStatus | None


@dataclass(frozen=True)
class InterviewHeader:
    facts: Sequence[tuple[str, str]]
    episodes: Sequence[EpisodeSummary]

    @property
    def shows_risk(self) -> bool:
        return any(each.risk for each in self.episodes)

    def without(self, others: OtherPeople) -> "InterviewHeader":
        """Return the header without the names of other people and without the risk, for a copy to share."""
        facts = [(name, others.redact(fact)) for name, fact in self.facts]
        episodes = [replace(each, reported_by=others.redact(each.reported_by), risk=None) for each in self.episodes]
        return InterviewHeader(facts, episodes)


def header_of(interview: Interview, reader: RecordReader) -> InterviewHeader:
    """Return the header. Care, home and workers are in the identity bar above it."""
    episodes = episodes_of(interview, "reports")
    records = records_by_episode(episodes)
    clocks = duty_statuses_for(episodes, records)
    facts = [*_child(interview.child), *_interview(interview, reader)]
    return InterviewHeader(
        [fact for fact in facts if fact[1]],
        [_about(episode, records[episode.pk], clocks[episode.pk], reader) for episode in episodes],
    )


def _about(episode: Episode, records: EpisodeRecords, clocks: Sequence[DutyStatus], reader: RecordReader) -> EpisodeSummary:
    reporters = [report.reported_by for report in episode.reports.all() if report.reported_by]
    risk = current_risk(reader.visible_risks(records.risks))
    return EpisodeSummary(
        episode,
        risk,
        reporters[0] if reporters else "",
        next((reader.readable_duty(clock) for clock in clocks if clock.code == DutyCode.RETURN_INTERVIEW), None),
    )


def _child(child: Child) -> list[tuple[str, str]]:
    care = child.care_periods.on(today()).select_related("responsible").first()
    placed_here = str(care.responsible) if care and care.responsible_id != child.council_id else ""
    return [("Ethnicity", ETHNICITY.get(child.ethnicity, "")), ("Placed by another council", placed_here)]


def _interview(interview: Interview, reader: RecordReader) -> list[tuple[str, str]]:
    worker = interview.interviewer.name if interview.interviewer else interview.worker_name
    held = moment_words(interview.held_at) if interview.held_at else ""
    if reader.interview_minimum(interview):
        return [("Held", held), ("How it was arranged", "Not shared with you")]
    return [
        ("Offered", moment_words(interview.offered_at) if interview.offered_at else "Not recorded"),
        ("Held", held),
        ("Where and how", ", ".join(filter(None, [interview.place, interview.get_mode_display()]))),
        ("Interviewer", ", ".join(filter(None, [worker, interview.get_independence_display()]))),
        ("Seen alone", {True: "Yes", False: "No", None: ""}[interview.seen_alone]),
        ("Also present", interview.others_present),
        ("Written up", moment_words(interview.written_up_at) if interview.written_up_at else "Not yet"),
        ("Checked", moment_words(interview.approved_at) if interview.approved_at else "Not yet"),
        ("How much was said", interview.get_fullness_display()),
        ("Why it was late", interview.late_because),
    ]  # fmt: skip
