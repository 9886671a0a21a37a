"""Return interviews, as the people who arrange and hold them work them."""

from uuid import UUID

from django.shortcuts import get_object_or_404, render

from waylight.accounts.roles import MAY_ALLOCATE, MAY_INTERVIEW, SEES_INTERVIEWS
from waylight.episodes.models import Episode
from waylight.interviews.models import Interview
from waylight.web.gates import for_roles
from waylight.web.http import HttpResponse, StaffRequest
from waylight.web.viewing import seen


@for_roles(MAY_ALLOCATE)
def allocate(request: StaffRequest, episode_id: UUID) -> HttpResponse:
    back = Episode.objects.visible_to(request.user).returned().select_related("child")
    episode = get_object_or_404(back, pk=episode_id)
    seen(request, episode.child, "allocate an interview")
    return render(request, "interviews/detail.html", {"child": episode.child})


@for_roles(SEES_INTERVIEWS)
def detail(request: StaffRequest, interview_id: UUID) -> HttpResponse:
    interview = get_object_or_404(Interview.objects.visible_to(request.user).select_related("child"), pk=interview_id)
    seen(request, interview.child, "interview")
    return render(request, "interviews/detail.html", {"child": interview.child})


@for_roles(MAY_INTERVIEW)
def section(request: StaffRequest, interview_id: UUID, code: str) -> HttpResponse:  # noqa: ARG001
    return detail(request, interview_id)
