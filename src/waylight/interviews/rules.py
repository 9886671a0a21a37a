"""The conditions for each step of an interview. Functions named refuse_ and require_ raise ValidationError."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet

from waylight.accounts.models import Membership, User
from waylight.accounts.permissions import Permission
from waylight.accounts.role_definitions import roles_with
from waylight.accounts.roles import Role
from waylight.agencies.models import Agency, Kind
from waylight.core.calendars import day_of
from waylight.core.clock import now, today
from waylight.episodes.models import Episode
from waylight.episodes.time_rules import refuse_future
from waylight.interviews.choices import Independence, Outcome
from waylight.interviews.models import Interview
from waylight.interviews.offering_terms import offering_terms_of
from waylight.people.models import Child

MANAGERS = frozenset({Role.SERVICE_MANAGER, Role.TEAM_MANAGER, Role.INTERVIEW_MANAGER})
REOPENABLE_OUTCOMES = frozenset({Outcome.DECLINED_CHILD, Outcome.DECLINED_PARENT, Outcome.NO_CONTACT})


def refuse_if_ended(interview: Interview) -> None:
    if interview.outcome == Outcome.COMPLETED:
        raise ValidationError("This interview has already been held. Read it before you record anything else.")
    if interview.outcome:
        raise ValidationError(f"This interview has ended: {interview.get_outcome_display().lower()}. Allocate a new one.")


def require_acceptance(interview: Interview) -> None:
    if interview.accepted_at is None:
        raise ValidationError("No one has accepted this interview yet. Accept it first.")


def reopens_declined_offer(interview: Interview, at: datetime) -> bool:
    """Return whether this step reopens an interview that was declined or ended as no contact.

    Raises ValidationError when it ended in another way, or more days ago than the partnership has agreed, and when the return
    that it was about has been undone.
    """
    if interview.outcome not in REOPENABLE_OUTCOMES:
        refuse_if_ended(interview)
        return False
    if not interview.covers.exists():
        raise ValidationError("The return that this interview was about was undone. Allocate a new interview.")
    days = days_to_change_mind(interview)
    if interview.ended_at and at - interview.ended_at > timedelta(days=days):
        raise ValidationError(f"This interview ended more than {days} days ago. Allocate a new interview.")
    return True


def days_to_change_mind(interview: Interview) -> int:
    """Return for how many days a no can become a yes, as agreed on the day of the no."""
    return offering_terms_of(interview.child.council, day_of(interview.ended_at or now())).reopen_days


def may_change_mind(interview: Interview) -> bool:
    """Return whether the child can still accept an interview that was declined or ended as no contact."""
    if interview.outcome not in REOPENABLE_OUTCOMES or not interview.covers.exists():
        return False
    return interview.ended_at is None or now() - interview.ended_at <= timedelta(days=days_to_change_mind(interview))


def require_after_first_return(interview: Interview, at: datetime, field: str) -> None:
    """Refuse a time in the future or before the first return that the interview covers."""
    refuse_future(at, field=field)
    returned = return_times(interview)
    if returned and at < returned[0]:
        raise ValidationError({field: "That is before the child came back. Check the date and time."})


def require_after_last_return(interview: Interview, at: datetime, field: str) -> None:
    """Refuse a time before the last return, because an interview before a return cannot be about it."""
    require_after_first_return(interview, at, field)
    if interview.covers.filter(episode__returned_at=None).exists():
        raise ValidationError("The child is not back yet. Record the return first.")
    returned = return_times(interview)
    if returned and at < returned[-1]:
        raise ValidationError({field: "That is before the last return this interview covers. Check the date and time."})


def return_times(interview: Interview) -> list[datetime]:
    """Return the times of the returns that the interview covers, the earliest first."""
    coverages = interview.covers.select_related("episode").order_by("episode__returned_at")
    return [coverage.episode.returned_at for coverage in coverages if coverage.episode.returned_at]


def providers_for(child: Child) -> QuerySet[Agency]:
    """Return the providers that serve the child's council, and the council itself if it has interviewers."""
    own = (
        Membership.objects.current()
        .filter(agency=child.council_id, role__in=roles_with(Permission.HOLD_INTERVIEWS))
        .values("agency")
    )
    serving = Q(kind=Kind.PROVIDER, serves=child.council_id, active=True)
    return Agency.objects.filter(serving | Q(pk__in=own)).distinct().order_by("-kind", "name")


