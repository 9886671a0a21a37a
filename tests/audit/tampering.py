"""Writing below the audit trail's guard, as someone with the database's own password could."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


@contextmanager
def guard_lifted() -> Iterator[None]:
    """Within this block the triggers that refuse changes are off."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET session_replication_role = replica")
            yield
            cursor.execute("SET session_replication_role = DEFAULT")
            return
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name LIKE 'audit_%%'")
        guards = cursor.fetchall()
        for name, _ in guards:
            cursor.execute(f"DROP TRIGGER {name}")
        yield
        for _, made_by in guards:
            cursor.execute(made_by)
