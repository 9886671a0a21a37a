"""Reading a column of dates and clock times as whole seconds since 1970 in UTC."""

from datetime import UTC, datetime
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from waylight.core.dates import SkippedHour, read_instant, since_midnight, steady_midnight
from waylight.exchange.files.columns import Integers, read_distinct

HOUR = 60 * 60
DAY = 24 * HOUR
NO_DATE = int(np.iinfo(np.int64).min)
BLANK, UNREADABLE = NO_DATE, NO_DATE + 1  # BLANK: no text. UNREADABLE: a text that is not a time
_PLAIN = "^[0-9/]{10} [0-9:]{5}$"


def read_datetime_column(column: Any) -> Integers:
    """Read a column as `read_instant` reads one text. No text gives BLANK; a text that is not a time gives UNREADABLE.

    Each different day and each different clock time of the common form is read once.
    """
    moments = np.full(len(column), BLANK, np.int64)
    plain = pc.match_substring_regex(column, _PLAIN).to_numpy(zero_copy_only=False)
    at = np.flatnonzero(plain)
    texts = column.take(pa.array(at))
    day, midnights = read_distinct(pc.utf8_slice_codeunits(texts, 0, 10), _midnight)
    clock, clock_seconds = read_distinct(pc.utf8_slice_codeunits(texts, 11), _seconds)
    midnight, seconds = np.array(midnights, np.int64)[day], np.array(clock_seconds, np.int64)[clock]
    readable = (midnight != UNREADABLE) & (seconds != UNREADABLE)
    moments[at[readable]] = (midnight + seconds)[readable]
    rest = np.concatenate([at[~readable], np.flatnonzero(~plain)])
    which, instants = read_distinct(column.take(pa.array(rest)), _instant)
    moments[rest] = np.array(instants, np.int64)[which]
    return moments


def _midnight(text: str) -> int:
    midnight = steady_midnight(text)
    return UNREADABLE if midnight is None else int(midnight.timestamp())


def _seconds(text: str) -> int:
    duration = since_midnight(text)
    return UNREADABLE if duration is None else int(duration.total_seconds())


def _instant(text: str) -> int:
    text = text.strip()
    if not text:
        return BLANK
    try:
        instant = read_instant(text)
    except SkippedHour:
        return UNREADABLE
    return UNREADABLE if instant is None else int(instant.timestamp())


def as_instants(moments: Integers) -> Any:
    """Return an Arrow column of timestamps, null for BLANK and UNREADABLE."""
    return pa.array(np.where(moments > UNREADABLE, moments, 0), mask=moments <= UNREADABLE).cast(pa.timestamp("s"))


def as_instant(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
