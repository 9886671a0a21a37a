"""Counting what a page asks of the database."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

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


@dataclass
class Asked:
    """The questions a block asked of the database."""

    questions: list[tuple[str, Any]] = field(default_factory=list)

    @property
    def rows(self) -> int:
        """How many rows the answers hold, all together."""
        return sum(len(self._answer(statement, given)) for statement, given in self.questions)

    def plans(self, table: str) -> list[str]:
        """How the database answers each question about a table; PostgreSQL is asked to use an index where it can."""
        explain = "EXPLAIN QUERY PLAN "
        if connection.vendor == "postgresql":
            explain = "EXPLAIN "
            connection.cursor().execute("SET LOCAL enable_seqscan = off")
        about = [(statement, given) for statement, given in self.questions if table in statement]
        return ["\n".join(str(row[-1]) for row in self._answer(explain + statement, given)) for statement, given in about]

    def _answer(self, statement: str, given: Any) -> list[Any]:
        with connection.cursor() as cursor:
            cursor.execute(statement, given)
            return cursor.fetchall()


@contextmanager
def asking() -> Iterator[Asked]:
    """Notes the questions of a block, to be looked at after it."""
    asked = Asked()

    def note(execute: Any, statement: str, given: Any, many: bool, context: Any) -> Any:  # noqa: FBT001 - as Django calls it
        if statement.lstrip().startswith(("SELECT", "WITH")):
            asked.questions.append((statement, given))
        return execute(statement, given, many, context)

    with connection.execute_wrapper(note):
        yield asked