def interviewers_of(providers: Iterable[Agency]) -> QuerySet[User]:
    return _holding(roles_with(Permission.HOLD_INTERVIEWS), {provider.pk for provider in providers})


def managers_for(child: Child, provider: Agency | None) -> QuerySet[User]:
    """Return the managers with an account who may decide that a child is not interviewed."""
    return _holding(MANAGERS, {child.council_id, provider.pk if provider else None})


def _holding(roles: frozenset[Role], places: set[UUID | None]) -> QuerySet[User]:
    """Return the active users with one of these roles today in one of these agencies."""
    held = Membership.objects.current().filter(agency__in=places - {None}, role__in=roles)
    return User.objects.filter(is_active=True, memberships__in=held).distinct()


def require_interviewer_for_provider(user: User, interview: Interview, field: str = "interviewer") -> None:
    """Refuse an interviewer who does not hold interviews for the provider."""
    if interview.provider and not interviewers_of([interview.provider]).filter(pk=user.pk).exists():
        raise ValidationError({field: f"{user.name} does not hold interviews for {interview.provider}."})


def require_provider_for_child(provider: Agency, child: Child) -> None:
    """Refuse a provider that does not serve the child's council. A council may interview its own children itself."""
    if provider.pk != child.council_id and not provider.serves.filter(pk=child.council_id).exists():
        raise ValidationError({"provider": f"{provider} does not hold interviews for {child.council}. Choose another provider."})


def require_joint_coverage(child: Child, episodes: Sequence[Episode], *, within: timedelta, because: str) -> None:
    """Refuse several episodes in one interview, unless the partnership has agreed to it and there is a reason.

    Each return after the first must be no longer ago than `within`. Each return keeps its own deadline.
    """
    if len(episodes) <= 1:
        return
    if not offering_terms_of(child.council, today()).one_for_many:
        raise ValidationError({"episodes": "Your partnership has agreed one interview for each episode. Choose one episode."})
    if not may_share_interview(episodes, within=within):
        raise ValidationError(
            {"episodes": "It is too late for this interview to cover a further return. Give that return its own interview."}
        )
    if not because.strip():
        raise ValidationError({"because": "Give the reason one interview covers several episodes."})


def may_share_interview(episodes: Iterable[Episode], *, within: timedelta) -> bool:
    """Return whether every return except the first is recent enough for one interview to cover them all."""
    returned = sorted(episode.returned_at for episode in episodes if episode.returned_at)
    return all(now() - at <= within for at in returned[1:])


def require_independence(interviewer: User, independence: str) -> None:
    """Refuse a children's home worker who is recorded as an independent interviewer."""
    works_in_home = any(membership.role == Role.HOME for membership in interviewer.everywhere())
    if works_in_home and independence != Independence.CARER:
        raise ValidationError({"independence": "Someone who works in a children's home is not independent: choose Carer."})


def deciding_manager(by: User, manager: User | str, child: Child, provider: Agency | None = None) -> dict[str, Any]:
    """Return the fields that record which manager decided.

    `manager` is a user or, for a manager who does not sign in, a name. An empty name means the user `by`, who must then be a
    manager.
    """
    if isinstance(manager, User):
        if not managers_for(child, provider).filter(pk=manager.pk).exists():
            raise ValidationError({"manager": f"{manager.name} is not a manager of this council or this provider."})
        return {"manager": manager, "decided_by": "" if manager == by else f"{manager.name}, recorded by {by.name}"}
    if manager.strip():
        return {"manager": None, "decided_by": f"{manager.strip()}, recorded by {by.name}"}
    if any(membership.role in MANAGERS for membership in by.everywhere()):
        return deciding_manager(by, by, child, provider)
    raise ValidationError({"manager": "Enter the name of the manager who decided."})


def enough_attempts(interview: Interview) -> bool:
    """Return whether there were enough contacts, in enough different ways, to end the interview as no contact.

    The terms in force on the day of the last return apply.
    """
    returned = return_times(interview)
    terms = offering_terms_of(interview.child.council, day_of(returned[-1]) if returned else today())
    channels = list(interview.attempts.values_list("channel", flat=True))
    return len(channels) >= terms.attempts and len(set(channels)) >= terms.channels


def next_episode_start(interview: Interview) -> datetime | None:
    """Return when the child next went missing after the returns that this interview covers, or None."""
    returned = return_times(interview)
    if not returned:
        return None
    later = interview.child.episodes.counted().filter(started_at__gte=returned[-1]).order_by("started_at")
    return later.values_list("started_at", flat=True).first()
