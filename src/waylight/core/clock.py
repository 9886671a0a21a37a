"""The time now, and the time in England. Tests and the demonstration can set it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

ENGLAND = ZoneInfo("Europe/London")
_fixed: ContextVar[datetime | None] = ContextVar("fixed", default=None)


def now() -> datetime:
    """Return the current instant, in UTC."""
    return _fixed.get() or datetime.now(UTC)


def local(instant: datetime) -> datetime:
    """Return the same instant as clocks in England show it."""
    return instant.astimezone(ENGLAND)


def today() -> date:
    return local(now()).date()


@contextmanager
def at(instant: datetime) -> Iterator[None]:
    """Set the current time to `instant` inside this block, for tests and for the history of the demonstration."""
    token = _fixed.set(instant.astimezone(UTC))
    try:
        yield
    finally:
        _fixed.reset(token)
