"""Write up an interview: a list of sections, one page for each, saved while typing and finished at the end."""

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from waylight.accounts.permissions import Permission
from waylight.core.clock import local
from waylight.core.versions import EditConflict
from waylight.interviews import actions
from waylight.interviews.choices import InterviewStage
from waylight.interviews.models import Answer, Interview, Review
from waylight.interviews.questions import SECTIONS, InterviewSection
from waylight.interviews.sharing import answers_by_section, discloses_harm, undecided_sharing
from waylight.interviews.write_up import unfinished_sections
from waylight.web.interviews import forms
from waylight.web.interviews.access import address, interview_to_work_on
from waylight.web.interviews.page import question_about
from waylight.web.interviews.read_page import compared
from waylight.web.interviews.section_form import SectionForm
from waylight.web.kit.act_on import act_on
from waylight.web.kit.child_access import child_page
from waylight.web.kit.forms import cleaned_answers
from waylight.web.kit.http import StaffRequest
from waylight.web.kit.page_access import requires

CONFLICT = 409


@requires(Permission.HOLD_INTERVIEWS)
def write_up(request: StaffRequest, interview_id: UUID) -> HttpResponseBase:
    """Show the sections as a task list, and finish the write-up."""
    interview = interview_to_work_on(request, interview_id)
    form = forms.FinishForm(request.POST or None, initial={"version": interview.version})

    def act() -> str:
        actions.finish_write_up(interview, by=request.user, version=form.cleaned_data["version"], **cleaned_answers(form))
        return "The interview is written up."

    def context() -> dict[str, Any]:
        question = question_about(interview, heading="Write up the interview", action="Finish the write-up")
        return question | _progress(interview)

    return act_on(request, interview, form, act, "interviews/write_up.html", context)


def _progress(interview: Interview) -> dict[str, Any]:
    """Return the sections with their states, and the answers and decisions that are missing before finishing."""
    answers = answers_by_section(interview)
    return {
        "to_child": _steps(interview, to_child=True), "to_worker": _steps(interview, to_child=False),
        "lacking": [(section.title, section_address(interview, section)) for section in unfinished_sections(interview)],
        "undecided": undecided_sharing(answers), "sharing": section_address(interview, SECTIONS["sharing"]),
        "harm": discloses_harm(answers), "sent_back": _sent_back(interview),
    }  # fmt: skip


@requires(Permission.HOLD_INTERVIEWS)
def section(request: StaffRequest, interview_id: UUID, code: str) -> HttpResponseBase:
    """Show one section, save it and continue to the next."""
    interview, this_section = interview_to_work_on(request, interview_id), _section(code)
    answer = Answer.objects.filter(interview=interview, section=code).select_related("by").first()
    form = _form(request, this_section, answer)
    if form.is_valid():
        try:
            _save(request, interview, form, finished=bool(form.answers))
        except EditConflict as conflict:
            _show_both(form, conflict)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            return redirect(_next_address(request, interview, this_section))
    page = {
        "interview": interview, "form": form, "section": this_section,
        "keep": reverse("interviews:keep", args=[interview.pk, code]),
        "back": address(interview, "write_up"), "saved_at": f"{local(answer.saved_at):%H:%M}" if answer else "",
        "number": list(SECTIONS).index(code) + 1, "of": len(SECTIONS),
    }  # fmt: skip
    return render(request, "interviews/section.html", child_page(request, interview.child, "interview") | page)


@require_POST
@requires(Permission.HOLD_INTERVIEWS)
def keep(request: StaffRequest, interview_id: UUID, code: str) -> HttpResponse:
    """Save a section while it is typed. A header returns the new version, so that the page does not conflict with itself."""
    interview, this_section = interview_to_work_on(request, interview_id), _section(code)
    answer = Answer.objects.filter(interview=interview, section=code).first()
    form = _form(request, this_section, answer)
    if not form.is_valid():
        return HttpResponse(status=422)
    try:
        stored = _save(request, interview, form, finished=bool(answer and answer.finished))
    except ValidationError:
        return HttpResponse(status=CONFLICT)
    return HttpResponse(status=204, headers={"Waylight-Version": str(stored.version)})


@requires(Permission.HOLD_INTERVIEWS)
def open_again(request: StaffRequest, interview_id: UUID) -> HttpResponseBase:
    interview = interview_to_work_on(request, interview_id)
    form = forms.ReopenForm(request.POST or None, initial={"version": interview.version})

    def act() -> str:
        actions.reopen_write_up(interview, by=request.user, version=form.cleaned_data["version"], **cleaned_answers(form))
        return "The write-up has been reopened."

    note = (
        "It counts as not written up until you finish it again. Its deadline does not change. A manager must then check it again."
    )
    context = question_about(interview, heading="Reopen the write-up", action="Reopen it", note=note)
    return act_on(request, interview, form, act, "interviews/question.html", context)


def _sent_back(interview: Interview) -> Review | None:
    """Return the review that returned the write-up for changes, or None once the changes are finished."""
    return interview.reviews.select_related("by").first() if interview.stage == InterviewStage.SENT_BACK else None


def section_address(interview: Interview, this_section: InterviewSection) -> str:
    return reverse("interviews:section", args=[interview.pk, this_section.code])


def _section(code: str) -> InterviewSection:
    if code not in SECTIONS:
        raise Http404
    return SECTIONS[code]


def _form(request: StaffRequest, this_section: InterviewSection, answer: Answer | None) -> SectionForm:
    initial = {"version": answer.version if answer else 0}
    return SectionForm(request.POST or None, section=this_section, answers=answer.said if answer else {}, initial=initial)


def _save(request: StaffRequest, interview: Interview, form: SectionForm, *, finished: bool) -> Answer:
    return actions.save_section(
        interview, by=request.user, section=form.section.code, answers=form.answers, finished=finished,
        version=form.cleaned_data["version"],
    )  # fmt: skip


def _show_both(form: SectionForm, conflict: EditConflict) -> None:
    """Show both versions. The form gets the saved version's number, so that saving again replaces it on purpose."""
    saved = conflict.record
    assert isinstance(saved, Answer)  # noqa: S101 - only sections are saved here
    by = f"{saved.by.name if saved.by else 'A load'}, {local(saved.saved_at):%H:%M}"
    form.overtaken = compared(form.section, saved.said, form.answers, by=by)  # type: ignore[attr-defined]  # read by the layout
    data = QueryDict(mutable=True)
    data.update(form.data)
    data["version"] = str(saved.version)
    form.data = data
    form.add_error(None, conflict)


def _next_address(request: StaffRequest, interview: Interview, this_section: InterviewSection) -> str:
    """Return the next address after saving: the same section to add a row, else the next section, else the list."""
    if "more" in request.POST:
        return section_address(interview, this_section)
    codes = list(SECTIONS)
    following = codes[codes.index(this_section.code) + 1 :]
    return section_address(interview, SECTIONS[following[0]]) if following else address(interview, "write_up")


def _steps(interview: Interview, *, to_child: bool) -> list[dict[str, str]]:
    stored = {answer.section: answer for answer in interview.answers.all()}
    return [
        {"label": each.title, "href": section_address(interview, each), "state": _state(stored.get(each.code)),
         "hint": "Required for every interview" if each.required and not _done(stored.get(each.code)) else ""}
        for each in SECTIONS.values()
        if each.asked_of_child == to_child
    ]  # fmt: skip


def _done(answer: Answer | None) -> bool:
    return answer is not None and answer.finished


def _state(answer: Answer | None) -> str:
    if answer is None or not answer.said:
        return "Not started yet"
    return "Done" if answer.finished else "Started"
