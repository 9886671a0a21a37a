"""The meeting a child's repeat level calls for: held, or waived by someone who says why."""

from collections.abc import Mapping
from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q

from waylight.accounts.models import User
from waylight.chronology.chronicled import Chronicled
from waylight.chronology.moments import Moment
from waylight.core.models import Record
from waylight.people.child_records import ChildRecords
from waylight.people.models import Child


class RepeatMeetings(ChildRecords["RepeatMeeting"]):
    pass


class RepeatMeeting(Chronicled, Record):
    """What became of one level a child reached on one day."""

    child = models.ForeignKey(Child, models.PROTECT, related_name="repeat_meetings")
    level = models.PositiveSmallIntegerField()
    reached_on = models.DateField()
    held_at = models.DateTimeField(null=True, blank=True)
    chair = models.CharField(max_length=80, blank=True)
    agreed = models.TextField(blank=True)
    waived_because = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    objects = RepeatMeetings.as_manager()
    moments: ClassVar[Mapping[Moment, str]] = {
        Moment.MEETING_HELD: "held_at",
        Moment.MEETING_WAIVED: "waived_at",
    }

    class Meta:
        db_table = "repeat_meeting"
        ordering = ("-reached_on", "level")
        constraints = (
            models.UniqueConstraint(
                fields=("child", "level", "reached_on"),
                name="repeat_meeting_once_a_level",
                violation_error_message="A meeting for this level is already recorded.",
            ),
            models.CheckConstraint(
                condition=Q(held_at=None, waived_because__gt="") | Q(held_at__isnull=False, waived_because=""),
                name="repeat_meeting_held_or_waived",
                violation_error_message="Enter when the meeting was held, or why it is not needed.",
            ),
        )

    def __str__(self) -> str:
        return f"Repeat meeting at level {self.level}, reached {self.reached_on}"

    @property
    def waived_at(self) -> datetime | None:
        return self.created_at if self.waived_because else None
