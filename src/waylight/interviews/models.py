"""The records of a return interview: its steps, contacts, coverage, answers and reviews."""

from collections.abc import Mapping
from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q

from waylight.accounts.models import User
from waylight.agencies.models import Agency
from waylight.chronology.chronicled import Chronicled
from waylight.chronology.moments import Moment
from waylight.chronology.timeline import Timeline
from waylight.core.clock import now
from waylight.core.constraints import in_order, one_of
from waylight.core.models import Record
from waylight.episodes.models import Episode
from waylight.interviews.choices import (
    AttemptResult,
    Channel,
    DeclineReason,
    ExemptReason,
    Fullness,
    Independence,
    InterviewStage,
    Mode,
    Outcome,
    ReviewFinding,
)
from waylight.people.child_records import ChildRecords
from waylight.people.models import Child

ENDINGS = {
    Outcome.DECLINED_CHILD: Moment.INTERVIEW_DECLINED,
    Outcome.DECLINED_PARENT: Moment.INTERVIEW_DECLINED,
    Outcome.NO_CONTACT: Moment.NO_CONTACT,
    Outcome.SUPERSEDED: Moment.INTERVIEW_SUPERSEDED,
    Outcome.NOT_OFFERED: Moment.INTERVIEW_NOT_OFFERED,
    Outcome.EXEMPT: Moment.INTERVIEW_EXEMPT,
}


class Interviews(ChildRecords["Interview"]):
    def unfinished(self) -> "Interviews":
        """Return the interviews that were neither held nor ended in another way."""
        return self.filter(outcome="")

    def awaiting_review(self) -> "Interviews":
        """Return the interviews that are written up but not approved, the longest waiting first."""
        return self.filter(approved_at=None).exclude(written_up_at=None).order_by("written_up_at")


