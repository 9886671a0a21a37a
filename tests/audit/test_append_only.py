"""Nobody changes or takes away what the audit trail holds: the database refuses."""

import pytest
from django.db import IntegrityError, connection, transaction

from waylight.audit import log
from waylight.audit.models import Entry, Segment
from waylight.audit.sealing import seal_new
from waylight.config.demonstration.cast import Cast


@pytest.fixture
def entry(cast: Cast) -> Entry:
    entry = log.viewed(cast.amina.pk, by=cast.priya, page="child")
    seal_new()
    return entry


@pytest.mark.parametrize("kind", [Entry, Segment])
def test_a_line_of_the_trail_cannot_be_changed(entry: Entry, kind: type[Entry | Segment]) -> None:
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        kind.objects.update(**{"verb": "nothing"} if kind is Entry else {"seal": "0"})


@pytest.mark.parametrize("table", ["audit_entry", "audit_segment"])
def test_a_line_of_the_trail_cannot_be_taken_away(entry: Entry, table: str) -> None:
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table}")  # noqa: S608 - the table is ours


def test_a_line_of_the_trail_cannot_be_replaced(entry: Entry) -> None:
    """SQLite's "insert or replace" deletes without asking; PostgreSQL has its "on conflict"."""
    ways = {
        "sqlite": "INSERT OR REPLACE INTO audit_entry SELECT * FROM audit_entry WHERE id = %s",
        "postgresql": "INSERT INTO audit_entry SELECT * FROM audit_entry WHERE id = %s ON CONFLICT (id) DO UPDATE SET verb = ''",
    }
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(ways[connection.vendor], [entry.pk])


def test_the_trail_cannot_be_emptied_at_a_stroke(entry: Entry) -> None:
    empty = {"sqlite": "DELETE FROM audit_entry", "postgresql": "TRUNCATE audit_entry"}[connection.vendor]
    connection.check_constraints()
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(empty)
