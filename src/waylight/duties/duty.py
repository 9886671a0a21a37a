"""A duty: what must be done, who must do it, within how long, and the clock that measures it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from waylight.chronology.moments import Moment, Precision, Timeline
from waylight.core.calendars import day_of, end_of
from waylight.core.periods import is_in_force_at
from waylight.core.sources import Source
from waylight.duties.allowance import Allowance

type Precisions = Mapping[Moment, Precision]


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


class DutyHolder(StrEnum):
    POLICE = "the police"
    COUNCIL = "the council"
    INTERVIEWER = "the return interviewer"
    POLICE_AND_COUNCIL = "the police and the council together"


class ClockState(StrEnum):
    NOT_STARTED = "not started"
    RUNNING = "running"
    OVERDUE = "overdue"
    MET = "met"
    LATE = "met late"
    EXCUSED = "stopped"


@dataclass(frozen=True, kw_only=True)
class Clock:
    """The state of one duty for one child at one time: when it started, when it is due, when it ended and by which moment."""

    duty: "Duty"
    state: ClockState
    started: datetime | None = None
    due: datetime | None = None
    ended: datetime | None = None
    ended_by: Moment | None = None


@dataclass(frozen=True, kw_only=True)
class Duty:
    """A rule with a source. It applies from `since` until `until`, because the law and local agreements change."""

    code: str
    name: str
    due_from: DutyHolder
    starts: Moment
    within: Allowance
    met_by: Moment
    excused_by: frozenset[Moment] = field(default_factory=frozenset)
    source: Source
    since: date | None = None
    until: date | None = None

    @property
    def ends_when(self) -> str:
        """The moments that end the clock, in words for the second half of a sentence."""
        ways = [self.met_by.ending_phrase, *sorted(moment.ending_phrase for moment in self.excused_by)]
        return ways[0] if len(ways) == 1 else f"{', '.join(ways[:-1])} or {ways[-1]}"

    def in_force(self, on: date) -> bool:
        return is_in_force_at(self.since, self.until, on)

    def clock(self, timeline: Timeline, *, now: datetime, precisions: Precisions | None = None) -> Clock:
        """Return the clock at `now`. It ignores moments after `now`. A moment at exactly the due time is in time.

        When only the date of the moment that meets the duty is known, it counts at the end of that day, because no one knows
        that it was earlier. A moment before the start belongs to an earlier episode and does not meet the duty.
        """
        timeline = {moment: instant for moment, instant in timeline.items() if instant <= now}
        started = timeline.get(self.starts)
        if started is None:
            return Clock(duty=self, state=ClockState.NOT_STARTED)
        due = self.within.due(started)
        met = _latest_possible(self.met_by, timeline, precisions or {})
        if met is not None and started <= met:
            state = ClockState.MET if met <= due else ClockState.LATE
            return Clock(duty=self, state=state, started=started, due=due, ended=timeline[self.met_by], ended_by=self.met_by)
        excused = min(((timeline[moment], moment) for moment in self.excused_by if moment in timeline), default=None)
        if excused is not None:
            return Clock(duty=self, state=ClockState.EXCUSED, started=started, due=due, ended=excused[0], ended_by=excused[1])
        state = ClockState.RUNNING if now <= due else ClockState.OVERDUE
        return Clock(duty=self, state=state, started=started, due=due)


def _latest_possible(moment: Moment, timeline: Timeline, precisions: Precisions) -> datetime | None:
    instant = timeline.get(moment)
    if instant is None or precisions.get(moment) != Precision.DATE:
        return instant
    return end_of(day_of(instant))
