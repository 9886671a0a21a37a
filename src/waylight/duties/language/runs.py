"""The runs of a duty: from a start until a restart, the end of its condition, or the end of all.

A moment known only by its day counts as after a start, or before a restart, whenever it can be.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import NamedTuple

from waylight.chronology.moments import Moment
from waylight.chronology.timeline import MINUTE, Occurrence, Timeline
from waylight.duties.language.allowance import Allowance
from waylight.duties.language.condition import NEVER, Condition
from waylight.duties.language.spans import Span, span_of
from waylight.duties.language.terms import DutyTerms, Restart


class Stop(NamedTuple):
    """What ends a run before the duty is done."""

    at: Span
    moment: Moment | None
    because: str = ""


@dataclass(frozen=True, kw_only=True)
class Run:
    """One stretch of a duty. `began_with` is the occurrence that started it, which cannot also be what meets it."""

    start: Span
    within: Allowance
    because: str = ""
    began_with: Occurrence | None = None
    never_later: bool = False
    cut: Stop | None = None

    @property
    def started(self) -> datetime:
        """The instant as it was recorded, or the first one at which the condition held."""
        return self.began_with.instant if self.began_with else self.start.earliest


def stop_of(duty: DutyTerms, timeline: Timeline, now: datetime) -> Stop | None:
    """Return the first moment that excuses the duty. It counts from whenever it was: a child may be back before a report is
    written down.
    """
    found = timeline.first_of(duty.excused_by, by=now)
    return Stop(at=span_of(found[1]), moment=found[0]) if found else None


def runs_of(duty: DutyTerms, timeline: Timeline, started: Occurrence, stop: Stop | None, now: datetime) -> list[Run]:
    """Return the runs begun by now, in order. None begins after the stop."""
    whole = Run(start=span_of(started), within=duty.within, began_with=started)
    stretches = _while_so(duty.applies_while, timeline, whole, stop, now) if duty.applies_while else [whole]
    runs = [run for stretch in stretches for run in _restarted(duty, timeline, stretch, stop, now)]
    condition = duty.applies_if
    return [run for run in runs if condition is None or condition.holds_between(timeline, *run.start)]


def _while_so(condition: Condition, timeline: Timeline, whole: Run, stop: Stop | None, now: datetime) -> Iterator[Run]:
    for begun, over in condition.periods(timeline):
        later = begun > whole.start.latest
        if over <= whole.start.earliest or begun > now or (later and stop and begun > stop.at.latest):
            continue
        cut = Stop(at=Span(over, over), moment=None, because=f"it is no longer so that {condition}") if over <= now else None
        start = whole.start.within(begun, max(begun, over - MINUTE))
        yield replace(
            whole, start=start, cut=cut, because=str(condition) if later else "", began_with=None if later else whole.began_with
        )


def _restarted(duty: DutyTerms, timeline: Timeline, run: Run, stop: Stop | None, now: datetime) -> Iterator[Run]:
    for at, occurrence, restart in _restarts(duty, timeline, now):
        if (stop and at.earliest > stop.at.latest) or (run.cut and at.earliest >= run.cut.at.earliest):
            break
        if at.latest <= run.start.earliest:
            continue
        yield replace(run, cut=Stop(at=at, moment=restart.on, because=restart.because))
        last = max(run.start.earliest, run.cut.at.earliest - MINUTE) if run.cut else NEVER
        run = Run(
            start=at.within(run.start.earliest, last),
            within=restart.within or duty.within,
            because=restart.because,
            began_with=occurrence,
            never_later=restart.never_later,
            cut=run.cut,
        )
    yield run


def _restarts(duty: DutyTerms, timeline: Timeline, now: datetime) -> list[tuple[Span, Occurrence, Restart]]:
    every = [
        (span_of(occurrence), occurrence, restart) for restart in duty.restarts for occurrence in timeline.all(restart.on, by=now)
    ]
    return sorted(every, key=lambda each: each[0])
