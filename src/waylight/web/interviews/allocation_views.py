"""Allocate return interviews: choose who interviews the child about which returns, hand over, withdraw, or record why none."""

from uuid import UUID

from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from waylight.accounts.permissions import Permission
from waylight.core.clock import today
from waylight.episodes.models import Episode
from waylight.interviews import actions
from waylight.interviews.offering_terms import offering_terms_of
from waylight.interviews.rules import may_share_interview
from waylight.web.interviews import forms
from waylight.web.interviews.access import address, interview_to_work_on
from waylight.web.interviews.page import question_about, time_for
from waylight.web.kit.act_on import Done, act_on
from waylight.web.kit.child_access import narrow_to_child
from waylight.web.kit.formatting import HOUR
from waylight.web.kit.forms import cleaned_answers
from waylight.web.kit.http import StaffRequest
from waylight.web.kit.idempotency import redirect_if_sent
from waylight.web.kit.page_access import requires


def outstanding_of(request: StaffRequest, episode_id: UUID) -> tuple[Episode, list[Episode]]:
    """Return the episode, and the child's returns that have no interview or that this form names, oldest first.

    If a form is sent twice, the first time covers the returns that it names. They stay valid choices the second time, so that
    it leads to the same page.
    """
    returned = Episode.objects.visible_to(request.user).allocatable().select_related("child__council")
    episode = get_object_or_404(returned, pk=episode_id)
    narrow_to_child(request, episode.child)
    chosen = request.POST.getlist("episodes")
    returns = returned.filter(child=episode.child).select_related("child__council", "coverage").order_by("returned_at")
    return episode, [other for other in returns if not hasattr(other, "coverage") or str(other.pk) in chosen]


@requires(Permission.ALLOCATE_INTERVIEWS)
def allocate(request: StaffRequest, episode_id: UUID) -> HttpResponseBase:
    """Choose who interviews the child, and about which returns."""
    episode, outstanding = outstanding_of(request, episode_id)
    together = covered_together(episode, outstanding)
    form = forms.AllocationForm(request.POST or None, child=episode.child, outstanding=outstanding, together=together)
    if episode not in outstanding and not form.is_bound:
        return redirect("interviews:detail", episode.coverage.interview_id)

    def act() -> Done:
        because, within = form.cleaned_data.get("because", ""), time_for(episode)
        interview = actions.allocate(form.chosen, by=request.user, because=because, within=within, **form.to)
        return Done(address(interview), f"The interview is with {interview.provider}.")

    context = {"episode": episode, "others": len(outstanding) > 1, "hours": time_for(episode) // HOUR}
    return act_on(request, episode, form, act, "interviews/allocate.html", context, view="interview")


def covered_together(episode: Episode, outstanding: list[Episode]) -> list[Episode]:
    """Return the episode and, newest first, the others that the same interview may cover."""
    together = [episode]
    for other in reversed(outstanding):
        if other != episode and may_share_interview([*together, other], within=time_for(episode)):
            together.append(other)
    return together if offering_terms_of(episode.child.council, today()).one_for_many else [episode]


@requires(Permission.ALLOCATE_INTERVIEWS)
@redirect_if_sent
def exempt(request: StaffRequest, episode_id: UUID) -> HttpResponseBase:
    """Record that a return needs no interview."""
    episode, outstanding = outstanding_of(request, episode_id)
    if episode not in outstanding:
        return redirect("interviews:detail", episode.coverage.interview_id)
    form = forms.ExemptForm(request.POST or None, child=episode.child, by=request.user)

    def act() -> str:
        answers = form.cleaned_data
        actions.exempt(episode, by=request.user, manager=form.decided, because=answers["because"], note=answers["note"])
        return "Recorded that no interview is needed."

    context = {"heading": "Interview not needed", "action": "Record that no interview is needed"}
    context["back"] = reverse("interviews:allocate", args=[episode.pk])
    return act_on(request, episode, form, act, "interviews/question.html", context, view="interview")


@requires(Permission.ALLOCATE_INTERVIEWS)
def hand_over(request: StaffRequest, interview_id: UUID) -> HttpResponseBase:
    interview = interview_to_work_on(request, interview_id)
    form = forms.HandOverForm(request.POST or None, child=interview.child, initial={"version": interview.version})

    def act() -> str:
        answers = form.cleaned_data
        actions.reallocate(interview, by=request.user, version=answers["version"], because=answers["because"], **form.to)
        return "The interview has been handed over."

    context = question_about(
        interview,
        heading="Hand over the interview",
        action="Hand over the interview",
        note="The current provider will no longer see this record, unless they have another interview with this child.",
    )
    return act_on(request, interview, form, act, "interviews/question.html", context)


@requires(Permission.ALLOCATE_INTERVIEWS)
def withdraw(request: StaffRequest, interview_id: UUID) -> HttpResponseBase:
    interview = interview_to_work_on(request, interview_id)
    form = forms.WithdrawForm(request.POST or None, initial={"version": interview.version})

    def act() -> str:
        actions.withdraw(interview, by=request.user, version=form.cleaned_data["version"], **cleaned_answers(form))
        return "The interview was withdrawn. The episodes it covered need an interview again."

    context = question_about(
        interview,
        heading="Withdraw this interview?",
        action="Withdraw the interview",
        note="Withdraw an interview that was allocated in error. The episodes it covers will need an interview again, "
        "and the provider may no longer see the record.",
    )
    return act_on(request, interview, form, act, "interviews/question.html", context)


@requires(Permission.ALLOCATE_INTERVIEWS)
def cover(request: StaffRequest, interview_id: UUID, episode_id: UUID) -> HttpResponseBase:
    """Let the interview cover another return of the same child, with a reason."""
    interview = interview_to_work_on(request, interview_id)
    returned = Episode.objects.visible_to(request.user).allocatable().select_related("child__council")
    episode = get_object_or_404(returned, pk=episode_id, child=interview.child)
    form = forms.CoverForm(request.POST or None, initial={"version": interview.version})

    def act() -> str:
        answers = form.cleaned_data
        more = {"because": answers["because"], "within": time_for(episode)}
        actions.cover(interview, episode, by=request.user, version=answers["version"], **more)
        return "The interview now covers that return too."

    note = f"{forms.episode_words(episode)}. It keeps its own deadline."
    context = question_about(interview, heading="Cover another return", action="Cover this return", note=note)
    return act_on(request, interview, form, act, "interviews/question.html", context)
