"""When the risk is looked at again while a child is missing: the time that whoever last assessed it set, and no other."""

from datetime import timedelta

from waylight.briefings.clocks import DUE_SOON, DUE_SOON_WITHIN, DutyStatus, EpisodeRecords
from waylight.briefings.disclosure import Reader
from waylight.core.clock import now
from waylight.duties.duty import State
from waylight.episodes.choices import Assessor
from waylight.episodes.models import Episode, RiskAssessment
from waylight.episodes.risk.joint_risk import standing

CODE = "risk-review"
IN_A_SENTENCE = {Assessor.POLICE: "the police", Assessor.SOCIAL_CARE: "social care", Assessor.CARER: "the carer"}


def risk_reviews(episode: Episode, done: EpisodeRecords, reader: Reader) -> list[DutyStatus]:
    """The review that is owed, or nothing. A home is told of its own view and of no other."""
    latest = standing(reader.visible_risks(done.risks)).latest if episode.open else None
    if not isinstance(latest, RiskAssessment) or latest.next_review_at is None:
        return []
    left = latest.next_review_at - now()
    return [
        DutyStatus(
            code=CODE,
            name="Risk reviewed",
            state=State.OVERDUE.name if left < timedelta() else DUE_SOON if left <= DUE_SOON_WITHIN else State.RUNNING.name,
            started=latest.assessed_at,
            due=latest.next_review_at,
            ended=None,
            reason="",
            rule="By the time set at the last risk assessment",
            source="The risk assessment",
            ends_when="the risk is assessed again",
            owner=IN_A_SENTENCE[Assessor(latest.agency)],
            person=latest.assessor.name if latest.assessor else "",
            child=episode.child_id,
            episode=episode.pk,
            interview=None,
        )
    ]
