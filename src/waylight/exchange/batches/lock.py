"""The lock on a council. A load holds it, and so does every act that moves records from one child to another.

A load looks up every child first and writes much later. After a merge in between, it would write to the wrong record, so
both lock the council's row until their transaction ends. Other transactions can still insert records that refer to the
council. SQLite allows one write at a time in any case.
"""

from django.core.exceptions import ValidationError
from django.db import OperationalError, transaction

from waylight.agencies.models import Agency

BUSY = (
    "Someone is loading or checking this council's files, or merging two records. Nothing was changed. "
    "Try again in a few minutes."
)


def lock_council(council: Agency) -> None:
    """Lock the council's row until the transaction ends. Waits while another transaction holds it."""
    _lock_row(council, nowait=False)


def lock_council_or_refuse(council: Agency) -> None:
    """Lock the council's row, or raise ValidationError at once: a page does not wait for a load to end."""
    try:
        with transaction.atomic():
            _lock_row(council, nowait=True)
    except OperationalError as locked:
        raise ValidationError(BUSY) from locked


def _lock_row(council: Agency, *, nowait: bool) -> Agency:
    return Agency.objects.select_for_update(of=("self",), no_key=True, nowait=nowait).get(pk=council.pk)
