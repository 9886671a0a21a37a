"""The clock of the next risk review while a child is missing: due at the time set in the latest assessment."""

from datetime import timedelta

from waylight.briefings.clocks import DUE_SOON, DUE_SOON_WITHIN, DutyStatus, EpisodeRecords
from waylight.briefings.read_permissions import RecordReader
from waylight.core.clock import now
from waylight.duties.language.terms import ClockState
from waylight.episodes.choices import Assessor
from waylight.episodes.models import Episode, RiskAssessment
from waylight.episodes.risk.joint_risk import current_risk

CODE = "risk-review"
IN_A_SENTENCE = {Assessor.POLICE: "the police", Assessor.SOCIAL_CARE: "social care", Assessor.CARER: "the carer"}


def risk_reviews(episode: Episode, records: EpisodeRecords, reader: RecordReader) -> list[DutyStatus]:
    """Return the review that is due, or an empty list. A home sees only the review of its own assessment."""
    latest = current_risk(reader.visible_risks(records.risks)).latest if episode.open else None
    if not isinstance(latest, RiskAssessment) or latest.next_review_at is None:
        return []
    time_left = latest.next_review_at - now()
    return [
        DutyStatus(
            code=CODE,
            name="Risk reviewed",
            state=ClockState.OVERDUE.name
            if time_left < timedelta()
            else DUE_SOON
            if time_left <= DUE_SOON_WITHIN
            else ClockState.RUNNING.name,
            started=latest.assessed_at,
            due=latest.next_review_at,
            ended=None,
            reason="",
            rule=f"By the time that {latest.assessor.name if latest.assessor else IN_A_SENTENCE[Assessor(latest.agency)]} set "
            "at the last risk assessment",
            source="The risk assessment",
            ends_when="the risk is assessed again",
            owner=IN_A_SENTENCE[Assessor(latest.agency)],
            person=episode.owner.name if episode.owner and latest.agency == Assessor.SOCIAL_CARE else "",
            child=episode.child_id,
            episode=episode.pk,
            interview=None,
        )
    ]
