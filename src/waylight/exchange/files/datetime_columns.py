"""A column of dates and clock times as instants: whole seconds since 1970 in UTC."""

from datetime import UTC, datetime
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from waylight.core.dates import SkippedHour, read_instant, since_midnight, steady_midnight
from waylight.exchange.files.columns import Numbers, by_word

HOUR = 60 * 60
DAY = 24 * HOUR
NEVER = int(np.iinfo(np.int64).min)
BLANK, UNREADABLE = NEVER, NEVER + 1  # nobody gave a time; somebody did, and it is none
_PLAIN = "^[0-9/]{10} [0-9:]{5}$"


def read_moments(column: Any) -> Numbers:
    """Read a column as `read_instant` reads a text; a blank gives BLANK, and a time that is none or never was UNREADABLE.

    A day and a clock time of the common form are each read once, however many rows share them.
    """
    moments = np.full(len(column), BLANK, np.int64)
    plain = pc.match_substring_regex(column, _PLAIN).to_numpy(zero_copy_only=False)
    at = np.flatnonzero(plain)
    texts = column.take(pa.array(at))
    day, midnights = by_word(pc.utf8_slice_codeunits(texts, 0, 10), _midnight)
    clock, minutes = by_word(pc.utf8_slice_codeunits(texts, 11), _seconds)
    midnight, after = np.array(midnights, np.int64)[day], np.array(minutes, np.int64)[clock]
    known = (midnight != UNREADABLE) & (after != UNREADABLE)
    moments[at[known]] = (midnight + after)[known]
    rest = np.concatenate([at[~known], np.flatnonzero(~plain)])
    which, instants = by_word(column.take(pa.array(rest)), _instant)
    moments[rest] = np.array(instants, np.int64)[which]
    return moments


def _midnight(text: str) -> int:
    midnight = steady_midnight(text)
    return UNREADABLE if midnight is None else int(midnight.timestamp())


def _seconds(text: str) -> int:
    after = since_midnight(text)
    return UNREADABLE if after is None else int(after.total_seconds())


def _instant(text: str) -> int:
    text = text.strip()
    if not text:
        return BLANK
    try:
        instant = read_instant(text)
    except SkippedHour:
        return UNREADABLE
    return UNREADABLE if instant is None else int(instant.timestamp())


def as_instants(moments: Numbers) -> Any:
    """As a column of instants, null where there is none."""
    return pa.array(np.where(moments > UNREADABLE, moments, 0), mask=moments <= UNREADABLE).cast(pa.timestamp("s"))


def as_instant(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
