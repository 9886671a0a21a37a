"""Episodes, the times when a child was not where they should have been, and the reports of each episode."""

from collections.abc import Mapping
from datetime import timedelta
from typing import ClassVar

from django.db import models
from django.db.models import Q

from waylight.accounts.models import User
from waylight.agencies.models import Agency
from waylight.chronology.chronicled import Chronicled
from waylight.chronology.moments import Moment, Precision
from waylight.core.clock import now
from waylight.core.constraints import in_order, one_of, one_open_per
from waylight.core.models import Record
from waylight.episodes.choices import FOLLOWED_UP, Category, MissingFrom, ReturnedTo, ReturnMethod, RiskLevel, TimeSource
from waylight.people.child_records import ChildRecords
from waylight.people.models import Child
from waylight.placements.models import Home

PRECISIONS = [(Precision.MINUTE, "To the minute"), (Precision.ABOUT, "About"), (Precision.DATE, "Only the date")]


def _precision() -> models.CharField[str, str]:
    return models.CharField(max_length=6, choices=PRECISIONS, default=Precision.MINUTE)


def _time_source() -> models.CharField[str, str]:
    return models.CharField(max_length=13, choices=TimeSource, blank=True)


class Episodes(ChildRecords["Episode"]):
    def still_missing(self) -> "Episodes":
        """Return the episodes that are open now, of any category except VOID, the longest open first."""
        return self.filter(returned_at=None).exclude(category=Category.VOID).order_by("started_at")

    def counted(self) -> "Episodes":
        """Return the episodes that headline figures count."""
        return self.filter(category=Category.MISSING)

    def returned(self) -> "Episodes":
        return self.exclude(returned_at=None)

    def allocatable(self) -> "Episodes":
        """Episodes that a return interview can cover: over, and not recorded in error."""
        return self.returned().exclude(category=Category.VOID)


class Episode(Chronicled, Record):
    """A time when a child was not where they should have been: from when they were last seen until they are back."""

    batch = models.UUIDField(null=True, blank=True, editable=False)  # no index: only the undoing of a load reads it
    child = models.ForeignKey(Child, models.PROTECT, related_name="episodes", db_index=False)  # `episode_by_child` indexes it
    category = models.CharField(max_length=7, choices=Category, default=Category.MISSING)
    reference = models.CharField(max_length=30, blank=True)

    started_at = models.DateTimeField()
    started_precision = _precision()
    started_told_by = _time_source()
    reported_at = models.DateTimeField(null=True, blank=True)
    reported_precision = _precision()
    reported_told_by = _time_source()
    located_at = models.DateTimeField(null=True, blank=True)
    located_precision = _precision()
    located_told_by = _time_source()
    returned_at = models.DateTimeField(null=True, blank=True)
    returned_precision = _precision()
    returned_told_by = _time_source()

    missing_from = models.CharField(max_length=14, choices=MissingFrom, default=MissingFrom.OTHER)
    home = models.ForeignKey(Home, models.PROTECT, null=True, blank=True, related_name="episodes", db_index=False)
    missing_from_name = models.CharField(max_length=120, blank=True)
    postcode = models.CharField(max_length=8, blank=True)
    circumstances = models.TextField(blank=True)
    why_worried = models.TextField(blank=True)
    done_so_far = models.TextField(blank=True)
    last_seen_by = models.CharField(max_length=120, blank=True, default="", db_default="")
    noticed_at = models.DateTimeField(null=True, blank=True)
    found_at = models.CharField(max_length=120, blank=True)
    return_method = models.CharField(max_length=11, choices=ReturnMethod, blank=True)
    returned_to = models.CharField(max_length=15, choices=ReturnedTo, blank=True)
    owner = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="episodes_owned", db_index=False)

    objects = Episodes.as_manager()
    moments: ClassVar[Mapping[Moment, str]] = {
        Moment.WENT_MISSING: "started_at",
        Moment.REPORTED: "reported_at",
        Moment.LOCATED: "located_at",
        Moment.RETURNED: "returned_at",
    }
    precisions: ClassVar[Mapping[Moment, str]] = {
        Moment.WENT_MISSING: "started_precision",
        Moment.REPORTED: "reported_precision",
        Moment.LOCATED: "located_precision",
        Moment.RETURNED: "returned_precision",
    }

    class Meta:
        db_table = "episode"
        ordering = ("-started_at",)
        constraints = (
            one_of("category", Category, table="episode"),
            in_order(
                "started_at", "reported_at", table="episode", message="A child cannot be reported missing before going missing."
            ),
            in_order(
                "started_at",
                "located_at",
                "returned_at",
                table="episode_back",
                message="A child cannot be located before going missing or after coming back.",
            ),
            in_order(
                "started_at", "returned_at", table="episode_ended", message="A child cannot come back before going missing."
            ),
            one_open_per(
                "child",
                closed_by="returned_at",
                table="episode",
                also=~Q(category=Category.VOID),
                message="This child already has an open episode. Add this report to it.",
            ),
        )
        indexes = (
            models.Index(fields=("started_at",), condition=Q(returned_at=None), name="episode_still_open"),
            models.Index(fields=("child", "-started_at"), name="episode_by_child"),
            models.Index(fields=("returned_at",), name="episode_by_return"),
            models.Index(fields=("home",), condition=~Q(home=None), name="episode_by_home"),
            models.Index(fields=("owner",), condition=~Q(owner=None), name="episode_by_owner"),
        )

    def __str__(self) -> str:
        return f"{self.child}, missing from {self.started_at:%-d %B %Y}"

    @property
    def open(self) -> bool:
        return self.returned_at is None and self.category != Category.VOID

    @property
    def needs_follow_up(self) -> bool:
        """Whether a safe and well check and a return interview are due after the return."""
        return self.category in FOLLOWED_UP

    @property
    def duration(self) -> timedelta:
        """How long the child was away or, in an open episode, has been away so far."""
        return (self.returned_at or now()) - self.started_at


