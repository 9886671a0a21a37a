"""What an interview's page shows: the episodes it covers, its stage, and the next step."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse

from waylight.accounts.models import User
from waylight.accounts.roles import MAY_ALLOCATE, MAY_INTERVIEW, READS_WORDS
from waylight.briefings.clocks import DutyStatus, Protocols, current_protocols, duty_statuses_for, protocol_for_episode
from waylight.core.clock import local, today
from waylight.core.keys import new_key
from waylight.episodes.models import Episode
from waylight.interviews.choices import AttemptResult, InterviewStage, Outcome
from waylight.interviews.models import Attempt, Interview, Review
from waylight.interviews.offering_terms import offering_terms_of
from waylight.interviews.review import may_review
from waylight.interviews.rules import may_change_mind, may_share_interview, next_episode_start
from waylight.interviews.sharing import answers_by_section, may_read
from waylight.web.interviews.access import address
from waylight.web.kit.page_access import has_role

HELD, WRITE_UP = "return-interview", "write-up"


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
    says_why: bool
    interviews: bool


def page_of(interview: Interview, viewer: User) -> InterviewPage:
    episodes = episodes_of(interview)
    clocks = duty_statuses_for(episodes)
    attempts = list(interview.attempts.select_related("by"))
    again = None if interview.is_over else next_episode_start(interview)
    acts = _acts(interview, viewer, attempts, again)
    says_why = has_role(viewer, READS_WORDS)
    return InterviewPage(
        interview=interview,
        covered=[_covered(episode, clocks[episode.pk]) for episode in episodes],
        attempts=attempts,
        reviews=list(interview.reviews.select_related("by")) if says_why and interview.held_at else [],
        next=acts[0] if acts else None,
        also=acts[1:] + _put_right(interview, viewer),
        uncovered=_uncovered(interview, viewer, episodes),
        missing_again=again,
        reads=bool(interview.held_at) and may_read(viewer, interview, answers_by_section(interview)),
        says_why=says_why,
        interviews=has_role(viewer, MAY_INTERVIEW) and not interview.is_over,
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
    about = [clock for clock in clocks if clock.code in {"interview-allocated", "first-offer", WRITE_UP}]
    return CoveredEpisode(episode, next((clock for clock in clocks if clock.code == HELD), None), about)


def _acts(interview: Interview, viewer: User, attempts: Sequence[Attempt], again: datetime | None) -> list[InterviewAction]:
    """Return what the viewer may do next, in order of urgency."""
    interviews = has_role(viewer, MAY_INTERVIEW)
    arranges = interviews or has_role(viewer, MAY_ALLOCATE)
    acts = []
    if interview.held_at and interviews and not interview.written_up_at:
        words = "Change the write-up" if interview.stage == InterviewStage.SENT_BACK else "Write up the interview"
        acts.append(InterviewAction(words, address(interview, "write_up")))
    if interview.stage == InterviewStage.SUBMITTED and may_review(viewer, interview):
        acts.append(InterviewAction("Check the write-up", address(interview, "check")))
    if interview.is_over or not arranges:
        if arranges and may_change_mind(interview):
            acts.append(InterviewAction("Record another contact", address(interview, "attempt")))
        return acts
    superseded = (
        [InterviewAction("End it: missing again first", f"{address(interview, 'end')}?outcome={Outcome.SUPERSEDED}")]
        if again
        else []
    )
    away = interview.child.episodes.still_missing().exists() if again else False
    if away:
        acts += superseded
    if interviews and not interview.accepted_at:
        acts.append(InterviewAction("Accept this interview", address(interview, "accept"), posts=True, version=interview.version))
    if interview.accepted_at:
        acts += _arranging(interview, agreed=any(each.result == AttemptResult.AGREED for each in attempts))
    return acts if away else acts + superseded


def _arranging(interview: Interview, *, agreed: bool) -> list[InterviewAction]:
    offer = InterviewAction(
        "Record a contact" if interview.offered_at else "Record the first contact", address(interview, "attempt")
    )
    book = InterviewAction("Change the booking" if interview.booked_for else "Book a time", address(interview, "book"))
    held = InterviewAction("Record the interview", address(interview, "hold"))
    if interview.booked_for:
        return [held, book, offer]
    return [book, held, offer] if agreed else [offer, book, held]


def _put_right(interview: Interview, viewer: User) -> list[InterviewAction]:
    allocates = has_role(viewer, MAY_ALLOCATE)
    if interview.is_over:
        again = interview.written_up_at and has_role(viewer, MAY_INTERVIEW)
        return [InterviewAction("Reopen the write-up", address(interview, "open_again"))] if again else []
    acts = []
    if allocates or has_role(viewer, MAY_INTERVIEW):
        acts.append(InterviewAction("End this interview", address(interview, "end")))
    if allocates:
        acts.append(InterviewAction("Hand over the interview", address(interview, "hand_over")))
        acts.append(InterviewAction("Withdraw this interview", address(interview, "withdraw")))
    return acts


def _uncovered(interview: Interview, viewer: User, covered: Sequence[Episode]) -> list[InterviewAction]:
    """Return links to cover other returns of the same child that have no interview and may share this one."""
    if (
        interview.is_over
        or not has_role(viewer, MAY_ALLOCATE)
        or not offering_terms_of(interview.child.council, today()).one_for_many
    ):
        return []
    agreed = current_protocols()
    left = Episode.objects.counted().returned().filter(child=interview.child_id, coverage=None).select_related("child__council")
    return [
        InterviewAction(
            "Cover this return", reverse("interviews:cover", args=[interview.pk, episode.pk]), about=_missing_from(episode)
        )
        for episode in left.order_by("returned_at")
        if may_share_interview([*covered[:1], episode], within=time_for(episode, agreed))
    ]


def question_about(interview: Interview, *, heading: str, action: str, note: str = "") -> dict[str, Any]:
    """Return what templates/interviews/question.html shows around a form: its heading, the words of its button, and a note."""
    return {"interview": interview, "heading": heading, "action": action, "note": note, "back": address(interview)}


def time_for(episode: Episode, agreed: Protocols | None = None) -> timedelta:
    """Return how long after this return the interview is due."""
    return timedelta(hours=protocol_for_episode(episode, agreed or current_protocols()).interview_hours)


def _missing_from(episode: Episode) -> str:
    return f"missing from {local(episode.started_at):%-d %B}"
