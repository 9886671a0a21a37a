"""The councils a person may load files for, and the batches and unmatched reports of those councils."""

from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404

from waylight.accounts.models import User
from waylight.accounts.permissions import Permission
from waylight.agencies.models import Agency
from waylight.exchange.models import Batch, Waiting
from waylight.web.kit.http import StaffRequest


def councils_of(user: User) -> list[Agency]:
    """Return the councils this person loads files for."""
    return list(
        {
            membership.agency_id: membership.agency
            for membership in user.current_memberships()
            if membership.has_permission(Permission.LOAD_FILES)
        }.values()
    )


def council_of(request: StaffRequest) -> Agency:
    councils = councils_of(request.user)
    if not councils:
        raise Http404
    return councils[0]


def batch_of(request: StaffRequest, key: UUID) -> Batch:
    return get_object_or_404(Batch.objects.select_related("by", "council"), pk=key, council__in=councils_of(request.user))


def waiting_of(request: StaffRequest, key: UUID) -> Waiting:
    return get_object_or_404(Waiting.objects.select_related("batch"), pk=key, council__in=councils_of(request.user))
