"""Keys for records: ordered by time, so that new rows are stored together, and hard to guess, so that a link may show them."""

import secrets
import time
from collections.abc import Iterator
from uuid import UUID

_VERSION = 0x7 << 76
_VARIANT = 0b10 << 62
_KEYS_PER_MILLISECOND = 4096  # twelve bits count the keys of one millisecond
_COUNTERS = [f"{number:03x}" for number in range(_KEYS_PER_MILLISECOND)]
# The first digit of the second half contains the two variant bits and two random bits.
_SECOND_HALF = {f"{digit:x}": f"{8 | digit & 3:x}" for digit in range(16)}


def new_key() -> UUID:
    """Return a version 7 UUID: 48 bits of milliseconds, then random bits."""
    milliseconds = time.time_ns() // 1_000_000
    random_bits = secrets.randbits(74)
    high, low = random_bits >> 62, random_bits & ((1 << 62) - 1)
    return UUID(int=milliseconds << 80 | _VERSION | high << 64 | _VARIANT | low)


def new_keys() -> Iterator[UUID]:
    """Yield keys without end, for a load that creates many records."""
    while True:
        for key in new_keys_in_hex(_KEYS_PER_MILLISECOND):
            yield UUID(hex=key)


def new_keys_in_hex(count: int) -> list[str]:
    """Return `count` keys in order, each as 32 hexadecimal digits: milliseconds, then a counter, then random bits.

    A millisecond has 4,096 keys, so the milliseconds of a large batch run ahead of the clock.
    """
    milliseconds = time.time_ns() // 1_000_000
    keys: list[str] = []
    for first in range(0, count, _KEYS_PER_MILLISECOND):
        prefix = f"{milliseconds + first // _KEYS_PER_MILLISECOND:012x}7"
        random_digits = secrets.token_hex(8 * _KEYS_PER_MILLISECOND)
        keys += [
            f"{prefix}{counter}{_SECOND_HALF[random_digits[start]]}{random_digits[start + 1 : start + 16]}"
            for counter, start in zip(_COUNTERS[: count - first], range(0, 16 * _KEYS_PER_MILLISECOND, 16), strict=False)
        ]
    return keys
