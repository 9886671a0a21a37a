"""Arranging a return interview: each page asks one thing and does one act."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from waylight.accounts.roles import MAY_ALLOCATE, MAY_INTERVIEW
from waylight.core.clock import now, today
from waylight.episodes.models import Episode
from waylight.interviews import actions
from waylight.interviews.choices import AttemptResult, Outcome
from waylight.interviews.offering_terms import offering_terms_of
from waylight.interviews.rules import may_share_interview
from waylight.web.interviews import forms
from waylight.web.interviews.asking import address, around, ask, interview_of
from waylight.web.interviews.page import time_for
from waylight.web.kit.child_scope import narrow_to_child
from waylight.web.kit.formatting import HOUR
from waylight.web.kit.forms import cleaned_answers, refusals_shown_on
from waylight.web.kit.http import StaffRequest
from waylight.web.kit.idempotency import run_once
from waylight.web.kit.page_access import for_roles

ARRANGES = MAY_INTERVIEW | MAY_ALLOCATE


def outstanding_of(request: StaffRequest, episode_id: UUID) -> tuple[Episode, list[Episode]]:
    """The episode, and every return of the same child that nothing covers yet or that this form names, oldest first."""
    back = Episode.objects.visible_to(request.user).counted().returned().select_related("child__council")
    episode = get_object_or_404(back, pk=episode_id)
    narrow_to_child(request, episode.child)
    named = request.POST.getlist("episodes")
    theirs = back.filter(child=episode.child).select_related("child__council", "coverage").order_by("returned_at")
    return episode, [each for each in theirs if not hasattr(each, "coverage") or str(each.pk) in named]


@for_roles(MAY_ALLOCATE)
def allocate(request: StaffRequest, episode_id: UUID) -> HttpResponseBase:
    """Choose who hears the child, and about which returns."""
    episode, outstanding = outstanding_of(request, episode_id)
    together = heard_together(episode, outstanding)
    form = forms.Allocate(request.POST or None, child=episode.child, outstanding=outstanding, together=together)
    if form.is_valid():
        with refusals_shown_on(form):
            return run_once(request, form, lambda: _allocated(request, episode, form))
    if episode not in outstanding and not form.is_bound:
        return redirect("interviews:detail", episode.coverage.interview_id)
    page = {"form": form, "episode": episode, "others": len(outstanding) > 1, "hours": time_for(episode) // HOUR}
    return render(request, "interviews/allocate.html", around(request, episode.child) | page)


def heard_together(episode: Episode, outstanding: list[Episode]) -> list[Episode]:
    """The return asked about and, newest first, every other that may be heard in the same interview."""
    together = [episode]
    for other in reversed(outstanding):
        if other != episode and may_share_interview([*together, other], within=time_for(episode)):
            together.append(other)
    return together if offering_terms_of(episode.child.council, today()).one_for_many else [episode]


def _allocated(request: StaffRequest, episode: Episode, form: forms.Allocate) -> str:
    because, within = form.cleaned_data.get("because", ""), time_for(episode)
    interview = actions.allocate(form.chosen, by=request.user, because=because, within=within, **form.to)
    messages.success(request, f"The interview is with {interview.provider}.")
    return address(interview)


@for_roles(MAY_ALLOCATE)
def exempt(request: StaffRequest, episode_id: UUID) -> HttpResponseBase:
    """Record that a return calls for no interview."""
    episode, outstanding = outstanding_of(request, episode_id)
    form = forms.Exempt(request.POST or None, child=episode.child, by=request.user)
    if form.is_valid():
        with refusals_shown_on(form):
            return run_once(request, form, lambda: _exempted(request, episode, form))
    if episode not in outstanding:
        return redirect("interviews:detail", episode.coverage.interview_id)
    page = {
        "form": form, "heading": "Interview not needed", "action": "Record that no interview is needed",
        "back": reverse("interviews:allocate", args=[episode.pk]),
    }  # fmt: skip
    return render(request, "interviews/ask.html", around(request, episode.child) | page)


def _exempted(request: StaffRequest, episode: Episode, form: forms.Exempt) -> str:
    said = form.cleaned_data
    actions.exempt(episode, by=request.user, because=said["because"], note=said["note"], manager=form.decided)
    messages.success(request, "Recorded that no interview is needed.")
    return reverse("episodes:detail", args=[episode.pk])


@require_POST
@for_roles(MAY_INTERVIEW)
def accept(request: StaffRequest, interview_id: UUID) -> HttpResponseBase:
    interview = interview_of(request, interview_id)
    form = forms.Press(request.POST)

    def act() -> str:
        actions.accept(interview, by=request.user, version=form.cleaned_data["version"])
        return "You have accepted this interview."

    return ask(request, interview, form, act, heading="Accept this interview", action="Accept this interview")


@for_roles(ARRANGES)
def attempt(request: StaffRequest, interview_id: UUID) -> HttpResponseBase:
    """Record an offer, whatever came of it."""
    interview = interview_of(request, interview_id)
    form = forms.Attempted(request.POST or None, initial={"version": interview.version, "at": now()})

    def act() -> str:
        said = form.cleaned_data
        actions.record_attempt(
            interview, by=request.user, version=said["version"], at=said["at"].at, channel=said["channel"], result=said["result"],
            note=said["note"], reason=said["reason"], words=said["words"],
        )  # fmt: skip
        agreed = said["result"] == AttemptResult.AGREED
        return "The contact is recorded. Book a time next." if agreed else "The contact is recorded."

    return ask(
        request,
        interview,
        form,
        act,
        heading=f"Record a contact to offer {interview.child.first_name} the interview",
        action="Save the contact",
    )


@for_roles(ARRANGES)
def book(request: StaffRequest, interview_id: UUID) -> HttpResponseBase:
    interview = interview_of(request, interview_id)
    initial = {"version": interview.version, "booked_for": interview.booked_for, "place": interview.booked_place}
    form = forms.Booked(request.POST or None, initial=initial)

    def act() -> str:
        said = form.cleaned_data
        when, place = said["booked_for"].at, said["place"]
        actions.book(interview, by=request.user, version=said["version"], booked_for=when, place=place)
        return "The interview is booked."

    return ask(request, interview, form, act, heading="Book the interview", action="Book the interview")


@for_roles(ARRANGES)
def hold(request: StaffRequest, interview_id: UUID) -> HttpResponseBase:
    interview = interview_of(request, interview_id)
    held_at = min(interview.booked_for or now(), now())
    initial = {"version": interview.version, "held_at": held_at, "place": interview.booked_place}
    form = forms.Held(request.POST or None, initial=initial)

    def act() -> str:
        said = cleaned_answers(form)
        held_at = said.pop("held_at").at
        actions.hold(interview, by=request.user, version=form.cleaned_data["version"], held_at=held_at, **said)
        return "The interview is recorded as held. Write it up next."

    return ask(request, interview, form, act, heading="Record that the interview was held", action="Record the interview")


@for_roles(ARRANGES)
def end(request: StaffRequest, interview_id: UUID) -> HttpResponseBase:
    """End an interview that will not be held. A no is recorded as an offer instead."""
    interview = interview_of(request, interview_id)
    outcome = request.GET.get("outcome", "")
    initial = {"version": interview.version, "outcome": outcome}
    form = forms.EndWithout(
        request.POST or None, initial=initial, child=interview.child, provider=interview.provider, by=request.user
    )

    def act() -> str:
        said = form.cleaned_data
        ended = actions.end_without_interview(
            interview, by=request.user, version=said["version"], outcome=said["outcome"], because=said["because"],
            manager=form.decided,
        )  # fmt: skip
        return f"Recorded: {Outcome(ended.outcome).label.lower()}."

    note = (
        "If the child or a parent said no, record that as a contact, with their reason. "
        "A manager must decide not to offer an interview, or to stop after too few contacts."
    )
    return ask(request, interview, form, act, heading="End this interview", action="End this interview", note=note)


@for_roles(MAY_ALLOCATE)
def hand_over(request: StaffRequest, interview_id: UUID) -> HttpResponseBase:
    interview = interview_of(request, interview_id)
    form = forms.HandOver(request.POST or None, child=interview.child, initial={"version": interview.version})

    def act() -> str:
        said = form.cleaned_data
        actions.reallocate(interview, by=request.user, version=said["version"], because=said["because"], **form.to)
        return "The interview has been handed over."

    note = "The current provider will no longer see this record, unless they have another interview with this child."
    return ask(request, interview, form, act, heading="Hand over the interview", action="Hand over the interview", note=note)


@for_roles(MAY_ALLOCATE)
def withdraw(request: StaffRequest, interview_id: UUID) -> HttpResponseBase:
    interview = interview_of(request, interview_id)
    form = forms.Withdraw(request.POST or None, initial={"version": interview.version})

    def act() -> str:
        actions.withdraw(interview, by=request.user, version=form.cleaned_data["version"], **cleaned_answers(form))
        return "The interview was withdrawn. The episodes it covered need an interview again."

    note = (
        "Withdraw an interview that was allocated in error. The episodes it covers will need an interview again, "
        "and the provider may no longer see the record."
    )
    return ask(request, interview, form, act, heading="Withdraw this interview?", action="Withdraw the interview", note=note)


@for_roles(MAY_ALLOCATE)
def cover(request: StaffRequest, interview_id: UUID, episode_id: UUID) -> HttpResponseBase:
    """Let it cover a further return of the same child, and say why."""
    interview = interview_of(request, interview_id)
    back = Episode.objects.visible_to(request.user).returned().select_related("child__council")
    episode = get_object_or_404(back, pk=episode_id, child=interview.child)
    form = forms.Cover(request.POST or None, initial={"version": interview.version})

    def act() -> str:
        actions.cover(interview, episode, by=request.user, because=form.cleaned_data["because"], within=time_for(episode))
        return "The interview now covers that return too."

    note = f"{forms.episode_words(episode)}. It keeps its own deadline."
    return ask(request, interview, form, act, heading="Cover another return", action="Cover this return", note=note)
