"""What every record has: a key, a version for safe editing, when it was written and by which load."""

from typing import ClassVar

from django.db import models

from waylight.core.clock import now
from waylight.core.keys import new_key


class Record(models.Model):
    """A row people or loads write; `version` rises by one with each saved change.

    `moves_in_a_merge` says that what is about one child goes with them when their record is made one with another.
    """

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(default=now, editable=False)
    batch = models.UUIDField(null=True, blank=True, editable=False, db_index=True)

    changeable: ClassVar[tuple[str, ...]] = ()
    moves_in_a_merge: ClassVar[bool] = True

    class Meta:
        abstract = True
