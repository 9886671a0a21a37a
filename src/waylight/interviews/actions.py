"""What people do to hear a child who came back: allocate, offer, book, hold, write up, or record why not."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from waylight.access.models import Involvement
from waylight.accounts.models import User
from waylight.agencies.models import Agency
from waylight.audit import log
from waylight.core.clock import now
from waylight.core.versions import Overtaken, save_change
from waylight.episodes.models import Episode
from waylight.interviews.models import Answer, Attempt, Coverage, Interview
from waylight.interviews.questions import SECTIONS
from waylight.interviews.words import AttemptResult, Channel, DeclineReason, Mode, Outcome


@transaction.atomic
def allocate(episodes: Sequence[Episode], *, by: User | None, provider: Agency, interviewer: User | None = None) -> Interview:
    """Ask a provider to interview the child about these episodes, which must all be over and not covered already."""
    child = episodes[0].child
    interview = Interview(child=child, provider=provider, interviewer=interviewer, allocated_at=now())
    interview.full_clean()
    interview.save(force_insert=True)
    for episode in episodes:
        _cover(interview, episode)
    Involvement.objects.get_or_create(
        child=child, agency=provider, user=None, until=None, defaults={"reason": "return interview"}
    )
    log.record("allocated", interview, by=by, child=child.pk)
    return interview


@transaction.atomic
def cover(interview: Interview, episode: Episode, *, by: User) -> Interview:
    """Let an interview not yet held cover a further episode of the same child."""
    if interview.outcome or interview.held_at:
        raise ValidationError("This interview has ended. Allocate a new one.")
    _cover(interview, episode)
    log.record("covered a further episode with", interview, by=by, child=interview.child_id)
    return interview


def _cover(interview: Interview, episode: Episode) -> None:
    if episode.child_id != interview.child_id:
        raise ValidationError("An interview covers episodes of one child.")
    if episode.returned_at is None:
        raise ValidationError("The child is not back yet. Record the return first.")
    line = Coverage(interview=interview, episode=episode)
    if Coverage.objects.filter(episode=episode).exists():
        raise ValidationError("Another interview already covers this episode.")
    line.save(force_insert=True)


@transaction.atomic
def accept(interview: Interview, *, by: User, version: int) -> Interview:
    """Take the interview on: a named person, not only a provider."""
    saved = save_change(interview, expected=version, interviewer=by, accepted_at=now())
    log.record("accepted", interview, by=by, child=interview.child_id)
    return saved


@transaction.atomic
def record_attempt(
    interview: Interview,
    *,
    by: User,
    version: int,
    at: datetime,
    channel: Channel | str,
    result: AttemptResult | str,
    note: str = "",
    reason: DeclineReason | str = "",
    words: str = "",
) -> Interview:
    """Record an offer of the interview and what came of it. A child's or parent's no ends it, and can be taken up again."""
    _since_return(interview, at)
    Attempt.objects.create(interview=interview, by=by, at=at, channel=channel, result=result, note=note)
    changed: dict[str, Any] = {"offered_at": min(at, interview.offered_at or at)}
    refused = {AttemptResult.DECLINED: Outcome.DECLINED_CHILD, AttemptResult.CARER_DECLINED: Outcome.DECLINED_PARENT}
    if result in refused:
        if not reason:
            raise ValidationError({"reason": "Say why they said no."})
        changed |= {"outcome": refused[AttemptResult(result)], "ended_at": at, "decline_reason": reason, "decline_words": words}
    saved = save_change(interview, expected=version, **changed)
    log.record("recorded an attempt at", interview, by=by, child=interview.child_id)
    return saved


@transaction.atomic
def book(interview: Interview, *, by: User, version: int, booked_for: datetime, place: str = "") -> Interview:
    """Agree when and where. A child who had said no may change their mind: that ending is taken back."""
    changed: dict[str, Any] = {"booked_at": now(), "booked_for": booked_for, "booked_place": place}
    if interview.outcome in {Outcome.DECLINED_CHILD, Outcome.DECLINED_PARENT, Outcome.NO_CONTACT}:
        changed |= {"outcome": "", "ended_at": None}
    saved = save_change(interview, expected=version, **changed)
    log.record("booked", interview, by=by, child=interview.child_id)
    return saved


@transaction.atomic
def hold(
    interview: Interview,
    *,
    by: User,
    version: int,
    held_at: datetime,
    mode: Mode | str,
    place: str = "",
    seen_alone: bool | None = None,
    others_present: str = "",
    independence: str = "",
    late_because: str = "",
) -> Interview:
    """Record that the child was heard. The last return it covers comes before it."""
    _since_return(interview, held_at)
    saved = save_change(
        interview,
        expected=version,
        held_at=held_at,
        outcome=Outcome.COMPLETED,
        ended_at=None,
        offered_at=interview.offered_at or held_at,
        mode=mode,
        place=place,
        seen_alone=seen_alone,
        others_present=others_present,
        independence=independence,
        late_because=late_because,
        interviewer=interview.interviewer or by,
    )
    log.record("held", interview, by=by, child=interview.child_id)
    return saved


@transaction.atomic
def end_without(
    interview: Interview, *, by: User, version: int, outcome: Outcome | str, because: str, at: datetime | None = None
) -> Interview:
    """Close an interview that was not held: no contact, missing again first, not offered. It needs a reason."""
    if outcome not in {Outcome.NO_CONTACT, Outcome.SUPERSEDED, Outcome.NOT_OFFERED}:
        raise ValidationError("A refusal is recorded as an attempt, with the child's reason.")
    if not because.strip():
        raise ValidationError({"because": "Say why it was not held."})
    saved = save_change(interview, expected=version, outcome=outcome, ended_at=at or now(), ended_because=because)
    log.record("ended without holding", interview, by=by, child=interview.child_id)
    return saved


@transaction.atomic
def save_section(
    interview: Interview, *, by: User, section: str, said: dict[str, Any], finished: bool = False, version: int | None = None
) -> Answer:
    """Keep what is written in one section of the form, as it is typed. `version` is of the text it was typed over."""
    if section not in SECTIONS:
        raise ValidationError("There is no such section of the interview.")
    answer = Answer.objects.select_for_update().filter(interview=interview, section=section).first()
    if answer is None:
        answer = Answer(interview=interview, section=section, said=said, finished=finished, by=by, saved_at=now())
        answer.save(force_insert=True)
    elif version is not None and answer.version != version:
        raise Overtaken(answer, {"said": said})
    else:
        save_change(answer, expected=answer.version, said=said, finished=finished, by=by, saved_at=now())
    log.record("wrote a section of", interview, by=by, child=interview.child_id, detail={"section": section})
    return answer


@transaction.atomic
def write_up(interview: Interview, *, by: User, version: int) -> Interview:
    """Finish the write-up; the sections that every interview needs are answered or marked as declined."""
    done = set(interview.answers.filter(finished=True).values_list("section", flat=True))
    lacking = [section.title for section in SECTIONS.values() if section.needed and section.code not in done]
    if interview.held_at is None:
        raise ValidationError("Record that the interview was held first.")
    if lacking:
        raise ValidationError(f"Finish these sections, or mark them as declined: {', '.join(lacking)}.")
    told = {answer.section: answer.said for answer in interview.answers.all()}
    saved = save_change(
        interview,
        expected=version,
        written_up_at=now(),
        push=told.get("push", {}).get("push", []),
        pull=told.get("pull", {}).get("pull", []),
        harm_disclosed=told.get("harm", {}).get("harm") == "yes",
    )
    log.record("wrote up", interview, by=by, child=interview.child_id)
    return saved


def _since_return(interview: Interview, at: datetime) -> None:
    if at > now():
        raise ValidationError("That time has not come yet. Check the date and time.")
    returns = [line.episode.returned_at for line in interview.covers.select_related("episode") if line.episode.returned_at]
    if returns and at < min(returns):
        raise ValidationError("That is before the child came back. Check the date and time.")
