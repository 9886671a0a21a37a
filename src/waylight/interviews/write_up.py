"""The write-up of an interview: saving its sections, finishing it and reopening it."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from waylight.accounts.models import User
from waylight.audit import log
from waylight.core.clock import now
from waylight.core.versions import EditConflict, save_change
from waylight.interviews.choices import Fullness, Outcome, ReviewFinding
from waylight.interviews.models import Answer, Interview
from waylight.interviews.questions import SECTIONS, InterviewSection
from waylight.interviews.review import WROTE_SECTION, record_finding
from waylight.interviews.rules import refuse_if_ended
from waylight.interviews.sharing import answers_by_section, discloses_harm, undecided_sharing


@transaction.atomic
def save_section(
    interview: Interview, *, by: User, section: str, answers: dict[str, Any], finished: bool = False, version: int | None = None
) -> Answer:
    """Save the answers of one section while a person types.

    `version` is the version of the answers on the page, 0 for an empty section. Raises `EditConflict` when someone else has saved
    the section since; without `version` there is no such check. Saving equal answers changes nothing.
    """
    if section not in SECTIONS:
        raise ValidationError("The interview has no such section.")
    interview = Interview.objects.select_for_update(of=("self",)).get(pk=interview.pk)
    if interview.outcome != Outcome.COMPLETED:
        refuse_if_ended(interview)
    if interview.written_up_at:
        raise ValidationError("The write-up is finished. Reopen it to change it.")
    answer = Answer.objects.filter(interview=interview, section=section).first()
    if answer is None:
        answer = Answer(interview=interview, section=section, said=answers, finished=finished, by=by, saved_at=now())
        answer.save(force_insert=True)
    elif answer.said == answers and answer.finished == finished:
        return answer
    elif version is not None and answer.version != version:
        raise EditConflict(answer, {"said": answers})
    else:
        save_change(answer, expected=answer.version, said=answers, finished=finished, by=by, saved_at=now())
    log.record(WROTE_SECTION, interview, by=by, child=interview.child_id, detail={"section": section})
    return answer


def unfinished_sections(interview: Interview) -> list[InterviewSection]:
    """Return the required sections that are not finished: neither answered nor marked as declined or not asked."""
    finished = set(interview.answers.filter(finished=True).values_list("section", flat=True))
    return [section for section in SECTIONS.values() if section.required and section.code not in finished]


@transaction.atomic
def finish_write_up(interview: Interview, *, by: User, version: int, fullness: Fullness | str = "") -> Interview:
    """Finish the write-up. Raises ValidationError while a required section is unfinished or sharing is undecided."""
    if interview.held_at is None:
        raise ValidationError("Record that the interview was held first.")
    if interview.written_up_at:
        raise ValidationError("This interview is already written up.")
    unfinished = unfinished_sections(interview)
    if unfinished:
        titles = ", ".join(section.title for section in unfinished)
        raise ValidationError(f"Finish these sections, or mark them as declined: {titles}.")
    answers = answers_by_section(interview)
    if undecided := undecided_sharing(answers):
        raise ValidationError(undecided)
    saved = save_change(
        interview,
        expected=version,
        written_up_at=now(),
        written_up_by=by,
        sent_back_at=None,
        fullness=fullness,
        push=answers.get("push", {}).get("push", []),
        pull=answers.get("pull", {}).get("pull", []),
        harm_disclosed=discloses_harm(answers),
    )
    log.record("wrote up", interview, by=by, child=interview.child_id)
    return saved


@transaction.atomic
def reopen_write_up(interview: Interview, *, by: User, version: int, because: str) -> Interview:
    """Reopen a finished write-up, for example because the child wants to correct it. It must then be checked again."""
    if interview.written_up_at is None:
        raise ValidationError("This interview is not written up yet.")
    if not because.strip():
        raise ValidationError({"because": "Enter what needs to change."})
    saved = save_change(interview, expected=version, written_up_at=None, approved_at=None)
    record_finding(saved, ReviewFinding.OPENED, by=by, note=because)
    log.record("opened again the write-up of", interview, by=by, child=interview.child_id)
    return saved
