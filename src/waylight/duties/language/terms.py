"""What a duty can say, and what its clock says at one time. `duties.duty` joins the two."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from waylight.chronology.moments import Moment
from waylight.core.periods import is_in_force_at
from waylight.core.sources import Source
from waylight.duties.language.allowance import Allowance
from waylight.duties.language.condition import Condition
from waylight.duties.language.recurrence import Recurrence


class DutyHolder(StrEnum):
    POLICE = "the police"
    COUNCIL = "the council"
    INTERVIEWER = "the return interviewer"
    POLICE_AND_COUNCIL = "the police and the council together"


class ClockState(StrEnum):
    NOT_STARTED = "not started"
    RUNNING = "running"
    PAUSED = "paused"
    OVERDUE = "overdue"
    MET = "met"
    LATE = "met late"
    EXCUSED = "stopped"
    CANNOT_SAY = "cannot say"


@dataclass(frozen=True)
class Restart:
    """A moment that starts a running clock again, and why. It allows as much as the duty, or `within`.

    With `never_later` it only brings a due time forward: after it, the duty is due at the earlier of the two.
    """

    on: Moment
    because: str
    within: Allowance | None = None
    never_later: bool = False


@dataclass(frozen=True)
class Pause:
    """From one moment until another the clock stands still, and that time is added to the due time, minute for minute."""

    since: Moment
    until: Moment
    because: str


@dataclass(frozen=True)
class Escalation:
    """Who is told when the duty is still not done so long after its start, or after its first start (`from_the_first`)."""

    to: str
    after: Allowance
    from_the_first: bool = False


@dataclass(frozen=True)
class EscalationStep:
    """Who is told, and when, if the duty is still not done then."""

    to: str
    at: datetime


class Clock(NamedTuple):
    """The state of one duty for one child at one time: when it started, is due and ended, and what ended it.

    `number` counts the times that a duty comes again or starts again. `because` says why it started again, and
    `stopped_because` or `paused_because` why it stopped or stands still, where the duty gives the reason. When days are all that
    is known, `due` is the earliest possible and `due_at_latest` the latest.
    """

    duty: "DutyTerms"
    state: ClockState
    started: datetime | None = None
    due: datetime | None = None
    due_at_latest: datetime | None = None
    ended: datetime | None = None
    ended_by: Moment | None = None
    number: int = 1
    because: str = ""
    stopped_because: str = ""
    paused_because: str = ""
    warn_at: datetime | None = None
    escalations: tuple[EscalationStep, ...] = ()

    @property
    def open(self) -> bool:
        """Begun, and neither done nor stopped."""
        return self.started is not None and self.ended is None

    def escalated(self, now: datetime) -> tuple[EscalationStep, ...]:
        """Return the steps reached by now: not those that would have come after the end."""
        until = now if self.ended is None else min(now, self.ended)
        return tuple(step for step in self.escalations if step.at <= until)


@dataclass(frozen=True, kw_only=True)
class DutyTerms:
    """A rule with a source. It applies from `since` until `until`, because law and local agreements change.

    `applies_if` is judged at the moment that starts the clock, and again at each restart. `applies_while` is judged all the time:
    the clock starts when it comes true and stops when it is no longer so. `then` says how the duty comes again.
    """

    code: str
    name: str
    due_from: DutyHolder
    starts: Moment
    within: Allowance
    met_by: Moment
    also_met_by: frozenset[Moment] = field(default_factory=frozenset)
    excused_by: frozenset[Moment] = field(default_factory=frozenset)
    applies_if: Condition | None = None
    applies_while: Condition | None = None
    restarts: tuple[Restart, ...] = ()
    pauses: tuple[Pause, ...] = ()
    then: Recurrence | None = None
    warn_after: Allowance | None = None
    escalates: tuple[Escalation, ...] = ()
    source: Source
    since: date | None = None
    until: date | None = None

    @property
    def ends_when(self) -> str:
        """What ends the clock, for the second half of a sentence."""
        others = sorted(moment.ending_phrase for moment in self.also_met_by | self.excused_by)
        ways = [
            self.met_by.ending_phrase,
            *others,
            *([f"it is no longer so that {self.applies_while}"] * bool(self.applies_while)),
        ]
        return ways[0] if len(ways) == 1 else f"{', '.join(ways[:-1])} or {ways[-1]}"

    def in_force(self, on: date) -> bool:
        return is_in_force_at(self.since, self.until, on)

    @cached_property
    def has_one_clock(self) -> bool:
        """Whether it starts once, whatever the circumstances, and runs on until its end."""
        return not (self.applies_if or self.applies_while or self.restarts or self.pauses or self.then)
