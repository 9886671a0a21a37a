"""Keys for records: time-ordered, so that new rows land together on disk, and safe to show in a link."""

import secrets
import time
from collections.abc import Iterator
from uuid import UUID

_VERSION = 0x7 << 76
_VARIANT = 0b10 << 62
_AT_A_TIME = 2048


def new_key() -> UUID:
    """A version 7 UUID: 48 bits of milliseconds, then chance."""
    milliseconds = time.time_ns() // 1_000_000
    chance = secrets.randbits(74)
    high, low = chance >> 62, chance & ((1 << 62) - 1)
    return UUID(int=milliseconds << 80 | _VERSION | high << 64 | _VARIANT | low)


def new_keys() -> Iterator[UUID]:
    """Keys without end, for a load that makes many: chance is drawn a block at a time, and each block is in order."""
    while True:
        stamp = time.time_ns() // 1_000_000 << 80 | _VERSION | _VARIANT
        drawn = secrets.token_bytes(10 * _AT_A_TIME)
        chances = sorted(int.from_bytes(drawn[place : place + 10]) >> 6 for place in range(0, len(drawn), 10))
        for chance in chances:
            yield UUID(int=stamp | chance >> 62 << 64 | chance & ((1 << 62) - 1))
