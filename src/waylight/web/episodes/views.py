"""The episode pages: what a worker sees and does while a child is missing."""

from uuid import UUID

from django.shortcuts import get_object_or_404, render

from waylight.accounts.roles import SEES_TODAY
from waylight.episodes.models import Episode
from waylight.web.gates import for_roles
from waylight.web.http import HttpResponse, StaffRequest
from waylight.web.viewing import seen


@for_roles(SEES_TODAY)
def detail(request: StaffRequest, episode_id: UUID) -> HttpResponse:
    episode = get_object_or_404(Episode.objects.visible_to(request.user).select_related("child"), pk=episode_id)
    seen(request, episode.child, "episode")
    return render(request, "episodes/detail.html", {"episode": episode})


@for_roles(SEES_TODAY)
def owed(request: StaffRequest, episode_id: UUID, code: str) -> HttpResponse:  # noqa: ARG001
    return detail(request, episode_id)
