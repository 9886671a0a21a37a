"""The meeting that is due when a child reaches a repeat level: held, or waived with a reason."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q

from waylight.accounts.models import User
from waylight.accounts.permissions import Permission
from waylight.audit import log
from waylight.chronology.chronicled import Chronicled
from waylight.chronology.moments import Moment
from waylight.core.calendars import day_of
from waylight.core.models import Record
from waylight.episodes.time_rules import refuse_future
from waylight.people.child_records import ChildRecords
from waylight.people.locking import lock_child
from waylight.people.models import Child


class RepeatMeetings(ChildRecords["RepeatMeeting"]):
    pass


class RepeatMeeting(Chronicled, Record):
    """The meeting for one level that a child reached on one day, or the reason why it was waived."""

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


@transaction.atomic
def record_repeat_meeting(
    child: Child, *, by: User, level: int, reached_on: date, held_at: datetime, chair: str = "", agreed: str = ""
) -> RepeatMeeting:
    """Record that the meeting was held. Each level that a child reaches on a day has one meeting."""
    refuse_future(held_at, child_was="discussed", field="held_at")
    if day_of(held_at) < reached_on:
        raise ValidationError({"held_at": "That is before the child reached this level. Check the date."})
    meeting = RepeatMeeting(child=child, level=level, reached_on=reached_on, held_at=held_at, chair=chair, agreed=agreed, by=by)
    return _save(meeting, "recorded the repeat meeting of", by)


@transaction.atomic
def waive_repeat_meeting(child: Child, *, by: User, level: int, reached_on: date, because: str) -> RepeatMeeting:
    """Record the decision that the level needs no meeting this time, with the reason."""
    if not because.strip():
        raise ValidationError({"because": "Give the reason no meeting is needed."})
    meeting = RepeatMeeting(child=child, level=level, reached_on=reached_on, waived_because=because.strip(), by=by)
    return _save(meeting, "waived the repeat meeting of", by)


def _save(meeting: RepeatMeeting, verb: str, by: User) -> RepeatMeeting:
    if not by.has_permission(Permission.RECORD_MEETINGS):
        raise ValidationError("Your role cannot record this meeting. Ask the missing coordinator or a manager.")
    meeting.child = lock_child(meeting.child_id)
    meeting.full_clean()
    meeting.save(force_insert=True)
    log.record(verb, meeting, by=by, child=meeting.child_id, detail={"level": meeting.level})
    return meeting
