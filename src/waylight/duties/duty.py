"""A duty: what must be done, who must do it, within how long, and the clocks that measure it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from waylight.chronology.timeline import Timeline
from waylight.duties.language.evaluation import all_clocks, only_clock
from waylight.duties.language.terms import Clock, ClockState, DutyTerms


class DutyCode(StrEnum):
    """The code of each duty, as in addresses and in docs/duties.md. Each repeat level has a meeting of its own."""

    FIRST_RISK = "first-risk"
    JOINT_RISK = "joint-risk"
    CHECK = "safe-and-well-check"
    INTERVIEW_ALLOCATED = "interview-allocated"
    FIRST_OFFER = "first-offer"
    RETURN_INTERVIEW = "return-interview"
    WRITE_UP = "write-up"
    REPEAT_MEETING = "repeat-meeting"


def repeat_meeting_code(level: int) -> str:
    """Return the code of the duty to meet after this many episodes: "repeat-meeting-3"."""
    return f"{DutyCode.REPEAT_MEETING}-{level}"


def level_of_meeting(code: str) -> int | None:
    """Return the repeat level of a meeting's duty, from its code; None for any other duty."""
    name, _, level = code.rpartition("-")
    return int(level) if name == DutyCode.REPEAT_MEETING else None


@dataclass(frozen=True, kw_only=True)
class Duty(DutyTerms):
    """A declaration of about ten lines, which `DutyTerms` explains, and its clocks for any timeline.

    Moments after `now` are ignored; the last minute of the allowance is in time. What meets the duty counts even after something
    that excuses it: a child may say no and then come after all. A moment before the start does not meet the duty.
    """

    def clock(self, timeline: Timeline, *, now: datetime) -> Clock:
        """Return the clock at `now`. Of a duty that comes again: the oldest that is still open, otherwise the last one."""
        if self.has_one_clock:
            return only_clock(self, timeline, now)
        every = self.clocks(timeline, now=now)
        return next((clock for clock in every if clock.open), every[-1] if every else self._not_started)

    def clocks(self, timeline: Timeline, *, now: datetime) -> list[Clock]:
        """Return every clock that has started by `now`, in the order."""
        if self.has_one_clock:
            clock = only_clock(self, timeline, now)
            return [] if clock.started is None else [clock]
        return list(all_clocks(self, timeline, now))

    @property
    def _not_started(self) -> Clock:
        return Clock(duty=self, state=ClockState.NOT_STARTED)
