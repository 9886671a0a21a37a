"""Check write-ups: the list of those to check, and the decision on one."""

from uuid import UUID

from django.http import Http404, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from waylight.accounts.permissions import Permission
from waylight.interviews import actions
from waylight.interviews.choices import ReviewFinding
from waylight.interviews.models import Interview
from waylight.interviews.review import may_review, reviewable_by
from waylight.interviews.sharing import answers_by_section
from waylight.web.interviews import forms
from waylight.web.interviews.access import interview_to_work_on
from waylight.web.interviews.page import question_about
from waylight.web.interviews.read_page import chapters_of
from waylight.web.kit.act_on import act_on
from waylight.web.kit.child_access import record_list_view
from waylight.web.kit.http import HttpResponse, StaffRequest
from waylight.web.kit.page_access import requires

MOST_SHOWN = 100


@require_safe
@requires(Permission.REVIEW_WRITE_UPS)
def write_ups(request: StaffRequest) -> HttpResponse:
    """List the write-ups that the viewer may check. The one that has waited longest is first."""
    awaiting_review = (
        Interview.objects.visible_to(request.user)
        .awaiting_review()
        .select_related("child__council", "interviewer", "written_up_by")
    )
    reviewable = reviewable_by(request.user, awaiting_review)
    shown = reviewable[:MOST_SHOWN]
    record_list_view(request, [interview.child_id for interview in shown], "write-ups")
    return render(request, "interviews/write_ups.html", {"shown": shown, "count": len(reviewable)})


@requires(Permission.REVIEW_WRITE_UPS)
def check(request: StaffRequest, interview_id: UUID) -> HttpResponseBase:
    """Show the write-up, and approve it or return it for changes."""
    interview = interview_to_work_on(request, interview_id)
    if not interview.written_up_at or not may_review(request.user, interview):
        raise Http404
    form = forms.WriteUpReviewForm(request.POST or None, initial={"version": interview.version})

    def act() -> str:
        answers = {"version": form.cleaned_data["version"], "note": form.cleaned_data["note"]}
        if form.cleaned_data["finding"] == ReviewFinding.APPROVED:
            actions.approve(interview, by=request.user, **answers)
            return "The write-up is approved."
        actions.return_for_changes(interview, by=request.user, **answers)
        return "The write-up has been returned for changes."

    context = question_about(interview, heading="Check the write-up", action="Save the decision")
    context["chapters"] = chapters_of(answers_by_section(interview))
    return act_on(request, interview, form, act, "interviews/check.html", context)
