"""One agency's view of the risk to a missing child."""

from django.db import models

from waylight.accounts.models import User
from waylight.core.clock import now
from waylight.core.constraints import one_of
from waylight.core.models import Record
from waylight.episodes.choices import Assessor, RiskLevel
from waylight.episodes.episode import Episode, Report
from waylight.people.child_records import ChildRecords


class RiskAssessments(ChildRecords["RiskAssessment"]):
    child_path = "episode__child"


class RiskAssessment(Record):
    """One agency's view of the risk at one time. It is never overwritten. The latest view of each agency counts."""

    episode = models.ForeignKey(Episode, models.PROTECT, related_name="risk_assessments")
    assessed_at = models.DateTimeField(default=now)
    agency = models.CharField(max_length=11, choices=Assessor)
    level = models.CharField(max_length=13, choices=RiskLevel)
    factors = models.JSONField(default=dict, blank=True)
    rationale = models.TextField(blank=True)
    assessor = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    next_review_at = models.DateTimeField(null=True, blank=True)

    objects = RiskAssessments.as_manager()

    class Meta:
        db_table = "risk_assessment"
        ordering = ("-assessed_at",)
        constraints = (
            one_of("agency", Assessor, table="risk_assessment"),
            one_of("level", RiskLevel, table="risk_assessment"),
        )

    def __str__(self) -> str:
        return f"{self.get_level_display()} ({self.get_agency_display()})"


def risk_view_of_report(report: Report) -> RiskAssessment | None:
    """Return the risk level of a police report as an assessment that is not saved, or None if the report has no level."""
    if not report.risk:
        return None
    at = report.reported_at or report.last_seen_at
    return RiskAssessment(
        episode_id=report.episode_id,
        agency=Assessor.POLICE,
        level=report.risk,
        assessed_at=at,
        rationale="As graded in the police report.",
    )
