"""Batches of files, the changes they made, the unmatched reports that need a decision, and councils' own mappings."""

from django.db import models
from django.db.models import Q

from waylight.accounts.models import User
from waylight.agencies.models import Agency
from waylight.core.clock import local, now
from waylight.core.constraints import one_of
from waylight.core.keys import new_key
from waylight.people.child_records import ChildRecords
from waylight.people.models import Child, Merge


class Stage(models.TextChoices):
    CHECKING = "CHECKING", "Being checked"
    READY = "READY", "Ready to load"
    LOADING = "LOADING", "Loading"
    DONE = "DONE", "Loaded"
    FAILED = "FAILED", "Did not load"
    UNDONE = "UNDONE", "Undone"


class Batch(models.Model):
    """One load of a folder of files for one council. The records it creates carry its key."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    council = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    stage = models.CharField(max_length=8, choices=Stage, default=Stage.READY)
    started_at = models.DateTimeField(default=now)
    ended_at = models.DateTimeField(null=True, blank=True)
    folder = models.CharField(max_length=300)
    result = models.JSONField(default=dict)

    class Meta:
        db_table = "batch"
        ordering = ("-started_at",)
        verbose_name_plural = "batches"
        constraints = (one_of("stage", Stage, table="batch"),)

    def __str__(self) -> str:
        return f"Load of {self.started_at:%-d %B %Y}"


class Changes(ChildRecords["Change"]):
    child_path = "merge__kept"


class Change(models.Model):
    """A record that a load or a merge changed, with the values it had before, so that both can be undone."""

    id = models.BigAutoField(primary_key=True)
    batch = models.ForeignKey(Batch, models.PROTECT, null=True, blank=True, related_name="changes")
    merge = models.ForeignKey(Merge, models.PROTECT, null=True, blank=True, db_index=False, related_name="+")
    kind = models.CharField(max_length=60)
    record = models.UUIDField()
    version = models.PositiveIntegerField()
    before = models.JSONField()

    objects = Changes.as_manager()

    class Meta:
        db_table = "batch_change"
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(
                condition=Q(batch__isnull=False, merge=None) | Q(batch=None, merge__isnull=False),
                name="batch_change_of_one_cause",
                violation_error_message="A change belongs to a load or to a merge, and to only one of them.",
            ),
        )
        indexes = (models.Index(fields=("merge",), condition=Q(merge__isnull=False), name="batch_change_by_merge"),)

    def __str__(self) -> str:
        return f"{self.kind} changed"


class WaitingReports(models.QuerySet["Waiting"]):
    def undecided(self) -> "WaitingReports":
        return self.filter(decided_at=None)


class Waiting(models.Model):
    """An unmatched report: the rules could not match it to one child.

    A person links it to a child or makes a new record. The decision stays here, so that a newer export of the same report
    needs no second one. `told` is the incident as `unmatched.as_payload` writes it. `decided_by` stays empty when a later
    load matched the report.
    """

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    council = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    batch = models.ForeignKey(Batch, models.PROTECT, related_name="waiting")
    reference = models.CharField(max_length=30)
    told = models.JSONField()
    because = models.CharField(max_length=300)
    candidates = models.ManyToManyField(Child, related_name="+", db_table="waiting_candidate")
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    made_new = models.BooleanField(default=False)
    child = models.ForeignKey(Child, models.PROTECT, null=True, blank=True, related_name="+")

    objects = WaitingReports.as_manager()

    class Meta:
        db_table = "waiting"
        constraints = (
            models.UniqueConstraint(
                fields=("council", "reference"),
                name="waiting_once",
                violation_error_message="A report with this reference is already waiting for a decision.",
            ),
        )

    def __str__(self) -> str:
        return self.reference

    @property
    def decided_because(self) -> str:
        """Return why the report belongs to its child. The loaded report stores this as `matched_because`."""
        if self.decided_by is None or self.decided_at is None:
            return "Waylight matched it later, when more was known"
        decision = "made a new record for it" if self.made_new else "linked it"
        return f"{self.decided_by.name} {decision} on {local(self.decided_at):%-d %B %Y}"


class Mapping(models.Model):
    """A council's own mapping of one kind of file, chosen on screen. `told` is the mapping as TOML."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    council = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20)
    name = models.CharField(max_length=80)
    told = models.TextField()
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    saved_at = models.DateTimeField(default=now)

    class Meta:
        db_table = "file_mapping"
        ordering = ("kind", "name")
        constraints = (
            models.UniqueConstraint(
                fields=("council", "kind", "name"),
                name="file_mapping_named_once",
                violation_error_message="A description of this kind of file with this name is already recorded.",
            ),
        )

    def __str__(self) -> str:
        return self.name
