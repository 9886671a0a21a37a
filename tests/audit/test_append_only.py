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


SAYS = {
    "the words": "UPDATE audit_entry SET verb = 'nothing'",
    "who": "UPDATE audit_entry SET by_id = NULL",
    "when": "UPDATE audit_entry SET at = '2020-01-01 00:00:00'",
    "about whom": "UPDATE audit_entry SET child = NULL",
    "its own hash": "UPDATE audit_entry SET digest = digest",
    "its place": "UPDATE audit_entry SET id = id + 1000000",
    "one line alone": "UPDATE audit_entry SET verb = 'nothing' WHERE id = (SELECT MAX(id) FROM audit_entry)",
    "the newest, taken away": "DELETE FROM audit_entry WHERE id = (SELECT MAX(id) FROM audit_entry)",
    "a seal": "UPDATE audit_segment SET seal = 'x'",
    "the last segment, taken away": "DELETE FROM audit_segment WHERE seal = (SELECT MAX(seal) FROM audit_segment)",
}
ONLY_POSTGRES = {
    "both emptied": "TRUNCATE audit_entry, audit_segment CASCADE",
    "taken away in a query": "WITH gone AS (DELETE FROM audit_entry RETURNING id) SELECT * FROM gone",
    "merged over": "MERGE INTO audit_entry e USING audit_entry f ON e.id = f.id WHEN MATCHED THEN DELETE",
}
ONLY_SQLITE = {
    "replaced while changing": "UPDATE OR REPLACE audit_entry SET id = id + 1",
    "kept from failing": "UPDATE OR IGNORE audit_entry SET verb = 'nothing'",
}


def statements() -> list[str]:
    return [*SAYS.values(), *(ONLY_SQLITE if connection.vendor == "sqlite" else ONLY_POSTGRES).values()]


def test_no_statement_whatever_changes_a_line(entry: Entry) -> None:
    before = list(Entry.objects.order_by("pk").values_list()), list(Segment.objects.order_by("pk").values_list())
    connection.check_constraints()
    for statement in statements():
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    assert before == (list(Entry.objects.order_by("pk").values_list()), list(Segment.objects.order_by("pk").values_list()))
