"""Correct an episode: its times, its kind, its safe and well check, a wrong return, or a child who was never missing."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods

from waylight.accounts.permissions import Permission
from waylight.briefings.clocks import records_by_episode
from waylight.episodes import correction_actions
from waylight.episodes.models import SafeAndWellCheck
from waylight.interviews import actions as interviews
from waylight.web.episodes import forms
from waylight.web.episodes.available_actions import why_final
from waylight.web.episodes.check_forms import CheckCorrectionForm
from waylight.web.kit.act_on import act_on
from waylight.web.kit.child_access import episode_or_404
from waylight.web.kit.http import StaffRequest
from waylight.web.kit.page_access import requires


@require_http_methods(["GET", "POST"])
@requires(Permission.CORRECT_RECORDS)
def correct(request: StaffRequest, episode_id: UUID) -> HttpResponseBase:
    """Correct the times and the place. All deadlines are worked out from them."""
    episode = episode_or_404(request, episode_id)
    form = forms.CorrectionForm(request.POST or None, episode=episode)

    def act() -> str:
        answers = form.cleaned_data
        correction_actions.correct_episode(
            episode, by=request.user, version=answers["version"], because=answers["because"], **form.corrected
        )
        return "The correction is saved. Deadlines have been worked out again."

    return act_on(request, episode, form, act, "episodes/correct.html", {"episode": episode})


@require_http_methods(["GET", "POST"])
@requires(Permission.CORRECT_RECORDS)
def category(request: StaffRequest, episode_id: UUID) -> HttpResponseBase:
    """Change the kind of episode."""
    episode = episode_or_404(request, episode_id)
    form = forms.CategoryForm(request.POST or None, episode=episode)

    def act() -> str:
        answers = form.cleaned_data
        correction_actions.change_category(
            episode, by=request.user, version=answers["version"], because=answers["because"], category=answers["category"]
        )
        return "The kind of episode is recorded."

    return act_on(request, episode, form, act, "episodes/category.html", {"episode": episode})


@require_http_methods(["GET", "POST"])
@requires(Permission.RECORD_CHECKS)
def check(request: StaffRequest, episode_id: UUID) -> HttpResponseBase:
    """Correct a safe and well check."""
    episode = episode_or_404(request, episode_id)
    recorded_check = get_object_or_404(
        SafeAndWellCheck.objects.visible_to(request.user).select_related("episode__child"), episode=episode
    )
    form = CheckCorrectionForm(request.POST or None, check=recorded_check)

    def act() -> str:
        answers = form.cleaned_data
        correction_actions.correct_check(
            recorded_check, by=request.user, version=answers["version"], why=answers["why"], **form.corrected
        )
        return "The check is corrected. Its deadline has been worked out again."

    return act_on(request, episode, form, act, "episodes/correct_check.html", {"episode": episode})


@require_http_methods(["GET", "POST"])
@requires(Permission.CORRECT_RECORDS)
def reopen(request: StaffRequest, episode_id: UUID) -> HttpResponseBase:
    """Undo a return recorded in error: the child is still missing."""
    episode = episode_or_404(request, episode_id)
    refusal = why_final(episode, records_by_episode([episode])[episode.pk])
    if refusal and request.method == "GET":
        messages.warning(request, refusal)
        return redirect("episodes:detail", episode_id)
    form = forms.ReasonForm(request.POST or None, initial={"version": episode.version})

    def act() -> str:
        answers = form.cleaned_data
        interviews.undo_return(episode, by=request.user, version=answers["version"], because=answers["because"])
        return f"The return was undone. {episode.child.first_name} is recorded as still missing."

    return act_on(request, episode, form, act, "episodes/reopen.html", {"episode": episode})


@require_http_methods(["GET", "POST"])
@requires(Permission.CORRECT_RECORDS)
def void(request: StaffRequest, episode_id: UUID) -> HttpResponseBase:
    """Ask to record the episode as not missing. A second person must agree."""
    episode = episode_or_404(request, episode_id)
    form = forms.ReasonForm(request.POST or None, initial={"version": episode.version})

    def act() -> str:
        correction_actions.request_void(episode, by=request.user, because=form.cleaned_data["because"])
        return "You have asked to record this as not missing. Another person must agree."

    return act_on(request, episode, form, act, "episodes/void.html", {"episode": episode})


@require_http_methods(["GET", "POST"])
@requires(Permission.CORRECT_RECORDS)
def answer(request: StaffRequest, episode_id: UUID) -> HttpResponseBase:
    """Answer, as the second person, a request to record the episode as not missing."""
    episode = episode_or_404(request, episode_id)
    request_to_void = get_object_or_404(episode.corrections.select_related("by", "episode__child").awaiting_second())
    form = forms.VoidAnswerForm(request.POST or None, initial={"version": episode.version})

    def act() -> str:
        if form.cleaned_data["agree"] == "yes":
            correction_actions.approve_void(request_to_void, by=request.user, version=form.cleaned_data["version"])
            return "This is recorded as not missing. It is no longer counted in any figure. The record is kept."
        correction_actions.decline_void(request_to_void, by=request.user)
        return "The episode has not changed."

    return act_on(request, episode, form, act, "episodes/answer.html", {"episode": episode, "asked": request_to_void})
