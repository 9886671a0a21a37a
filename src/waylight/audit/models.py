"""Who did or saw what: rows that are only added, never changed, and sealed in segments that form a chain."""

from typing import ClassVar

from django.conf import settings
from django.db import models


class Entry(models.Model):
    """One act or view. `child` is the key of the child that it was about; `detail` names fields, never their values.

    `digest` is the SHA-256 of the entry's own content, so that a change to the row is detected even before it is sealed.
    """

    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    verb = models.CharField(max_length=80)
    kind = models.CharField(max_length=40)
    record = models.UUIDField(null=True)
    child = models.UUIDField(null=True, db_index=True)
    detail = models.JSONField(default=dict)
    digest = models.CharField(max_length=64)

    class Meta:
        db_table = "audit_entry"
        ordering = ("id",)
        verbose_name_plural = "entries"
        # A separate index: adding one to the field makes SQLite rebuild the table without the triggers that protect it.
        indexes = (models.Index(fields=("record",), name="audit_entry_of_record"),)

    def __str__(self) -> str:
        return f"{self.verb} {self.kind}"


class Segment(models.Model):
    """Entries under one seal. Each seal covers the seal before it, so that a missing segment is detected.

    `entries` lists the ids of the entries as ranges ("1-40,42"). They may have gaps, because an entry that is written earlier may
    be committed later.
    """

    number = models.PositiveIntegerField(primary_key=True)
    sealed_at = models.DateTimeField()
    entries = models.TextField()
    count = models.PositiveIntegerField()
    highest = models.BigIntegerField()
    previous = models.CharField(max_length=64)
    seal = models.CharField(max_length=64)

    class Meta:
        db_table = "audit_segment"
        ordering: ClassVar[list[str]] = ["number"]

    def __str__(self) -> str:
        return f"Segment {self.number}"
