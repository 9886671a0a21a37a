"""Who interviews the child and about which episodes: allocate an interview, cover a further episode, hand over, withdraw."""

from collections.abc import Sequence
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from waylight.access.actions import bring_in, end_involvement
from waylight.access.models import Involvement, InvolvementReason
from waylight.accounts.models import User
from waylight.agencies.models import Agency
from waylight.audit import log
from waylight.core.clock import now
from waylight.core.versions import save_change
from waylight.episodes.models import Episode
from waylight.episodes.time_rules import refuse_void
from waylight.interviews.choices import ExemptReason, Outcome
from waylight.interviews.models import Coverage, Interview
from waylight.interviews.rules import (
    deciding_manager,
    refuse_if_ended,
    require_interviewer_for_provider,
    require_joint_coverage,
    require_provider_for_child,
)
from waylight.people.locking import lock_child_of
from waylight.people.models import Child

NO_TIME = timedelta(0)


@transaction.atomic
def allocate(
    episodes: Sequence[Episode],
    *,
    by: User | None,
    provider: Agency,
    interviewer: User | None = None,
    because: str = "",
    within: timedelta = NO_TIME,
) -> Interview:
    """Ask a provider to interview the child about these episodes. They must be over and not covered by another interview.

    To cover several episodes, one interview needs a reason, and every return after the first must be no longer ago than
    `within`. An interview that ended because the child went missing again is carried over into this one.
    """
    if not episodes:
        raise ValidationError({"episodes": "Choose at least one episode."})
    child = lock_child_of(episodes[0])
    for episode in episodes[1:]:
        episode.refresh_from_db()
    require_provider_for_child(provider, child)
    require_joint_coverage(child, episodes, within=within, because=because)
    interview = Interview(child=child, provider=provider, interviewer=interviewer, allocated_at=now())
    if interviewer:
        require_interviewer_for_provider(interviewer, interview)
    interview.carries_over = (
        Interview.objects.filter(child=child, outcome=Outcome.SUPERSEDED, carried_into=None).order_by("-ended_at").first()
    )
    interview.full_clean()
    interview.save(force_insert=True)
    for episode in episodes:
        _cover(interview, episode, because=because)
    bring_in(child, by=by, agency=provider, reason=InvolvementReason.RETURN_INTERVIEW)
    log.record("allocated", interview, by=by, child=child.pk)
    return interview


@transaction.atomic
def exempt(episode: Episode, *, by: User, because: ExemptReason | str, manager: User | str, note: str = "") -> Interview:
    """Record that an episode needs no interview, with the reason and the manager who approved it."""
    if because not in ExemptReason.values:
        raise ValidationError({"because": "Choose why no interview is needed."})
    child = lock_child_of(episode)
    interview = Interview(
        child=child, outcome=Outcome.EXEMPT, exempt_because=because, ended_at=now(), ended_because=note,
        **deciding_manager(by, manager, child),
    )  # fmt: skip
    interview.full_clean()
    interview.save(force_insert=True)
    _cover(interview, episode)
    log.record("recorded as needing no interview", interview, by=by, child=child.pk)
    return interview


@transaction.atomic
def cover(interview: Interview, episode: Episode, *, by: User, version: int, because: str, within: timedelta) -> Interview:
    """Add a further episode of the child to an interview that is not held yet. Its return must be no longer ago than `within`."""
    child = lock_child_of(interview)
    episode.refresh_from_db()
    refuse_if_ended(interview)
    coverages = interview.covers.select_related("episode").order_by("episode__returned_at")
    require_joint_coverage(child, [*(coverage.episode for coverage in coverages[:1]), episode], within=within, because=because)
    _cover(interview, episode, because=because)
    saved = save_change(interview, expected=version)
    log.record("covered a further episode with", saved, by=by, child=saved.child_id)
    return saved


@transaction.atomic
def reallocate(
    interview: Interview, *, by: User, version: int, provider: Agency, interviewer: User | None = None, because: str
) -> Interview:
    """Give an interview that is not held yet to another provider or person.

    The earlier provider no longer sees the child, unless it has or had another interview with the child.
    """
    lock_child_of(interview)
    refuse_if_ended(interview)
    if not because.strip():
        raise ValidationError({"because": "Give the reason you are handing it over."})
    require_provider_for_child(provider, interview.child)
    earlier_provider = interview.provider
    changed = {"provider": provider, "interviewer": interviewer, "accepted_at": None, "allocated_at": now()}
    saved = save_change(interview, expected=version, ended_because=because, **changed)
    if interviewer:
        require_interviewer_for_provider(interviewer, saved)
    bring_in(saved.child, by=by, agency=provider, reason=InvolvementReason.RETURN_INTERVIEW)
    _end_involvement_of(saved.child, earlier_provider, by=by)
    log.record("handed over", saved, by=by, child=saved.child_id)
    return saved


@transaction.atomic
def withdraw(interview: Interview, *, by: User, version: int, because: str) -> Interview:
    """Withdraw an interview that was allocated in error. The episodes that it covered are outstanding again."""
    lock_child_of(interview)
    refuse_if_ended(interview)
    if not because.strip():
        raise ValidationError({"because": "Enter what was wrong."})
    saved = save_change(interview, expected=version, outcome=Outcome.WITHDRAWN, ended_at=now(), ended_because=because)
    for coverage in saved.covers.all():
        log.record("no longer covers an episode with", coverage, by=by, child=saved.child_id)
        coverage.delete()
    _end_involvement_of(saved.child, saved.provider, by=by)
    log.record("withdrew", saved, by=by, child=saved.child_id)
    return saved


def _cover(interview: Interview, episode: Episode, *, because: str = "") -> None:
    refuse_void(episode)
    if episode.child_id != interview.child_id:
        raise ValidationError("An interview can only cover episodes of one child.")
    if episode.returned_at is None:
        raise ValidationError("The child is not back yet. Record the return first.")
    if Coverage.objects.filter(episode=episode).exists():
        raise ValidationError("Another interview already covers this episode.")
    try:
        with transaction.atomic():
            Coverage(interview=interview, episode=episode, because=because).save(force_insert=True)
    except IntegrityError as loaded:  # a load that ran beside this act covered it first
        raise ValidationError("Another interview already covers this episode.") from loaded


def _end_involvement_of(child: Child, provider: Agency | None, *, by: User) -> None:
    if provider is None or Interview.objects.filter(child=child, provider=provider).exclude(outcome=Outcome.WITHDRAWN).exists():
        return
    referred = Involvement.objects.filter(agency=provider, user=None, reason=InvolvementReason.RETURN_INTERVIEW, until=None)
    for involvement in referred.filter(child=child):
        end_involvement(involvement, by=by, version=involvement.version)
