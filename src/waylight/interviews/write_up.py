"""Writing up what the child said, section by section, and finishing it."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from waylight.accounts.models import User
from waylight.audit import log
from waylight.core.clock import now
from waylight.core.versions import Overtaken, save_change
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
    """Keep what is written in one section of the form, as it is typed.

    `version` is of the text it was typed over, 0 for an empty section. Saving what is already saved changes nothing.
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
        raise Overtaken(answer, {"said": answers})
    else:
        save_change(answer, expected=answer.version, said=answers, finished=finished, by=by, saved_at=now())
    log.record(WROTE_SECTION, interview, by=by, child=interview.child_id, detail={"section": section})
    return answer


def unfinished_sections(interview: Interview) -> list[InterviewSection]:
    """The sections that every interview needs and that are neither answered nor marked as declined or not asked."""
    done = set(interview.answers.filter(finished=True).values_list("section", flat=True))
    return [section for section in SECTIONS.values() if section.required and section.code not in done]


@transaction.atomic
def finish_write_up(interview: Interview, *, by: User, version: int, fullness: Fullness | str = "") -> Interview:
    """Finish the write-up; the sections that every interview needs are answered or marked as declined."""
    if interview.held_at is None:
        raise ValidationError("Record that the interview was held first.")
    if interview.written_up_at:
        raise ValidationError("This interview is already written up.")
    wanting = unfinished_sections(interview)
    if wanting:
        titles = ", ".join(section.title for section in wanting)
        raise ValidationError(f"Finish these sections, or mark them as declined: {titles}.")
    told = answers_by_section(interview)
    if undecided := undecided_sharing(told):
        raise ValidationError(undecided)
    saved = save_change(
        interview,
        expected=version,
        written_up_at=now(),
        written_up_by=by,
        sent_back_at=None,
        fullness=fullness,
        push=told.get("push", {}).get("push", []),
        pull=told.get("pull", {}).get("pull", []),
        harm_disclosed=discloses_harm(told),
    )
    log.record("wrote up", interview, by=by, child=interview.child_id)
    return saved


@transaction.atomic
def reopen_write_up(interview: Interview, *, by: User, version: int, because: str) -> Interview:
    """Take a finished write-up back to change it: the child may see it and put it right. It is then checked again."""
    if interview.written_up_at is None:
        raise ValidationError("This interview is not written up yet.")
    if not because.strip():
        raise ValidationError({"because": "Enter what needs to change."})
    saved = save_change(interview, expected=version, written_up_at=None, approved_at=None)
    record_finding(saved, ReviewFinding.OPENED, by=by, note=because)
    log.record("opened again the write-up of", interview, by=by, child=interview.child_id)
    return saved
