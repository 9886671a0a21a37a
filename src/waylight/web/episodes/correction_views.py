"""Putting an episode right: its times, its kind, a return that was not one, a child who was never missing."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from waylight.accounts.roles import MAY_CHECK, MAY_CORRECT
from waylight.briefings.clocks import records_by_episode
from waylight.episodes import correction_actions
from waylight.episodes.models import Episode, SafeAndWellCheck
from waylight.web.episodes import forms
from waylight.web.episodes.asking import ask, episode_of
from waylight.web.episodes.check_forms import CorrectCheck
from waylight.web.kit.http import StaffRequest
from waylight.web.kit.page_access import for_roles


@require_http_methods(["GET", "POST"])
@for_roles(MAY_CORRECT)
def correct(request: StaffRequest, episode_id: UUID) -> HttpResponseBase:
    """The times and the place; every clock follows."""
    episode = episode_of(request, episode_id)
    form = forms.Correct(request.POST or None, episode=episode)

    def act() -> str:
        said = form.cleaned_data
        correction_actions.correct_episode(
            episode, by=request.user, version=said["version"], because=said["because"], **form.corrected
        )
        return "The correction is saved. Deadlines have been worked out again."

    return ask(request, episode, form, "correct", act)


@require_http_methods(["GET", "POST"])
@for_roles(MAY_CORRECT)
def category(request: StaffRequest, episode_id: UUID) -> HttpResponseBase:
    """What kind of episode this is."""
    episode = episode_of(request, episode_id)
    form = forms.Kind(request.POST or None, episode=episode)

    def act() -> str:
        said = form.cleaned_data
        correction_actions.change_category(
            episode, by=request.user, version=said["version"], because=said["because"], category=said["category"]
        )
        return "The kind of episode is recorded."

    return ask(request, episode, form, "category", act)


@require_http_methods(["GET", "POST"])
@for_roles(MAY_CHECK)
def check(request: StaffRequest, episode_id: UUID) -> HttpResponseBase:
    """A safe and well check that was recorded wrongly."""
    episode = episode_of(request, episode_id)
    made = get_object_or_404(SafeAndWellCheck.objects.visible_to(request.user).select_related("episode__child"), episode=episode)
    form = CorrectCheck(request.POST or None, check=made)

    def act() -> str:
        said = form.cleaned_data
        correction_actions.correct_check(made, by=request.user, version=said["version"], why=said["why"], **form.told)
        return "The check is corrected. Its deadline has been worked out again."

    return ask(request, episode, form, "correct_check", act)


@require_http_methods(["GET", "POST"])
@for_roles(MAY_CORRECT)
def reopen(request: StaffRequest, episode_id: UUID) -> HttpResponseBase:
    """A return recorded in error: the child is still missing."""
    episode = episode_of(request, episode_id)
    form = forms.Because(request.POST or None, initial={"version": episode.version})

    def act() -> str:
        said = form.cleaned_data
        _refuse_if_interviewed(episode)
        correction_actions.undo_return(episode, by=request.user, version=said["version"], because=said["because"])
        return f"The return was undone. {episode.child.first_name} is recorded as still missing."

    return ask(request, episode, form, "reopen", act)


def _refuse_if_interviewed(episode: Episode) -> None:
    interview = records_by_episode([episode])[episode.pk].interview
    if interview and interview.held_at:
        raise ValidationError("A return interview was held after this return, so you cannot undo it. Correct its time instead.")


@require_http_methods(["GET", "POST"])
@for_roles(MAY_CORRECT)
def void(request: StaffRequest, episode_id: UUID) -> HttpResponseBase:
    """Not missing after all: one person asks, and another agrees."""
    episode = episode_of(request, episode_id)
    form = forms.Because(request.POST or None, initial={"version": episode.version})

    def act() -> str:
        correction_actions.request_void(episode, by=request.user, because=form.cleaned_data["because"])
        return "You have asked to record this as not missing. Another person must agree."

    return ask(request, episode, form, "void", act)


@require_http_methods(["GET", "POST"])
@for_roles(MAY_CORRECT)
def answer(request: StaffRequest, episode_id: UUID) -> HttpResponseBase:
    """The second person agrees that the child was never missing, or does not."""
    episode = episode_of(request, episode_id)
    asked = get_object_or_404(episode.corrections.select_related("by", "episode__child").awaiting_second())
    form = forms.Answer(request.POST or None, initial={"version": episode.version})

    def act() -> str:
        if form.cleaned_data["agree"] == "yes":
            correction_actions.approve_void(asked, by=request.user, version=form.cleaned_data["version"])
            return "This is recorded as not missing. It is no longer counted in any figure. The record is kept."
        correction_actions.decline_void(asked, by=request.user)
        return "The episode has not changed."

    return ask(request, episode, form, "answer", act, asked=asked)
