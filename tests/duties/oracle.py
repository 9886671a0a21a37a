"""A slow reckoning of a duty's clocks, written apart from the rules: it walks minute by minute and occurrence by occurrence.

It knows only plain values: whole minutes since a Monday midnight in England (`Minute`), functions of minutes, and lists. A thing
known only by its day is tried at every minute of that day, and what comes out differently is "cannot say".
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import product
from zoneinfo import ZoneInfo

ENGLAND = ZoneInfo("Europe/London")
MINUTE = timedelta(minutes=1)

type Allow = Callable[[datetime], datetime]


@dataclass(frozen=True)
class Told:
    """A moment as it was told: at a minute, or only on a day (any minute of which `at` may be)."""

    at: datetime
    day_only: bool = False

    def minutes(self, step: int = 1) -> list[datetime]:
        """Every minute at which it can have been, or of every `step` of them the first and the last."""
        if not self.day_only:
            return [self.at]
        day = self.at.astimezone(ENGLAND).date()
        minute = datetime(day.year, day.month, day.day, tzinfo=ENGLAND).astimezone(UTC)
        found = []
        while minute.astimezone(ENGLAND).date() == day:
            found.append(minute)
            minute += MINUTE
        return sorted({*found[::step], *found[step - 1 :: step], found[-1]})


@dataclass(frozen=True, kw_only=True)
class Rule:
    """The rule as plain functions. `every` gives the next window from a due time."""

    allow: Allow
    every: Callable[[datetime], tuple[datetime, datetime]] | None = None
    after_last: Allow | None = None


@dataclass
class Owed:
    """One time that something is owed: every minute at which it can have begun and can be due, and what became of it."""

    begun: list[datetime]
    due: list[datetime]
    done: list[datetime] | None = None

    def state(self, *, ended: bool, now: datetime) -> str:
        if self.done is None and ended:
            return "stopped"
        in_time, late = ("running", "overdue") if self.done is None else ("met", "met late")
        states = {in_time if minute <= due else late for minute in self.done or [now] for due in self.due}
        return states.pop() if len(states) == 1 else "cannot say"


def hours(count: int) -> Allow:
    """Count the hours down a minute at a time."""

    def due(start: datetime) -> datetime:
        minute, left = start, count * 60
        while left:
            left -= 1
            minute += MINUTE
        return minute

    return due


def days_that(counts: Callable[[datetime], bool], count: int) -> Allow:
    """Turn the pages of the calendar: the end of the `count`th day after the start for which `counts` is true."""

    def due(start: datetime) -> datetime:
        noon = start.astimezone(ENGLAND).replace(hour=12, minute=0, second=0, microsecond=0, fold=0)
        left = count
        while left:
            noon = (noon.replace(tzinfo=None) + timedelta(days=1)).replace(tzinfo=ENGLAND)
            left -= counts(noon)
        midnight = (noon.replace(tzinfo=None) + timedelta(hours=12)).replace(tzinfo=ENGLAND)
        return midnight.astimezone(UTC) - timedelta(microseconds=1)

    return due


def morning_after(count: int, opens: int, closes: int, morning: int) -> Allow:
    """Hours when the clock on the wall is between two hours; otherwise walk on until it next shows the morning's hour."""

    def due(start: datetime) -> datetime:
        if opens <= start.astimezone(ENGLAND).hour < closes:
            return start + timedelta(hours=count)
        minute = start
        while (wall := minute.astimezone(ENGLAND)).hour != morning or wall.minute:
            minute += MINUTE
        return minute

    return due


def shift_after(changes: Iterable[int]) -> Callable[[datetime], tuple[datetime, datetime]]:
    """Walk on to the next change of shift, and from there to the one after it."""
    hours_of_change = frozenset(changes)

    def is_change(minute: datetime) -> bool:
        wall = minute.astimezone(ENGLAND)
        return wall.minute == 0 and wall.hour in hours_of_change and not wall.fold

    def window(due: datetime) -> tuple[datetime, datetime]:
        begins = due
        while not is_change(begins):
            begins += MINUTE
        ends = begins + MINUTE
        while not is_change(ends):
            ends += MINUTE
        return begins, ends

    return window


