"""The meeting a repeat level calls for: recording that it was held, or deciding against it."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from waylight.accounts.models import User
from waylight.audit import log
from waylight.core.calendars import day_of
from waylight.episodes.models import RepeatMeeting
from waylight.episodes.time_rules import not_yet
from waylight.people.locking import held
from waylight.people.models import Child


@transaction.atomic
def record_repeat_meeting(
    child: Child, *, by: User, level: int, reached_on: date, held_at: datetime, chair: str = "", agreed: str = ""
) -> RepeatMeeting:
    """The meeting was held. There is one for each level a child reaches on a day."""
    not_yet("discussed", held_at, field="held_at")
    if day_of(held_at) < reached_on:
        raise ValidationError({"held_at": "That is before the child reached this level. Check the date."})
    meeting = RepeatMeeting(child=child, level=level, reached_on=reached_on, held_at=held_at, chair=chair, agreed=agreed, by=by)
    return _save(meeting, "recorded the repeat meeting of", by)


@transaction.atomic
def waive_repeat_meeting(child: Child, *, by: User, level: int, reached_on: date, because: str) -> RepeatMeeting:
    """A manager decides that this level needs no meeting, and says why."""
    if not because.strip():
        raise ValidationError({"because": "Give the reason no meeting is needed."})
    meeting = RepeatMeeting(child=child, level=level, reached_on=reached_on, waived_because=because.strip(), by=by)
    return _save(meeting, "waived the repeat meeting of", by)


def _save(meeting: RepeatMeeting, verb: str, by: User) -> RepeatMeeting:
    meeting.child = held(meeting.child_id)
    meeting.full_clean()
    meeting.save(force_insert=True)
    log.record(verb, meeting, by=by, child=meeting.child_id, detail={"level": meeting.level})
    return meeting
