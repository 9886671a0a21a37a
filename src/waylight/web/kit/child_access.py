"""Access to a child's record: find it, keep only the roles by which the viewer sees it, and record the view."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import transaction
from django.shortcuts import get_object_or_404
from django.utils.functional import SimpleLazyObject

from waylight.access.visibility import restrict_to_child
from waylight.accounts.models import User
from waylight.audit import log
from waylight.episodes.models import Episode
from waylight.interviews.models import Interview
from waylight.people.merged_records import kept_record_key
from waylight.people.models import Child
from waylight.web.kit.http import StaffRequest
from waylight.web.kit.identity_bar import identity_of


def child_or_404(user: User, key: UUID | str) -> Child:
    """Return the child with this key, or the record into which it was merged."""
    visible = Child.objects.visible_to(user).select_related("council__authority")
    return get_object_or_404(visible, pk=kept_record_key(key))


def episode_or_404(request: StaffRequest, key: UUID) -> Episode:
    """Return the episode, and narrow the viewer's roles to its child."""
    visible = Episode.objects.visible_to(request.user).select_related("child__council", "owner", "home")
    episode = get_object_or_404(visible, pk=key)
    narrow_to_child(request, episode.child)
    return episode


def interview_or_404(request: StaffRequest, key: UUID) -> Interview:
    """Return the interview, and narrow the viewer's roles to its child."""
    visible = Interview.objects.visible_to(request.user).select_related("child__council", "provider", "interviewer")
    interview = get_object_or_404(visible, pk=key)
    narrow_to_child(request, interview.child)
    return interview


def narrow_to_child(request: StaffRequest, child: Child) -> None:
    """Leave `request.user` only the roles by which they see this child. These roles decide what they may read and do."""
    request.user = restrict_to_child(request.user, child)


@transaction.atomic
def record_view(request: StaffRequest, child: Child | UUID, page: str) -> None:
    """Record in the audit trail that the viewer opened `page` (a plain name such as "episode") of this child's record."""
    log.viewed(child.pk if isinstance(child, Child) else child, by=request.user, page=page)


@transaction.atomic
def record_list_view(request: StaffRequest, children: Iterable[UUID], page: str) -> None:
    """Record in one audit entry that the viewer was shown a list of these children."""
    log.viewed_many(children, by=request.user, page=page)


def child_page(request: StaffRequest, child: Child, page: str) -> dict[str, Any]:
    """Record a view of `page`, and return the context of every page about one child: the child and the identity bar.

    The bar costs four queries, but only in a template that shows it.
    """
    record_view(request, child, page)
    return {"child": child, "identity": SimpleLazyObject(lambda: identity_of(child, request.user))}