def one_clock(allow: Allow, start: Told, done: Sequence[Told], stopped: bool, now: datetime, step: int = 1) -> str:  # noqa: FBT001
    """Return the state of a clock that starts once, by trying every minute at which each thing can have been."""
    since = min(start.minutes(step))
    each_done = [each.minutes(step) for each in done if max(each.minutes(step)) >= since]
    if not each_done and stopped:
        return "stopped"
    states = set()
    for begun in start.minutes(step):
        due = allow(begun)
        for ends in product(*each_done):
            if not ends:
                states.add("running" if now <= due else "overdue")
            elif all(begun <= end for end in ends):
                states.add("met" if min(ends) <= due else "met late")
    return states.pop() if len(states) == 1 else "cannot say"


def stretched(allow: Allow, pauses: Sequence[tuple[datetime, datetime]]) -> Allow:
    """Walk from the start to the due time; each minute within a pause puts it off by one."""

    def due(start: datetime) -> datetime:
        minute, until = start, allow(start)
        while minute < until:
            until += MINUTE * any(since <= minute < over for since, over in pauses)
            minute += MINUTE
        return until

    return due


def every_clock(
    rule: Rule,
    start: Told,
    restarts: Sequence[Told],
    done: Sequence[Told],
    stop: datetime | None,
    now: datetime,
    step: int,
    applies: Callable[[datetime], bool] = lambda _: True,
) -> list[tuple[str, datetime, datetime]]:
    """Return the state, the earliest and the latest due time of every time that something is or was owed by now.

    What is known only by its day counts for the oldest time that is open and that it can be for.
    """
    edges = [start.minutes(step)]
    for restart in sorted(restarts, key=lambda each: (min(each.minutes(step)), max(each.minutes(step)))):
        minutes = restart.minutes(step)
        if max(minutes) > min(edges[-1]) and (stop is None or min(minutes) <= stop):
            edges.append(sorted(max(minute, min(edges[-1])) for minute in minutes))
    told: list[tuple[str, datetime, datetime]] = []
    ends = [each.minutes(step) for each in done]
    for place, begun in enumerate(edges):
        if not any(applies(minute) for minute in begun):
            continue
        # A restart ends a stretch as late as its last minute; a clipped day still has the same last minute.
        cut = max(edges[place + 1]) if place + 1 < len(edges) else None
        mine = [each for each in ends if max(each) >= min(begun) and (cut is None or min(each) <= cut)]
        mine.sort(key=lambda each: (each[0], each[-1]))
        end = cut if cut is not None else stop
        owed = _owed(rule, begun, mine, end, now)
        told += [(each.state(ended=end is not None, now=now), min(each.due), max(each.due)) for each in owed]
        if rule.every is None and rule.after_last is None and owed[0].done:
            break
    return told


def _owed(rule: Rule, begun: list[datetime], done: Sequence[list[datetime]], end: datetime | None, now: datetime) -> list[Owed]:
    owed = [Owed(begun, [rule.allow(minute) for minute in begun])]
    if rule.every is not None:
        while True:
            windows = [rule.every(due) for due in owed[-1].due]
            first = min(begins for begins, _ in windows)
            if first > now or (end is not None and first >= end):
                break
            owed.append(Owed([begins for begins, _ in windows], [due for _, due in windows]))
        for each in done:
            open_now = [one for one in owed if one.done is None and min(one.begun) <= max(each)]
            too_late = [one for one in open_now if max(one.due) < min(each)]
            for one in too_late or open_now[:1]:
                one.done = each
        return owed
    if rule.after_last is None:
        # It was met by whichever came first: a minute counts if all that was done can have been then or later.
        owed[0].done = sorted({minute for each in done for minute in each if all(minute <= max(other) for other in done)}) or None
        return owed
    for each in done:
        if owed[-1].done is None:
            owed[-1].done = each
            if end is None or min(each) < end:
                owed.append(Owed(each, [rule.after_last(minute) for minute in each]))
    return owed
