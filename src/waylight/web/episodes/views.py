"""An episode's page, and the page of one of its duties."""

from uuid import UUID

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from waylight.accounts.permissions import Permission
from waylight.briefings.read_permissions import RecordReader
from waylight.web.episodes.deadline import deadline_of
from waylight.web.episodes.page import page_of
from waylight.web.kit.child_access import child_page, episode_or_404, record_view
from waylight.web.kit.http import HttpResponse, StaffRequest
from waylight.web.kit.page_access import requires


@require_safe
@requires(Permission.FIND_CHILDREN)
def detail(request: StaffRequest, episode_id: UUID) -> HttpResponse:
    episode = episode_or_404(request, episode_id)
    record_view(request, episode.child, "episode")
    return render(request, "episodes/detail.html", {"page": page_of(episode, request.user), "child": episode.child})


@require_safe
@requires(Permission.FIND_CHILDREN)
def deadline(request: StaffRequest, episode_id: UUID, code: str) -> HttpResponse:
    """Show one duty: its rule and source, the times that its deadline depends on, and what ends it."""
    episode = episode_or_404(request, episode_id)
    deadline = deadline_of(episode, code, RecordReader(request.user.roles()))
    if deadline is None:
        raise Http404
    context = {"deadline": deadline, "episode": episode}
    return render(request, "episodes/deadline.html", context | child_page(request, episode.child, "deadline"))
