"""The time now, and the time in England; a test may say what time it is."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

ENGLAND = ZoneInfo("Europe/London")
_told: ContextVar[datetime | None] = ContextVar("told", default=None)


def now() -> datetime:
    """The instant, in UTC."""
    return _told.get() or datetime.now(UTC)


def local(instant: datetime) -> datetime:
    """The same instant as clocks in England show it."""
    return instant.astimezone(ENGLAND)


def today() -> date:
    return local(now()).date()


@contextmanager
def at(instant: datetime) -> Iterator[None]:
    """Within this block it is `instant`: for tests and for the demonstration's history."""
    token = _told.set(instant.astimezone(UTC))
    try:
        yield
    finally:
        _told.reset(token)
