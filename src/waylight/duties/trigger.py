"""Repetition: when a child reaches three, five, nine episodes in ninety days, and may do so again."""

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from waylight.duties.protocol import NATIONAL, Protocol


@dataclass(frozen=True)
class LevelReached[K]:
    """A level reached: on which day, by which episode, and the episodes in the window that day."""

    on: date
    key: K
    level: int
    episodes: tuple[K, ...]


def find_repeat_levels[K](episodes: Iterable[tuple[date, K]], protocol: Protocol = NATIONAL) -> list[LevelReached[K]]:
    """Every level a child reached, from the local start dates of that child's qualifying episodes.

    They may come in any order, only those of one day in the order they began.
    The count at an episode that began on day t is of episodes that began in the `trigger_days` dates ending with t.
    A level fires when the count first reaches it, and not again until a later episode finds the count below it.
    Levels: Staffordshire 2018.
    """
    window: deque[tuple[date, K]] = deque()
    armed = dict.fromkeys(protocol.trigger_levels, True)
    length = timedelta(days=protocol.trigger_days - 1)
    reached: list[LevelReached[K]] = []
    for day, key in sorted(episodes, key=lambda episode: episode[0]):
        while window and window[0][0] < day - length:
            window.popleft()
        window.append((day, key))
        for level in protocol.trigger_levels:
            if len(window) < level:
                armed[level] = True
            elif armed[level]:
                armed[level] = False
                reached.append(LevelReached(day, key, level, tuple(episode for _, episode in window)))
    return reached


def count_in_window[K](episodes: Sequence[tuple[date, K]], on: date, protocol: Protocol = NATIONAL) -> int:
    """How many episodes began in the window that ends on a day."""
    first = on - timedelta(days=protocol.trigger_days - 1)
    return sum(first <= day <= on for day, _ in episodes)
