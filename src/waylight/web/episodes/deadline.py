"""One duty in an episode, with all the times from which its deadline is worked out."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from waylight.briefings.clocks import DutyStatus, council_protocol, duty_statuses_for, records_by_episode, timeline_of
from waylight.briefings.read_permissions import RecordReader
from waylight.briefings.repeat_levels import meeting_timeline, repeat_meetings_due
from waylight.briefings.risk_reviews import risk_reviews
from waylight.chronology.moments import Moment, Precision
from waylight.chronology.timeline import Timeline
from waylight.duties.duty import Duty
from waylight.duties.register import all_duties
from waylight.episodes.models import Episode

# The moments with a field of their own on the episode, and the first word of its name.
FIELD_PREFIXES = {
    Moment.WENT_MISSING: "started",
    Moment.REPORTED: "reported",
    Moment.LOCATED: "located",
    Moment.RETURNED: "returned",
}


@dataclass(frozen=True, kw_only=True)
class DeadlineMoment:
    """A time that the deadline depends on. `part` says how. A `hidden` one is not shared with the reader."""

    what: str
    at: datetime | None
    precision: str
    told_by: str
    part: str
    hidden: bool = False


@dataclass(frozen=True, kw_only=True)
class Deadline:
    clock: DutyStatus
    used: tuple[DeadlineMoment, ...]


def deadline_of(episode: Episode, code: str, reader: RecordReader) -> Deadline | None:
    """Return the deadline of the duty with this code, or None if there is no such duty or it has not started."""
    records = records_by_episode([episode])[episode.pk]
    meetings = repeat_meetings_due([episode.child_id]).get(episode.child_id, [])
    statuses = [
        *duty_statuses_for([episode], {episode.pk: records})[episode.pk],
        *risk_reviews(episode, records, reader),
        *(meeting for meeting in meetings if meeting.episode == episode.pk),
    ]
    clock = next((clock for clock in statuses if clock.code == code and reader.knows_of_duty(code)), None)
    if clock is None:
        return None
    duty = next((duty for duty in all_duties(council_protocol(episode.child.council)) if duty.code == code), None)
    timeline = timeline_of(episode, records) | meeting_timeline(episode, code)
    used = _moments_of_duty(duty, clock, episode, timeline, reader) if duty else _moments_of_review(clock)
    return Deadline(clock=reader.readable_duty(clock), used=tuple(used))


def _moments_of_review(clock: DutyStatus) -> Iterator[DeadlineMoment]:
    """Return the times of a risk review. Its due date was chosen when the risk was assessed, not by a rule."""
    for what, at, part in (
        ("Risk was last assessed", clock.started, "Starts the deadline"),
        ("Risk was assessed again", None, "Completes what is due"),
    ):
        yield DeadlineMoment(what=what, at=at, precision=Precision.MINUTE, told_by="", part=part)


def _moments_of_duty(
    duty: Duty, clock: DutyStatus, episode: Episode, timeline: Timeline, reader: RecordReader
) -> Iterator[DeadlineMoment]:
    hides_stops = not reader.reads_details_of_duty(duty.code)
    parts = [(duty.starts, "Starts the deadline")]
    parts += [(moment, "Completes what is due") for moment in (duty.met_by, *sorted(duty.also_met_by))]
    parts += [(moment, "Stops the deadline") for moment in sorted(duty.excused_by)]
    for moment, part in parts:
        at = clock.started if moment == duty.starts else timeline.instant(moment)
        prefix = FIELD_PREFIXES.get(moment)
        yield DeadlineMoment(
            what=_in_words(moment),
            at=at,
            precision=getattr(episode, f"{prefix}_precision") if prefix else Precision.MINUTE,
            told_by=getattr(episode, f"get_{prefix}_told_by_display")() if prefix else "",
            part=part,
            hidden=hides_stops and moment in duty.excused_by,
        )


def _in_words(moment: Moment) -> str:
    """Return the moment as a sentence: "The child came back", "Interview was allocated"."""
    is_whole_clause = moment.value.startswith(("interview", "risk", "police"))
    return moment.value[:1].upper() + moment.value[1:] if is_whole_clause else f"The child {moment.value}"
