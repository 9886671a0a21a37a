"""The register of all duties, in the order in which they fall due."""

from datetime import datetime

from waylight.chronology.moments import Moment
from waylight.chronology.timeline import Timeline
from waylight.core.calendars import day_of
from waylight.duties import missing_from_home as missing
from waylight.duties import return_interview_deadlines as interview
from waylight.duties.duty import Duty
from waylight.duties.language.terms import Clock
from waylight.duties.protocol import NATIONAL, Protocol


def all_duties(protocol: Protocol = NATIONAL) -> tuple[Duty, ...]:
    episode_duties = (
        missing.first_risk,
        missing.joint_risk,
        missing.safe_and_well_check,
        interview.interview_allocated,
        interview.first_offer,
        interview.return_interview,
        interview.write_up,
    )
    meetings = (missing.repeat_meeting(protocol, level) for level in protocol.trigger_levels)
    return (*(make(protocol) for make in episode_duties), *meetings)


def duties_after(moment: Moment, protocol: Protocol = NATIONAL) -> tuple[Duty, ...]:
    """Return the duties that a moment starts, which a page shows before a person records the moment."""
    return tuple(duty for duty in all_duties(protocol) if duty.starts == moment)


def clocks_for(timeline: Timeline, *, now: datetime, protocol: Protocol = NATIONAL) -> list[Clock]:
    """Return the clocks that have started. A duty counts if it was in force on the day its clock started."""
    every = (clock for duty in all_duties(protocol) for clock in duty.clocks(timeline, now=now))
    return [clock for clock in every if clock.started and clock.duty.in_force(day_of(clock.started))]
