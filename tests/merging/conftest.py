"""The cast of the load's tests, who also merge records."""

from tests.exchange.conftest import priya, provider

__all__ = ["priya", "provider"]
