"""Repeat levels: when a child reaches an agreed number of episodes in a period, and when they reach it again."""

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from waylight.duties.protocol import NATIONAL, Protocol


@dataclass(frozen=True)
class LevelReached[K]:
    """A repeat level that a child reached: the day, the key of the episode that reached it, and all episodes in the window."""

    on: date
    key: K
    level: int
    episodes: tuple[K, ...]


def window_start(day: date, protocol: Protocol = NATIONAL) -> date:
    """Return the first day of the window that ends on `day`."""
    return day - timedelta(days=protocol.trigger_days - 1)


def find_repeat_levels[K](episodes: Iterable[tuple[date, K]], protocol: Protocol = NATIONAL) -> list[LevelReached[K]]:
    """Return every level that a child reached. `episodes` are the start dates, in England, and keys of the episodes that count.

    The episodes may be in any order, but those of one day must be in the order in which they began. The window of an episode
    is the period of `trigger_days` dates that ends on its start date. A child reaches a level when the window first contains
    that many episodes, and again only after a later window contained fewer. This is the rule of Staffordshire, 2018.
    """
    window: deque[tuple[date, K]] = deque()
    below = dict.fromkeys(protocol.trigger_levels, True)
    reached: list[LevelReached[K]] = []
    for day, key in sorted(episodes, key=lambda episode: episode[0]):
        while window and window[0][0] < window_start(day, protocol):
            window.popleft()
        window.append((day, key))
        for level in protocol.trigger_levels:
            if len(window) < level:
                below[level] = True
            elif below[level]:
                below[level] = False
                reached.append(LevelReached(day, key, level, tuple(episode for _, episode in window)))
    return reached


def count_in_window[K](episodes: Sequence[tuple[date, K]], on: date, protocol: Protocol = NATIONAL) -> int:
    """Return how many episodes began in the window that ends on a day."""
    first = window_start(on, protocol)
    return sum(first <= day <= on for day, _ in episodes)
