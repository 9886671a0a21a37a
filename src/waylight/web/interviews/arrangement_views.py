"""Arrange a return interview: accept it, record contacts, book it, record it as held, or end it."""

from uuid import UUID

from django.http import HttpResponseBase
from django.views.decorators.http import require_POST

from waylight.accounts.permissions import Permission
from waylight.core.clock import now
from waylight.interviews import actions
from waylight.interviews.choices import AttemptResult, Outcome
from waylight.web.interviews import forms
from waylight.web.interviews.access import interview_to_work_on
from waylight.web.interviews.page import question_about
from waylight.web.kit.act_on import act_on
from waylight.web.kit.forms import cleaned_answers
from waylight.web.kit.http import StaffRequest
from waylight.web.kit.page_access import requires

ARRANGES = (Permission.HOLD_INTERVIEWS, Permission.ALLOCATE_INTERVIEWS)


@require_POST
@requires(Permission.HOLD_INTERVIEWS)
def accept(request: StaffRequest, interview_id: UUID) -> HttpResponseBase:
    interview = interview_to_work_on(request, interview_id)
    form = forms.ButtonForm(request.POST)

    def act() -> str:
        actions.accept(interview, by=request.user, version=form.cleaned_data["version"])
        return "You have accepted this interview."

    context = question_about(interview, heading="Accept this interview", action="Accept this interview")
    return act_on(request, interview, form, act, "interviews/question.html", context)


@requires(*ARRANGES)
def attempt(request: StaffRequest, interview_id: UUID) -> HttpResponseBase:
    """Record a contact to offer the interview, and its result."""
    interview = interview_to_work_on(request, interview_id)
    form = forms.ContactForm(request.POST or None, initial={"version": interview.version, "at": now()})

    def act() -> str:
        answers = cleaned_answers(form)
        at, version = answers.pop("at").at, form.cleaned_data["version"]
        actions.record_attempt(interview, by=request.user, version=version, at=at, **answers)
        agreed = answers["result"] == AttemptResult.AGREED
        return "The contact is recorded. Book a time next." if agreed else "The contact is recorded."

    heading = f"Record a contact to offer {interview.child.first_name} the interview"
    context = question_about(interview, heading=heading, action="Save the contact")
    return act_on(request, interview, form, act, "interviews/question.html", context)


@requires(*ARRANGES)
def book(request: StaffRequest, interview_id: UUID) -> HttpResponseBase:
    interview = interview_to_work_on(request, interview_id)
    initial = {"version": interview.version, "booked_for": interview.booked_for, "place": interview.booked_place}
    form = forms.BookingForm(request.POST or None, initial=initial)

    def act() -> str:
        answers = form.cleaned_data
        booking = {"booked_for": answers["booked_for"].at, "place": answers["place"]}
        actions.book(interview, by=request.user, version=answers["version"], **booking)
        return "The interview is booked."

    context = question_about(interview, heading="Book the interview", action="Book the interview")
    return act_on(request, interview, form, act, "interviews/question.html", context)


@requires(*ARRANGES)
def hold(request: StaffRequest, interview_id: UUID) -> HttpResponseBase:
    interview = interview_to_work_on(request, interview_id)
    held_at = min(interview.booked_for or now(), now())
    initial = {"version": interview.version, "held_at": held_at, "place": interview.booked_place}
    form = forms.HeldForm(request.POST or None, initial=initial)

    def act() -> str:
        answers = cleaned_answers(form)
        held_at = answers.pop("held_at").at
        actions.hold(interview, by=request.user, version=form.cleaned_data["version"], held_at=held_at, **answers)
        return "The interview is recorded as held. Write it up next."

    context = question_about(interview, heading="Record that the interview was held", action="Record the interview")
    return act_on(request, interview, form, act, "interviews/question.html", context)


@requires(*ARRANGES)
def end(request: StaffRequest, interview_id: UUID) -> HttpResponseBase:
    """End an interview that will not be held. If the child or a parent said no, people record a contact instead."""
    interview = interview_to_work_on(request, interview_id)
    initial = {"version": interview.version, "outcome": request.GET.get("outcome", "")}
    form = forms.EndForm(
        request.POST or None, initial=initial, child=interview.child, provider=interview.provider, by=request.user
    )

    def act() -> str:
        answers = {name: form.cleaned_data[name] for name in ("version", "outcome", "because")}
        ended = actions.end_without_interview(interview, by=request.user, manager=form.decided, **answers)
        return f"Recorded: {Outcome(ended.outcome).label.lower()}."

    context = question_about(
        interview,
        heading="End this interview",
        action="End this interview",
        note="If the child or a parent said no, record that as a contact, with their reason. "
        "A manager must decide not to offer an interview, or to stop after too few contacts.",
    )
    return act_on(request, interview, form, act, "interviews/question.html", context)
