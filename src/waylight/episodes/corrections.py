"""The record of a correction: the values before and after, who made it and why."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from waylight.accounts.models import User
from waylight.core.clock import now
from waylight.core.constraints import both_or_neither, one_of
from waylight.core.models import Record
from waylight.episodes.choices import CorrectionKind
from waylight.episodes.episode import Episode
from waylight.people.child_records import ChildRecords

AWAITING_SECOND = Q(kind=CorrectionKind.VOID, seconded_at=None)


class Corrections(ChildRecords["Correction"]):
    child_path: ClassVar[str] = "episode__child"

    def awaiting_second(self) -> "Corrections":
        """Return the requests to record an episode as not missing that no second person has answered."""
        return self.filter(AWAITING_SECOND)


class Correction(Record):
    """One correction, which is never deleted. One of kind VOID is only a request until a second person approves it."""

    episode = models.ForeignKey(Episode, models.PROTECT, related_name="corrections")
    kind = models.CharField(max_length=9, choices=CorrectionKind)
    at = models.DateTimeField(default=now)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    because = models.TextField()
    before = models.JSONField(default=dict, blank=True)
    after = models.JSONField(default=dict, blank=True)
    seconded_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    seconded_at = models.DateTimeField(null=True, blank=True)
    agreed = models.BooleanField(null=True, blank=True)

    objects = Corrections.as_manager()

    class Meta:
        db_table = "correction"
        ordering = ("-at",)
        constraints = (
            one_of("kind", CorrectionKind, table="correction"),
            both_or_neither(
                "seconded_by", "seconded_at", table="correction", message="Enter both who answered the request and when."
            ),
            models.CheckConstraint(
                condition=Q(seconded_by=None) | ~Q(seconded_by=F("by")),
                name="correction_seconded_by_another",
                violation_error_message="Another person must agree this.",
            ),
            models.UniqueConstraint(
                fields=("episode",),
                condition=AWAITING_SECOND,
                name="correction_asked_once",
                violation_error_message="Someone has already asked for this. It is waiting for a second person to agree.",
            ),
        )

    def __str__(self) -> str:
        return self.get_kind_display()

    @property
    def awaiting_second(self) -> bool:
        return self.kind == CorrectionKind.VOID and self.seconded_at is None
