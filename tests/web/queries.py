"""Counting what a page asks of the database."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.test.utils import CaptureQueriesContext

MOST = 25
# Inside a test's transaction Django marks its own with savepoints, which are no question asked of the records.
MARKS = ("SAVEPOINT", "RELEASE SAVEPOINT")


@contextmanager
def few_queries(most: int = MOST) -> Iterator[None]:
    """Fails when the block asks more than `most`, and lists what it asked."""
    with CaptureQueriesContext(connection) as asked:
        yield
    queries = [query["sql"] for query in asked if not query["sql"].startswith(MARKS)]
    assert len(queries) <= most, "\n".join([f"{len(queries)} queries:", *queries])
