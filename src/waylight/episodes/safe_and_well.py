"""The safe and well check of a child who came back, and the rules for recording it."""

from collections.abc import Mapping
from datetime import datetime
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models

from waylight.chronology.chronicled import Chronicled
from waylight.chronology.moments import Moment
from waylight.core.constraints import one_of
from waylight.core.models import Record
from waylight.episodes.choices import CHECK_MADE_STATUSES, CheckStatus
from waylight.episodes.episode import Episode
from waylight.episodes.time_rules import refuse_future, refuse_wrong_order
from waylight.people.child_records import ChildRecords

REASON_REQUIRED = {
    CheckStatus.BY_PHONE: "Give the reason the child was not seen.",
    CheckStatus.VIA_CARER: "Give the reason no one saw or spoke to the child.",
    CheckStatus.NOT_REQUIRED: "Enter which agreement says that no check is needed, and when it is next reviewed.",
}


class SafeAndWellChecks(ChildRecords["SafeAndWellCheck"]):
    child_path = "episode__child"


class SafeAndWellCheck(Chronicled, Record):
    """The check that a child who came back is safe and well, which the police make."""

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

    objects = SafeAndWellChecks.as_manager()
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
        """When the check was made. A phone call or a talk with the carer counts."""
        return self.done_at if self.status in CHECK_MADE_STATUSES else None

    @property
    def declined_at(self) -> datetime | None:
        return self.done_at if self.status == CheckStatus.DECLINED else None

    @property
    def not_required_at(self) -> datetime | None:
        return self.done_at if self.status == CheckStatus.NOT_REQUIRED else None


def validate_check(check: SafeAndWellCheck) -> None:
    """Refuse a check before the return or in the future, and a check that needs a reason and has none.

    A check by phone or through the carer needs a reason, because inspections criticise checks without seeing the child. So does
    a check that was not required.
    """
    refuse_future(check.done_at, child_was="checked", field="done_at")
    if check.episode.returned_at is None:
        raise ValidationError({"done_at": "The check must be after the child came back. Record the return first."})
    refuse_wrong_order(check.episode, fields={"done_at": "done_at"}, done_at=check.done_at)
    if check.status in REASON_REQUIRED and not check.because.strip():
        raise ValidationError({"because": REASON_REQUIRED[CheckStatus(check.status)]})
