"""Locking the row of a child, so that two people who write about the same child at the same time do so one after the other.

The lock leaves the key alone, so that others can still insert records that refer to the child: a load that inserted one checks it
when it commits, and would wait for someone who waits for the load.

If the record has been merged since it was read, the lock is on the record that was kept, because no page shows the other one.
"""

from typing import Any
from uuid import UUID

from waylight.people.merged_records import kept_record_key
from waylight.people.models import Child


def lock_child(child: UUID) -> Child:
    """Return the child's kept record, locked until the transaction ends."""
    key = kept_record_key(child)
    while True:
        row = Child.objects.select_for_update(of=("self",), no_key=True).select_related("council").get(pk=key)
        if row.merged_into_id is None:
            return row
        key = row.merged_into_id


def lock_child_of(record: Any) -> Child:
    """Return the child whom an episode or interview is about, locked until the transaction ends.

    All of `record` is read again under the lock, so that an act decides on what the database says now: a merge or its undoing may
    have moved the record since, and another act may have changed it.
    """
    while True:
        key = record.child_id
        child = lock_child(key)
        record.refresh_from_db()
        if record.child_id == child.pk:
            record.child = child
            return child
        if record.child_id == key:  # a duplicate, which stayed with the merged record
            return child
