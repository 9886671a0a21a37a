"""Whose record an address leads to, and who someone is to that child."""

from uuid import UUID

from django.shortcuts import get_object_or_404

from waylight.access.visibility import towards
from waylight.accounts.models import User
from waylight.people.merged_records import key_kept
from waylight.people.models import Child
from waylight.web.kit.http import StaffRequest


def child_at(user: User, key: UUID | str) -> Child:
    """The child of this key, or the one whose record theirs was merged into; not found for those who may not see that one."""
    visible = Child.objects.visible_to(user).select_related("council__authority")
    return get_object_or_404(visible, pk=key_kept(key))


def narrow_to_child(request: StaffRequest, child: Child) -> None:
    """From here on the person is only what lets them see this child: what they may read and do follows from that."""
    request.user = towards(request.user, child)