class Reports(ChildRecords["Report"]):
    child_path = "episode__child"


class Report(Record):
    """One report of an episode as it was made: a police incident, or a call from a home or a parent.

    Its times are those that the reporter gave. The partnership works with the times of the episode.
    """

    batch = models.UUIDField(null=True, blank=True, editable=False)  # no index: only the undoing of a load reads it
    episode = models.ForeignKey(Episode, models.PROTECT, related_name="reports")
    council = models.ForeignKey(Agency, models.PROTECT, related_name="+", db_index=False)  # `report_reference_once` indexes it
    reference = models.CharField(max_length=30, blank=True)
    category = models.CharField(max_length=7, choices=Category, default=Category.MISSING)
    risk = models.CharField(max_length=13, choices=RiskLevel, blank=True)
    last_seen_at = models.DateTimeField()
    reported_at = models.DateTimeField(null=True, blank=True)
    returned_at = models.DateTimeField(null=True, blank=True)
    missing_from = models.CharField(max_length=14, choices=MissingFrom, default=MissingFrom.OTHER)
    missing_from_name = models.CharField(max_length=120, blank=True)
    postcode = models.CharField(max_length=8, blank=True)
    reported_by = models.CharField(max_length=80, blank=True)
    found_at = models.CharField(max_length=120, blank=True)
    checked_at = models.DateTimeField(null=True, blank=True)
    surname = models.CharField(max_length=80, blank=True)
    forename = models.CharField(max_length=80, blank=True)
    last_seen_by = models.CharField(max_length=120, blank=True, default="", db_default="")
    noticed_at = models.DateTimeField(null=True, blank=True)
    circumstances = models.TextField(blank=True, default="", db_default="")
    why_worried = models.TextField(blank=True, default="", db_default="")
    done_so_far = models.TextField(blank=True, default="", db_default="")
    police_told = models.BooleanField(null=True, blank=True)
    police_told_at = models.DateTimeField(null=True, blank=True)
    police_not_told_because = models.CharField(max_length=200, blank=True, default="", db_default="")
    matched_because = models.CharField(max_length=200, blank=True)
    digest = models.CharField(max_length=32, blank=True, editable=False)
    taken_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)

    objects = Reports.as_manager()

    class Meta:
        db_table = "report"
        ordering = ("reported_at",)
        constraints = (
            models.UniqueConstraint(
                fields=("council", "reference"),
                condition=~Q(reference=""),
                name="report_reference_once",
                violation_error_message="A report with this reference is already recorded.",
            ),
        )
        indexes = (models.Index(fields=("taken_by",), condition=~Q(taken_by=None), name="report_by_taker"),)

    def __str__(self) -> str:
        return self.reference or f"Report of {self.reported_at:%-d %B %Y}"
