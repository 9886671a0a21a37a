"""Noting that someone looked: every page that shows a child's record says so in the audit trail."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction

from waylight.audit import log
from waylight.people.models import Child
from waylight.web.kit.http import StaffRequest


@transaction.atomic
def record_view(request: StaffRequest, child: Child | UUID, page: str) -> None:
    """Note that this person opened `page` (a plain name such as "episode") of this child's record."""
    log.viewed(child.pk if isinstance(child, Child) else child, by=request.user, page=page)


@transaction.atomic
def record_list_view(request: StaffRequest, children: Iterable[UUID], page: str) -> None:
    """Note in one entry that this person was shown a list naming these children."""
    log.viewed_many(children, by=request.user, page=page)
