"""The base of every record: a key, a version for safe editing, when it was written and by which load."""

from typing import ClassVar

from django.db import models

from waylight.core.clock import now
from waylight.core.keys import new_key


class Record(models.Model):
    """A row that a person or a load wrote. `version` rises by one with each saved change; `batch` is the key of the load.

    When two records of one child are merged, records about the child move to the record that is kept, unless
    `moves_in_a_merge` is False.
    """

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(default=now, editable=False)
    batch = models.UUIDField(null=True, blank=True, editable=False, db_index=True)

    moves_in_a_merge: ClassVar[bool] = True

    class Meta:
        abstract = True
