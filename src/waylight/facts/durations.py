"""How long episodes lasted, in the bands that every report uses. A band includes its upper edge: 24 hours is within 24 hours."""

from bisect import bisect_left

EDGES = (1.0, 6.0, 12.0, 24.0, 48.0, 72.0, 168.0, 672.0)
BANDS = (
    "Up to 1 hour",
    "1 to 6 hours",
    "6 to 12 hours",
    "12 to 24 hours",
    "1 to 2 days",
    "2 to 3 days",
    "3 to 7 days",
    "1 to 4 weeks",
    "Over 4 weeks",
    "Not yet back",
)
STILL_MISSING = len(BANDS) - 1


def band_of_hours(hours: float | None) -> int:
    """Return the index in BANDS of a duration in hours, or STILL_MISSING for None: the child is still missing."""
    return STILL_MISSING if hours is None else bisect_left(EDGES, hours)
