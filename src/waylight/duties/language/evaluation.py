"""The clocks of a duty at one time, from its terms and a timeline: pure, and computed anew each time.

What meets a duty counts for the oldest time that is still open. When it comes too late for several, it meets all of those, late,
but not the one that is due next: that keeps its own due time.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from waylight.chronology.moments import Moment
from waylight.chronology.timeline import Occurrence, Timeline
from waylight.duties.language.recurrence import FixedSchedule
from waylight.duties.language.runs import Run, Stop, runs_of, stop_of
from waylight.duties.language.spans import NO_PAUSE, PausedTime, Span, due_span, extended, paused_time, span_of
from waylight.duties.language.terms import Clock, ClockState, DutyTerms, EscalationStep

type Done = tuple[Span, Moment, Occurrence]


@dataclass(slots=True)
class Turn:
    """One time that a duty is due, and what met it."""

    start: Span
    due: Span
    started: datetime
    done: Done | None = None


def only_clock(duty: DutyTerms, timeline: Timeline, now: datetime) -> Clock:
    """Return the clock of a duty that starts once and does not come again."""
    started = timeline.first(duty.starts, by=now)
    if started is None:
        return Clock(duty=duty, state=ClockState.NOT_STARTED)
    start = span_of(started)
    done = _first_done(_what_meets(duty, timeline, start, now))
    stop = stop_of(duty, timeline, now) if done is None else None
    clock = _judged(duty, started.instant, due_span(duty.within, start), done, stop, now)
    return _with_steps(clock, start, start, NO_PAUSE) if duty.warn_after or duty.escalates else clock


def all_clocks(duty: DutyTerms, timeline: Timeline, now: datetime) -> Iterator[Clock]:
    """Yield the clock of each time that the duty was or is due, up to now, in order."""
    started = timeline.first(duty.starts, by=now)
    if started is None:
        return
    stop, paused = stop_of(duty, timeline, now), paused_time(duty.pauses, timeline, now)
    number, first, owed = 0, None, None
    for run in runs_of(duty, timeline, started, stop, now):
        first = first or run.start
        turns = _turns(duty, timeline, run, run.cut or stop, owed, paused, now)
        for number, turn in enumerate(turns, start=number + 1):  # noqa: B020 - the count goes on in the next run
            clock = _paused(_judged(duty, turn.started, turn.due, turn.done, run.cut or stop, now), paused)
            yield _with_steps(clock, turn.start, first, paused)._replace(number=number, because=run.because)
        owed = next((turn.due for turn in turns if turn.done is None), None)
        if owed is None and duty.then is None:
            return


def _turns(
    duty: DutyTerms, timeline: Timeline, run: Run, stop: Stop | None, owed: Span | None, paused: PausedTime, now: datetime
) -> Sequence[Turn]:
    """Return each time that the duty is due in a run. After the first, none begins once the run has stopped, or after now."""
    due = due_span(run.within, run.start, paused)
    if run.never_later and owed:
        due = Span(min(due.earliest, owed.earliest), min(due.latest, owed.latest))
    turns = [Turn(run.start, due, run.started)]
    done = sorted(
        each
        for each in _what_meets(duty, timeline, run.start, now)
        if each[2] is not run.began_with and (run.cut is None or each[0].earliest <= run.cut.at.latest)
    )
    if isinstance(duty.then, FixedSchedule):
        turns += _scheduled(duty.then, due, stop, paused, now)
        _share_out(turns, done)
        return turns
    if duty.then is None:
        turns[0].done = _first_done(done)
        return turns
    begun = [each for each in done if stop is None or each[0].earliest < stop.at.latest]
    turns += (Turn(start, due_span(duty.then.within, start, paused), last.instant) for start, _, last in begun)
    for turn, each in zip(turns, done, strict=False):
        turn.done = each
    return turns


def _first_done(done: Sequence[Done]) -> Done | None:
    """Return the first of the things done. When days are all that is known, it was some time before the first that is certain."""
    if len(done) < 2:  # noqa: PLR2004 - there is nothing to compare
        return done[0] if done else None
    _, moment, occurrence = min(done)
    return Span(min(each[0].earliest for each in done), min(each[0].latest for each in done)), moment, occurrence


def _scheduled(then: FixedSchedule, due: Span, stop: Stop | None, paused: PausedTime, now: datetime) -> Iterator[Turn]:
    while True:
        soonest, last = then.window_after(due.earliest), then.window_after(due.latest)
        if soonest[0] > now or (stop and soonest[0] >= stop.at.latest):
            return
        due = Span(extended(*soonest, paused.shortest), extended(*last, paused.longest))
        yield Turn(Span(soonest[0], last[0]), due, soonest[0])


def _share_out(turns: Sequence[Turn], done: Sequence[Done]) -> None:
    """Say which of the turns each of the things done has met."""
    open_from = 0
    for each in done:
        late = open_from
        while late < len(turns) and turns[late].due.latest < each[0].earliest:
            turns[late].done = each
            late += 1
        if late == open_from < len(turns) and turns[late].start.earliest <= each[0].latest:
            turns[late].done = each
            late += 1
        open_from = late


def _what_meets(duty: DutyTerms, timeline: Timeline, start: Span, now: datetime) -> list[Done]:
    """Return what meets the duty, from the start on. What was before belongs to an earlier episode."""
    done: list[Done] = []
    for moment in (duty.met_by, *duty.also_met_by) if duty.also_met_by else (duty.met_by,):
        for occurrence in timeline.all(moment, by=now):
            span = span_of(occurrence)
            if span.latest >= start.earliest:
                done.append((span, moment, occurrence))
    return done


def _judged(duty: DutyTerms, started: datetime, due: Span, done: Done | None, stop: Stop | None, now: datetime) -> Clock:
    (earliest, latest), ended, ended_by, because = due, None, None, ""
    if done is not None:
        span, ended_by, occurrence = done
        ended = occurrence.instant
        state = (
            ClockState.MET if span.latest <= earliest else ClockState.LATE if span.earliest > latest else ClockState.CANNOT_SAY
        )
    elif stop is not None:
        (ended, _), ended_by, because = stop
        state = ClockState.EXCUSED
    else:
        state = ClockState.RUNNING if now <= earliest else ClockState.OVERDUE if now > latest else ClockState.CANNOT_SAY
    return Clock(duty, state, started, earliest, latest, ended, ended_by, stopped_because=because)


def _paused(clock: Clock, paused: PausedTime) -> Clock:
    if not paused.because or clock.state != ClockState.RUNNING:
        return clock
    return clock._replace(state=ClockState.PAUSED, paused_because=paused.because)


def _with_steps(clock: Clock, start: Span, first: Span, paused: PausedTime) -> Clock:
    """Return the clock with its warning and its escalations, each at the earliest time that it can be."""
    duty = clock.duty
    return clock._replace(
        warn_at=due_span(duty.warn_after, start, paused).earliest if duty.warn_after else None,
        escalations=tuple(
            EscalationStep(step.to, due_span(step.after, first if step.from_the_first else start, paused).earliest)
            for step in duty.escalates
        ),
    )