class Interview(Chronicled, Record):
    """One return interview, from the child's return to its write-up. It can cover several episodes."""

    child = models.ForeignKey(Child, models.PROTECT, related_name="interviews")
    provider = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="interviews")
    interviewer = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="interviews")
    worker_name = models.CharField(max_length=80, blank=True)
    allocated_at = models.DateTimeField(null=True, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    offered_at = models.DateTimeField(null=True, blank=True)
    booked_at = models.DateTimeField(null=True, blank=True)
    booked_for = models.DateTimeField(null=True, blank=True)
    booked_place = models.CharField(max_length=120, blank=True)
    held_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=15, choices=Outcome, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    decline_reason = models.CharField(max_length=14, choices=DeclineReason, blank=True)
    decline_words = models.TextField(blank=True)
    ended_because = models.CharField(max_length=200, blank=True)
    exempt_because = models.CharField(max_length=12, choices=ExemptReason, blank=True)
    manager = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    decided_by = models.CharField(max_length=220, blank=True, default="", db_default="")
    reopened_at = models.DateTimeField(null=True, blank=True)
    carries_over = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="carried_into")
    mode = models.CharField(max_length=7, choices=Mode, blank=True)
    place = models.CharField(max_length=120, blank=True)
    seen_alone = models.BooleanField(null=True, blank=True)
    others_present = models.CharField(max_length=200, blank=True)
    independence = models.CharField(max_length=8, choices=Independence, blank=True)
    late_because = models.CharField(max_length=200, blank=True)
    fullness = models.CharField(max_length=7, choices=Fullness, blank=True, default="", db_default="")
    push = models.JSONField(default=list, blank=True)
    pull = models.JSONField(default=list, blank=True)
    harm_disclosed = models.BooleanField(null=True, blank=True)
    written_up_at = models.DateTimeField(null=True, blank=True)
    written_up_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    sent_back_at = models.DateTimeField(null=True, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    source = models.CharField(max_length=80, blank=True)
    source_key = models.CharField(max_length=64, blank=True)

    objects = Interviews.as_manager()
    moments: ClassVar[Mapping[Moment, str]] = {
        Moment.INTERVIEW_ALLOCATED: "allocated_at",
        Moment.INTERVIEW_ACCEPTED: "accepted_at",
        Moment.INTERVIEW_OFFERED: "offered_at",
        Moment.INTERVIEW_BOOKED: "booked_at",
        Moment.INTERVIEWED: "held_at",
        Moment.WRITTEN_UP: "written_up_at",
    }

    class Meta:
        db_table = "interview"
        ordering = ("-created_at",)
        constraints = (
            in_order(
                "held_at",
                "written_up_at",
                "approved_at",
                table="interview",
                message="An interview is held, then written up, then checked. Correct the times.",
            ),
            one_of("outcome", ["", *Outcome], table="interview"),
            models.UniqueConstraint(
                fields=("source", "source_key"),
                condition=~Q(source_key=""),
                name="interview_loaded_once",
                violation_error_message="This interview is already loaded.",
            ),
        )
        indexes = (models.Index(fields=("child",), condition=Q(outcome=""), name="interview_unfinished"),)

    def __str__(self) -> str:
        return f"Return interview with {self.child}"

    @property
    def is_over(self) -> bool:
        """Whether the interview was held or ended in another way."""
        return bool(self.outcome)

    @property
    def stage(self) -> InterviewStage:
        """The stage of the interview, as every page shows it."""
        if self.outcome and self.outcome != Outcome.COMPLETED:
            return InterviewStage.ENDED
        if self.outcome:
            return self._stage_once_held
        if self.booked_for:
            return InterviewStage.BOOKED
        return (
            InterviewStage.OFFERED
            if self.offered_at
            else InterviewStage.ACCEPTED
            if self.accepted_at
            else InterviewStage.ALLOCATED
        )

    @property
    def stage_text(self) -> str:
        """The label of the stage or, for an interview that was not held, how it ended."""
        return str(self.get_outcome_display() if self.stage == InterviewStage.ENDED else self.stage.label)

    @property
    def _stage_once_held(self) -> InterviewStage:
        if self.written_up_at:
            return InterviewStage.APPROVED if self.approved_at else InterviewStage.SUBMITTED
        if self.sent_back_at:
            return InterviewStage.SENT_BACK
        return InterviewStage.ELSEWHERE if self.source_key else InterviewStage.HELD

    def timeline(self) -> Timeline:
        """Return the moments of the interview. An end without a time has the time of the first offer or else of the record."""
        moments: dict[Moment, datetime] = {}
        ending = ENDINGS.get(Outcome(self.outcome)) if self.outcome else None
        if ending:
            moments[ending] = self.ended_at or self.offered_at or self.created_at
        if self.held_at and self.source_key and not self.written_up_at:
            moments[Moment.WRITTEN_UP_ELSEWHERE] = max(self.created_at, self.held_at)
        return super().timeline() | moments


class Attempts(ChildRecords["Attempt"]):
    child_path = "interview__child"


class Attempt(Record):
    """One contact to offer the interview: how, and with what result."""

    interview = models.ForeignKey(Interview, models.PROTECT, related_name="attempts")
    at = models.DateTimeField(default=now)
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    channel = models.CharField(max_length=9, choices=Channel)
    result = models.CharField(max_length=14, choices=AttemptResult)
    note = models.TextField(blank=True)

    objects = Attempts.as_manager()

    class Meta:
        db_table = "attempt"
        ordering = ("at",)
        constraints = (
            one_of("channel", Channel, table="attempt"),
            one_of("result", AttemptResult, table="attempt"),
        )

    def __str__(self) -> str:
        return f"{self.get_channel_display()}: {self.get_result_display()}"


class Coverages(ChildRecords["Coverage"]):
    child_path = "interview__child"


class Coverage(Record):
    """The interview that covers an episode. An episode has at most one; an interview can cover several."""

    episode = models.OneToOneField(Episode, models.PROTECT, related_name="coverage")
    interview = models.ForeignKey(Interview, models.PROTECT, related_name="covers")
    because = models.CharField(max_length=200, blank=True, default="", db_default="")

    objects = Coverages.as_manager()

    class Meta:
        db_table = "coverage"

    def __str__(self) -> str:
        return f"{self.interview} covers {self.episode_id}"


class Answers(ChildRecords["Answer"]):
    child_path = "interview__child"


class Answer(Record):
    """The answers in one section of the interview form, saved while someone types."""

    interview = models.ForeignKey(Interview, models.PROTECT, related_name="answers")
    section = models.CharField(max_length=20)
    said = models.JSONField(default=dict, blank=True)
    finished = models.BooleanField(default=False)
    saved_at = models.DateTimeField(default=now)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    objects = Answers.as_manager()

    class Meta:
        db_table = "answer"
        constraints = (
            models.UniqueConstraint(
                fields=("interview", "section"),
                name="answer_once_a_section",
                violation_error_message="This section already has answers.",
            ),
        )

    def __str__(self) -> str:
        return self.section


class Reviews(ChildRecords["Review"]):
    child_path = "interview__child"


class Review(Record):
    """The result of checking a finished write-up, or the reason why it was reopened. Later reviews do not replace it."""

    interview = models.ForeignKey(Interview, models.PROTECT, related_name="reviews")
    at = models.DateTimeField(default=now)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    finding = models.CharField(max_length=9, choices=ReviewFinding)
    note = models.TextField(blank=True)

    objects = Reviews.as_manager()

    class Meta:
        db_table = "write_up_review"
        ordering = ("-at",)
        constraints = (one_of("finding", ReviewFinding, table="write_up_review"),)

    def __str__(self) -> str:
        return self.get_finding_display()
