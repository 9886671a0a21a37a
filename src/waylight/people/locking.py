"""Holding a child's row while something is written, so that what two people write of one child comes one after the other.

What was begun at a record merged away meanwhile belongs to the one that was kept: nobody would find it at the other.
"""

from typing import Any
from uuid import UUID

from waylight.people.merged_records import kept_record_key
from waylight.people.models import Child


def lock_child(child: UUID) -> Child:
    """The row of the record that stands for this child, held until the transaction ends."""
    key = kept_record_key(child)
    while True:
        row = Child.objects.select_for_update(of=("self",)).select_related("council").get(pk=key)
        if row.merged_into_id is None:
            return row
        key = row.merged_into_id


def lock_child_of(record: Any) -> Child:
    """The child whom an episode or interview is about, held. A merge, or its undoing, may have moved it since it was read."""
    while True:
        key = record.child_id
        child = lock_child(key)
        record.refresh_from_db(fields=["child"])
        if record.child_id == child.pk:
            record.child = child
            return child
        if record.child_id == key:  # one of those that stay with a record merged away
            return child
