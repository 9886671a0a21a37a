"""Keys for records: ordered by time, so that new rows are stored together, and safe to show in a link."""

import secrets
import time
from collections.abc import Iterator
from uuid import UUID

_VERSION = 0x7 << 76
_VARIANT = 0b10 << 62
_IN_ORDER = 4096  # as many keys as twelve bits can count
_COUNTED = [f"{number:03x}" for number in range(_IN_ORDER)]
# The first digit of the second half has the two variant bits and two random bits.
_SECOND_HALF = {f"{digit:x}": f"{8 | digit & 3:x}" for digit in range(16)}


def new_key() -> UUID:
    """Return a version 7 UUID: 48 bits of milliseconds, then random bits."""
    milliseconds = time.time_ns() // 1_000_000
    chance = secrets.randbits(74)
    high, low = chance >> 62, chance & ((1 << 62) - 1)
    return UUID(int=milliseconds << 80 | _VERSION | high << 64 | _VARIANT | low)


def new_keys() -> Iterator[UUID]:
    """Yield keys without end, for a load that creates many."""
    while True:
        for written in new_keys_in_hex(_IN_ORDER):
            yield UUID(hex=written)


def new_keys_in_hex(count: int) -> list[str]:
    """Return `count` keys in order, each as 32 hexadecimal digits: milliseconds, then a counter, then random bits."""
    began = time.time_ns() // 1_000_000
    keys: list[str] = []
    for first in range(0, count, _IN_ORDER):
        stamp = f"{began + first // _IN_ORDER:012x}7"
        drawn = secrets.token_hex(8 * _IN_ORDER)
        keys += [
            f"{stamp}{counted}{_SECOND_HALF[drawn[at]]}{drawn[at + 1 : at + 16]}"
            for counted, at in zip(_COUNTED[: count - first], range(0, 16 * _IN_ORDER, 16), strict=False)
        ]
    return keys
