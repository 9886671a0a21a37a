"""Saving a change only if no one else has saved one first."""

from typing import Any

from django.core.exceptions import ValidationError

from waylight.core.models import Record


class EditConflict(ValidationError):
    """Someone saved this record while it was being edited; `record` has what they saved, `fields` what was refused."""

    def __init__(self, record: Record, fields: dict[str, Any]) -> None:
        super().__init__(
            "Someone else changed this while you were editing. Nothing is lost: compare the two versions and save again."
        )
        self.record = record
        self.fields = fields


def save_change[R: Record](record: R, *, expected: int, **fields: Any) -> R:
    """Set `fields` on `record` if its version is still `expected`, validate, and raise the version.

    Call inside a transaction. Raises `EditConflict` when another save came first and `ValidationError` when the
    record would break one of its own promises.
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
