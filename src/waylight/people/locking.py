"""Locking a child's row, so that two people who write about the same child at once do so one after the other.

If the record has been merged away since it was read, the kept record is locked: no page shows the other one.
"""

from typing import Any
from uuid import UUID

from waylight.people.merged_records import kept_record_key
from waylight.people.models import Child


def lock_child(child: UUID) -> Child:
    """Lock the child's kept record until the transaction ends, and return it."""
    key = kept_record_key(child)
    while True:
        row = Child.objects.select_for_update(of=("self",)).select_related("council").get(pk=key)
        if row.merged_into_id is None:
            return row
        key = row.merged_into_id


def lock_child_of(record: Any) -> Child:
    """Lock the child whom an episode or interview is about, and return the child.

    A merge or its undoing may have moved the record to another child since it was read, so its child is read again.
    """
    while True:
        key = record.child_id
        child = lock_child(key)
        record.refresh_from_db(fields=["child"])
        if record.child_id == child.pk:
            record.child = child
            return child
        if record.child_id == key:  # this record stayed with a merged record
            return child
