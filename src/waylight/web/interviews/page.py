"""The contents of an interview's page: the episodes it covers, its stage, and the next step."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse

from waylight.accounts.models import User
from waylight.accounts.permissions import Permission
from waylight.briefings.clocks import DutyStatus, Protocols, current_protocols, duty_statuses_for, protocol_for_episode
from waylight.briefings.read_permissions import RecordReader
from waylight.core.clock import local, today
from waylight.core.keys import new_key
from waylight.duties.duty import DutyCode
from waylight.episodes.models import Episode
from waylight.interviews.choices import AttemptResult, InterviewStage, Outcome
from waylight.interviews.models import Attempt, Interview, Review
from waylight.interviews.offering_terms import offering_terms_of
from waylight.interviews.record_parts import INTERVIEW_WORDS
from waylight.interviews.review import may_review
from waylight.interviews.rules import may_change_mind, may_share_interview, next_episode_start
from waylight.interviews.sharing import answers_by_section, may_read
from waylight.web.interviews.access import address

AROUND_THE_INTERVIEW = frozenset({DutyCode.INTERVIEW_ALLOCATED, DutyCode.FIRST_OFFER, DutyCode.WRITE_UP})


@dataclass(frozen=True)
class CoveredEpisode:
    """An episode the interview covers, with its own deadline."""

    episode: Episode
    clock: DutyStatus | None
    others: Sequence[DutyStatus]


@dataclass(frozen=True)
class InterviewAction:
    """An action: a page to go to or, with `posts`, a button that does it."""

    words: str
    href: str
    posts: bool = False
    about: str = "return interview"
    version: int = 0

    @property
    def submission(self) -> str:
        return str(new_key())


@dataclass(frozen=True)
class InterviewPage:
    interview: Interview
    covered: Sequence[CoveredEpisode]
    attempts: Sequence[Attempt]
    reviews: Sequence[Review]
    next: InterviewAction | None
    also: Sequence[InterviewAction]
    uncovered: Sequence[InterviewAction]
    missing_again: datetime | None
    reads: bool
    reads_reasons: bool
    minimum: str
    interviews: bool


def page_of(interview: Interview, viewer: User) -> InterviewPage:
    episodes = episodes_of(interview)
    clocks = duty_statuses_for(episodes)
    attempts = list(interview.attempts.select_related("by"))
    missing_again = None if interview.is_over else next_episode_start(interview)
    actions = _next_actions(interview, viewer, attempts, missing_again)
    reader = RecordReader(viewer.roles())
    reads_reasons = reader.reads(INTERVIEW_WORDS)
    return InterviewPage(
        interview=interview,
        covered=[_covered(episode, [reader.readable_duty(clock) for clock in clocks[episode.pk]]) for episode in episodes],
        attempts=attempts,
        reviews=list(interview.reviews.select_related("by")) if reads_reasons and interview.held_at else [],
        next=actions[0] if actions else None,
        also=actions[1:] + _corrections(interview, viewer),
        uncovered=_uncovered(interview, viewer, episodes),
        missing_again=missing_again,
        reads=bool(interview.held_at) and may_read(viewer, interview, answers_by_section(interview)),
        reads_reasons=reads_reasons,
        minimum=reader.interview_minimum(interview),
        interviews=viewer.has_permission(Permission.HOLD_INTERVIEWS) and not interview.is_over,
    )


def episodes_of(interview: Interview, *also: str) -> list[Episode]:
    """Return the episodes that the interview covers, earliest return first. `also` names relations to prefetch."""
    return list(
        Episode.objects.filter(coverage__interview=interview)
        .select_related("child__council", "owner", "coverage")
        .prefetch_related(*also)
        .order_by("returned_at")
    )


def _covered(episode: Episode, clocks: Sequence[DutyStatus]) -> CoveredEpisode:
    others = [clock for clock in clocks if clock.code in AROUND_THE_INTERVIEW]
    return CoveredEpisode(episode, next((clock for clock in clocks if clock.code == DutyCode.RETURN_INTERVIEW), None), others)


def _next_actions(
    interview: Interview, viewer: User, attempts: Sequence[Attempt], missing_again: datetime | None
) -> list[InterviewAction]:
    """Return the actions that the viewer may do next, in order of urgency."""
    interviews = viewer.has_permission(Permission.HOLD_INTERVIEWS)
    arranges = interviews or viewer.has_permission(Permission.ALLOCATE_INTERVIEWS)
    actions = []
    if interview.held_at and interviews and not interview.written_up_at:
        words = "Change the write-up" if interview.stage == InterviewStage.SENT_BACK else "Write up the interview"
        actions.append(InterviewAction(words, address(interview, "write_up")))
    if interview.stage == InterviewStage.SUBMITTED and may_review(viewer, interview):
        actions.append(InterviewAction("Check the write-up", address(interview, "check")))
    if interview.is_over or not arranges:
        if arranges and may_change_mind(interview):
            actions.append(InterviewAction("Record another contact", address(interview, "attempt")))
        return actions
    superseded = (
        [InterviewAction("End it: missing again first", f"{address(interview, 'end')}?outcome={Outcome.SUPERSEDED}")]
        if missing_again
        else []
    )
    missing_now = interview.child.episodes.still_missing().exists() if missing_again else False
    if missing_now:
        actions += superseded
    if interviews and not interview.accepted_at:
        actions.append(
            InterviewAction("Accept this interview", address(interview, "accept"), posts=True, version=interview.version)
        )
    if interview.accepted_at:
        actions += _arranging(interview, agreed=any(each.result == AttemptResult.AGREED for each in attempts))
    return actions if missing_now else actions + superseded


def _arranging(interview: Interview, *, agreed: bool) -> list[InterviewAction]:
    offer = InterviewAction(
        "Record a contact" if interview.offered_at else "Record the first contact", address(interview, "attempt")
    )
    book = InterviewAction("Change the booking" if interview.booked_for else "Book a time", address(interview, "book"))
    held = InterviewAction("Record the interview", address(interview, "hold"))
    if interview.booked_for:
        return [held, book, offer]
    return [book, held, offer] if agreed else [offer, book, held]


def _corrections(interview: Interview, viewer: User) -> list[InterviewAction]:
    allocates = viewer.has_permission(Permission.ALLOCATE_INTERVIEWS)
    if interview.is_over:
        may_reopen = interview.written_up_at and viewer.has_permission(Permission.HOLD_INTERVIEWS)
        return [InterviewAction("Reopen the write-up", address(interview, "open_again"))] if may_reopen else []
    actions = []
    if allocates or viewer.has_permission(Permission.HOLD_INTERVIEWS):
        actions.append(InterviewAction("End this interview", address(interview, "end")))
    if allocates:
        actions.append(InterviewAction("Hand over the interview", address(interview, "hand_over")))
        actions.append(InterviewAction("Withdraw this interview", address(interview, "withdraw")))
    return actions


def _uncovered(interview: Interview, viewer: User, covered: Sequence[Episode]) -> list[InterviewAction]:
    """Return links to cover other returns of the same child that have no interview and may share this one."""
    if (
        interview.is_over
        or not viewer.has_permission(Permission.ALLOCATE_INTERVIEWS)
        or not offering_terms_of(interview.child.council, today()).one_for_many
    ):
        return []
    protocols = current_protocols()
    uncovered = (
        Episode.objects.counted().returned().filter(child=interview.child_id, coverage=None).select_related("child__council")
    )
    return [
        InterviewAction(
            "Cover this return", reverse("interviews:cover", args=[interview.pk, episode.pk]), about=_missing_from(episode)
        )
        for episode in uncovered.order_by("returned_at")
        if may_share_interview([*covered[:1], episode], within=time_for(episode, protocols))
    ]


def question_about(interview: Interview, *, heading: str, action: str, note: str = "") -> dict[str, Any]:
    """Return the context of templates/interviews/question.html: the heading, the words of the button, and a note."""
    return {"interview": interview, "heading": heading, "action": action, "note": note, "back": address(interview)}


def time_for(episode: Episode, protocols: Protocols | None = None) -> timedelta:
    """Return how long after this return the interview is due."""
    return timedelta(hours=protocol_for_episode(episode, protocols or current_protocols()).interview_hours)


def _missing_from(episode: Episode) -> str:
    return f"missing from {local(episode.started_at):%-d %B}"
