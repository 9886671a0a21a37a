"""Loads: each batch of files, what it changed, and the reports that wait for a person to decide."""

from django.db import models

from waylight.accounts.models import User
from waylight.agencies.models import Agency
from waylight.core.clock import now
from waylight.core.constraints import one_of
from waylight.core.keys import new_key
from waylight.people.models import Child


class Stage(models.TextChoices):
    READY = "READY", "Ready to load"
    LOADING = "LOADING", "Loading"
    DONE = "DONE", "Loaded"
    FAILED = "FAILED", "Did not load"
    UNDONE = "UNDONE", "Undone"


class Batch(models.Model):
    """One load of a folder of files for one council. Records it creates carry its key."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    council = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    stage = models.CharField(max_length=7, choices=Stage, default=Stage.READY)
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


class Change(models.Model):
    """A record that a batch altered, with the values it replaced, so that the batch can be undone."""

    id = models.BigAutoField(primary_key=True)
    batch = models.ForeignKey(Batch, models.PROTECT, related_name="changes")
    kind = models.CharField(max_length=60)
    record = models.UUIDField()
    version = models.PositiveIntegerField()
    before = models.JSONField()

    class Meta:
        db_table = "batch_change"
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.kind} changed"


class WaitingReports(models.QuerySet["Waiting"]):
    def undecided(self) -> "WaitingReports":
        return self.filter(decided_at=None)


class Waiting(models.Model):
    """A report whose child the rules cannot decide: a person links it, or makes a new record."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    council = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    batch = models.ForeignKey(Batch, models.PROTECT, related_name="waiting")
    reference = models.CharField(max_length=30)
    told = models.JSONField()
    because = models.CharField(max_length=300)
    candidates = models.ManyToManyField(Child, related_name="+", db_table="waiting_candidate")
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    child = models.ForeignKey(Child, models.PROTECT, null=True, blank=True, related_name="+")

    objects = WaitingReports.as_manager()

    class Meta:
        db_table = "waiting"
        constraints = (models.UniqueConstraint(fields=("council", "reference"), name="waiting_once"),)

    def __str__(self) -> str:
        return self.reference
