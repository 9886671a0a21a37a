"""Every duty there is, in the order they fall due."""

from collections.abc import Iterable
from datetime import datetime

from waylight.chronology.moments import Moment, Timeline
from waylight.core.calendars import day_of
from waylight.duties import missing_from_home as missing
from waylight.duties.duty import Clock, ClockState, Duty, Precisions
from waylight.duties.protocol import NATIONAL, Protocol


def all_duties(protocol: Protocol = NATIONAL) -> tuple[Duty, ...]:
    """All duties under a protocol."""
    of_an_episode = (missing.first_risk, missing.joint_risk, *missing.AFTER_A_RETURN)
    meetings = (missing.repeat_meeting(protocol, level) for level in protocol.trigger_levels)
    return (*(make(protocol) for make in of_an_episode), *meetings)


def duties_after(moment: Moment, protocol: Protocol = NATIONAL) -> tuple[Duty, ...]:
    """The duties a moment starts: what to tell the person who is about to record it."""
    return tuple(duty for duty in all_duties(protocol) if duty.starts == moment)


def clocks_for(
    timeline: Timeline, *, now: datetime, protocol: Protocol = NATIONAL, precisions: Precisions | None = None
) -> list[Clock]:
    """The clocks that have started, each under the rule in force on the day it started."""
    return list(_running(all_duties(protocol), timeline, now, precisions))


def _running(known: Iterable[Duty], timeline: Timeline, now: datetime, precisions: Precisions | None) -> Iterable[Clock]:
    for duty in known:
        clock = duty.clock(timeline, now=now, precisions=precisions)
        if clock.state != ClockState.NOT_STARTED and clock.started and duty.in_force(day_of(clock.started)):
            yield clock
