"""Saving a change only if no one else has saved the record first."""

from typing import Any

from django.core.exceptions import ValidationError

from waylight.core.models import Record


class EditConflict(ValidationError):
    """Someone else saved this record first. `record` is what they saved; `fields` are the values that were refused."""

    def __init__(self, record: Record, fields: dict[str, Any]) -> None:
        super().__init__(
            "Someone else changed this while you were editing. Nothing is lost: compare the two versions and save again."
        )
        self.record = record
        self.fields = fields


def save_change[R: Record](record: R, *, expected: int, **fields: Any) -> R:
    """Validate and save `fields` of `record` if its stored version is still `expected`, and add one to the version.

    Call it inside a transaction. Raises `EditConflict` when someone else saved first, and ValidationError when a field or a
    constraint refuses a value. In both cases `record` keeps the new values in memory.
    """
    for name, value in fields.items():
        setattr(record, name, value)
    record.version = expected + 1
    record.full_clean()
    model = type(record)
    saved = model._default_manager.filter(pk=record.pk, version=expected).update(version=expected + 1, **fields)
    if not saved:
        raise EditConflict(model._default_manager.get(pk=record.pk), fields)
    return record
