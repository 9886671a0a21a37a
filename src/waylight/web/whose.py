"""Whose record an address leads to."""

from uuid import UUID

from django.shortcuts import get_object_or_404

from waylight.accounts.models import User
from waylight.people.merging import key_kept
from waylight.people.models import Child


def child_at(user: User, key: UUID | str) -> Child:
    """The child of this key, or the one whose record theirs was merged into; not found for those who may not see that one."""
    visible = Child.objects.visible_to(user).select_related("council__authority")
    return get_object_or_404(visible, pk=key_kept(key))
