"""What every page that writes to an episode does: fetch through the door, ask, act once, say what was done."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from waylight.episodes.models import Episode
from waylight.web.kit.child_scope import narrow_to_child
from waylight.web.kit.forms import refusals_shown_on
from waylight.web.kit.http import StaffRequest
from waylight.web.kit.idempotency import run_once
from waylight.web.kit.identity_bar import identity_of
from waylight.web.kit.view_log import record_view


def episode_of(request: StaffRequest, episode_id: UUID) -> Episode:
    """The episode, if this person may see the child."""
    visible = Episode.objects.visible_to(request.user).select_related("child__council", "owner", "home")
    episode = get_object_or_404(visible, pk=episode_id)
    narrow_to_child(request, episode.child)
    return episode


def ask(
    request: StaffRequest, episode: Episode, form: BaseForm, template: str, act: Callable[[], str], **page: Any
) -> HttpResponseBase:
    """Show the form; once it is right, run `act`, which answers what to tell the person, and go to the episode."""
    if form.is_valid():
        with refusals_shown_on(form):
            return run_once(request, form, lambda: _done(request, episode, act))
    record_view(request, episode.child, "episode")
    around = {"episode": episode, "child": episode.child, "form": form, "identity": identity_of(episode.child, request.user)}
    return render(request, f"episodes/{template}.html", around | page)


def _done(request: StaffRequest, episode: Episode, act: Callable[[], str]) -> str:
    messages.success(request, act())
    return reverse("episodes:detail", args=[episode.pk])
