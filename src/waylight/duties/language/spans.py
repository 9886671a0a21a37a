"""Spans of minutes: when something happened as far as that is known, when that makes a duty due, and the time of pauses.

A time known to the minute is a span of one minute. If only the day of a duty's start is known, its due time is a span too.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from waylight.chronology.moments import Precision
from waylight.chronology.timeline import MINUTE, Occurrence, Timeline
from waylight.core.calendars import DAY, at_local, day_of
from waylight.duties.language.allowance import Allowance
from waylight.duties.language.terms import Pause


class Span(NamedTuple):
    """The first and the last minute at which something can have happened, or can be due."""

    earliest: datetime
    latest: datetime

    def within(self, earliest: datetime, latest: datetime) -> "Span":
        """Return the part of the span between two instants; a span that lies outside becomes the nearer of the two."""
        return Span(min(max(self.earliest, earliest), latest), max(min(self.latest, latest), earliest))


class PausedTime(NamedTuple):
    """The pauses of a duty: as short and as long as they can have been, and why the one that still lasts was made."""

    shortest: tuple[tuple[datetime, datetime], ...] = ()
    longest: tuple[tuple[datetime, datetime], ...] = ()
    because: str = ""


NO_PAUSE = PausedTime()


def span_of(occurrence: Occurrence) -> Span:
    instant, precision = occurrence
    if precision != Precision.DATE:
        return Span(instant, instant)
    return Span(occurrence.earliest, occurrence.latest)


def due_span(allowance: Allowance, start: Span, paused: PausedTime = NO_PAUSE) -> Span:
    """Return the earliest and the latest due time of a duty that started in a span, with the time of its pauses added."""
    if start.earliest == start.latest and not paused.longest:
        due = allowance.due(start.earliest)
        return Span(due, due)
    starts = [(each, allowance.due(each)) for each in _telling_starts(allowance, start, paused)]
    return Span(
        min(extended(each, due, paused.shortest) for each, due in starts),
        max(extended(each, due, paused.longest) for each, due in starts),
    )


def paused_time(pauses: Sequence[Pause], timeline: Timeline, now: datetime) -> PausedTime:
    """Return the pauses up to now. One that has not ended lasts until now. Of two that overlap, each minute counts once."""
    shortest: list[tuple[datetime, datetime]] = []
    longest: list[tuple[datetime, datetime]] = []
    because = ""
    for pause in pauses:
        for since, until in _pairs(pause, timeline, now):
            if until is None:
                because = pause.because
            end = until or Span(now, now)
            shortest.append((since.latest, end.earliest))
            longest.append((since.earliest, end.latest))
    return PausedTime(_joined(shortest), _joined(longest), because)


def _pairs(pause: Pause, timeline: Timeline, now: datetime) -> Iterator[tuple[Span, Span | None]]:
    """Yield when each pause began and ended. An end on the same day counts as after it when it can be."""
    ends = sorted(span_of(one) for one in timeline.all(pause.until, by=now))
    ended: Span | None = None
    for since in sorted(span_of(one) for one in timeline.all(pause.since, by=now)):
        if ended and since.earliest < ended.latest:
            continue
        ended = next((end for end in ends if end.latest >= since.earliest and (ended is None or end > ended)), None)
        yield since, ended
        if ended is None:
            return


def _joined(periods: Iterable[tuple[datetime, datetime]]) -> tuple[tuple[datetime, datetime], ...]:
    joined: list[tuple[datetime, datetime]] = []
    for since, until in sorted(periods):
        if since >= until:
            continue
        if joined and since <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(until, joined[-1][1])
        else:
            joined.append((since, until))
    return tuple(joined)


def extended(start: datetime, due: datetime, pauses: Iterable[tuple[datetime, datetime]]) -> datetime:
    """Return the due time, later by as much of the pauses as falls between the start and the due time itself."""
    for since, until in pauses:
        if since >= due:
            break
        if until > start:
            due += until - max(since, start)
    return due


def _telling_starts(allowance: Allowance, start: Span, paused: PausedTime) -> Iterator[datetime]:
    """Yield the starts that can be due first or last: the ends of the span, and each instant where a rule or a pause turns."""
    yield from start
    day = day_of(start.earliest)
    turns = [edge for period in (*paused.shortest, *paused.longest) for edge in period]
    while day <= day_of(start.latest):
        turns += (at_local(day, clock) for clock in allowance.turns)
        day += DAY
    for turn in turns:
        if start.earliest < turn <= start.latest:
            yield from (turn, turn - MINUTE)
