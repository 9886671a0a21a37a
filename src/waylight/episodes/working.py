"""What is done during and after an episode: risk, enquiries, the safe and well check."""

from collections.abc import Mapping
from datetime import datetime
from typing import ClassVar

from django.db import models

from waylight.accounts.models import User
from waylight.chronology.chronicled import Chronicled
from waylight.chronology.moments import Moment
from waylight.core.clock import now
from waylight.core.constraints import one_of
from waylight.core.models import Record
from waylight.episodes.choices import Assessor, CheckStatus, LogKind, RiskLevel
from waylight.episodes.episode import Episode, Report
from waylight.people.child_records import ChildRecords


class RiskAssessments(ChildRecords["RiskAssessment"]):
    child_path = "episode__child"


class RiskAssessment(Record):
    """One agency's view of the risk at a moment; never overwritten, the latest from each agency stands."""

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


def view_in(report: Report) -> RiskAssessment | None:
    """The risk a force's report was graded at, as the view it is; made to be read with the others and never saved."""
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


class LogLines(ChildRecords["LogLine"]):
    child_path = "episode__child"


class LogLine(Record):
    """One thing someone did to find the child, or learned; added to, never changed.

    `side` is the agency that wrote the line. The council and the home learn that the police wrote one, and read it when
    `shared`; an interview provider learns of none of the police's.
    """

    episode = models.ForeignKey(Episode, models.PROTECT, related_name="log_lines")
    at = models.DateTimeField(default=now)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=11, choices=LogKind)
    what = models.TextField()
    next_step = models.CharField(max_length=200, blank=True)
    side = models.CharField(max_length=11, choices=Assessor, default=Assessor.SOCIAL_CARE)
    shared = models.BooleanField(default=False)

    objects = LogLines.as_manager()

    class Meta:
        db_table = "log_line"
        ordering = ("-at",)

    def __str__(self) -> str:
        return self.get_kind_display()


class Checks(ChildRecords["SafeAndWellCheck"]):
    child_path = "episode__child"


class SafeAndWellCheck(Chronicled, Record):
    """What the police did to see that a child who came back is safe and well."""

    episode = models.OneToOneField(Episode, models.PROTECT, related_name="check_made")
    status = models.CharField(max_length=12, choices=CheckStatus)
    done_at = models.DateTimeField()
    officer = models.CharField(max_length=80, blank=True)
    seen_alone = models.BooleanField(null=True, blank=True)
    where_been = models.TextField(blank=True)
    with_whom = models.TextField(blank=True)
    harm = models.TextField(blank=True)
    needs = models.TextField(blank=True)
    because = models.CharField(max_length=200, blank=True, default="", db_default="")
    support_given = models.CharField(max_length=200, blank=True, default="", db_default="")

    objects = Checks.as_manager()
    moments: ClassVar[Mapping[Moment, str]] = {
        Moment.SAFE_AND_WELL_CHECKED: "checked_at",
        Moment.CHECK_DECLINED: "declined_at",
        Moment.CHECK_NOT_REQUIRED: "not_required_at",
    }

    class Meta:
        db_table = "safe_and_well_check"
        constraints = (one_of("status", CheckStatus, table="safe_and_well_check"),)

    def __str__(self) -> str:
        return self.get_status_display()

    @property
    def checked_at(self) -> datetime | None:
        """Seen or spoken to: a call or a word with the carer is a check, and its mode is shown and counted apart."""
        return self.done_at if self.status in {CheckStatus.DONE, CheckStatus.BY_PHONE, CheckStatus.VIA_CARER} else None

    @property
    def declined_at(self) -> datetime | None:
        return self.done_at if self.status == CheckStatus.DECLINED else None

    @property
    def not_required_at(self) -> datetime | None:
        return self.done_at if self.status == CheckStatus.NOT_REQUIRED else None
