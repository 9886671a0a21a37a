"""One at a time: a council's loads, and what people decide about whose record is whose.

A load looks up every child first and writes long afterwards. Whatever moves children between records meanwhile would be
written past, so each of them holds the council's own row until its transaction ends. New records may name the council
all the while. SQLite lets only one write at a time in any case.
"""

from django.core.exceptions import ValidationError
from django.db import OperationalError, transaction

from waylight.agencies.models import Agency

BUSY = (
    "Someone is loading or checking this council's files, or merging two records. Nothing was changed. "
    "Try again in a few minutes."
)


def lock_council(council: Agency) -> None:
    """Hold the council's row; whoever else needs it goes first."""
    _row(council, nowait=False)


def lock_council_or_refuse(council: Agency) -> None:
    """Hold the council's row, or refuse in a sentence: a person is not left waiting for a load."""
    try:
        with transaction.atomic():
            _row(council, nowait=True)
    except OperationalError as taken:
        raise ValidationError(BUSY) from taken


def _row(council: Agency, *, nowait: bool) -> Agency:
    return Agency.objects.select_for_update(of=("self",), no_key=True, nowait=nowait).get(pk=council.pk)
