"""Interviews when a merge is undone: each moves with the episodes it covers, and so does the provider's access."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import F

from waylight.access.actions import bring_in, end_involvement
from waylight.access.models import Involvement, Involvements
from waylight.accounts.models import User
from waylight.audit import log
from waylight.interviews.allocation import INVOLVEMENT_REASON
from waylight.interviews.choices import Outcome
from waylight.interviews.models import Coverage, Interview
from waylight.people.models import Child, Merge


def referred_providers(child: Child) -> set[UUID]:
    """Return the providers that an interview gave access to this child."""
    return set(_referred().filter(child=child).values_list("agency", flat=True))


def move_interviews_back(done: Merge, *, by: User, brought_in: set[UUID]) -> None:
    """Move each interview to the child of its episodes, and give and end the providers' access to match.

    `brought_in` are the providers with access to the merged record before the merge is undone.
    """
    _go_with_their_episodes(done, by=by)
    for child in (done.kept, done.merged):
        theirs = Interview.objects.filter(child=child).exclude(outcome=Outcome.WITHDRAWN).exclude(provider=None)
        for interview in theirs.filter(provider__in=brought_in, allocated_at__gte=done.merged_at).select_related("provider"):
            if interview.provider:
                bring_in(child, by=by, agency=interview.provider, reason=INVOLVEMENT_REASON)
        no_longer = _referred().filter(child=child, since__gte=done.merged_at).exclude(agency__in=theirs.values("provider"))
        for involvement in no_longer:
            end_involvement(involvement, by=by, version=involvement.version)


def _referred() -> Involvements:
    return Involvement.objects.filter(until=None, user=None, reason=INVOLVEMENT_REASON)


def _go_with_their_episodes(done: Merge, *, by: User) -> None:
    both = (done.kept_id, done.merged_id)
    astray = Coverage.objects.filter(interview__child__in=both).exclude(episode__child=F("interview__child"))
    theirs = {line.interview: line.episode.child for line in astray.select_related("interview", "episode__child")}
    for interview, child in theirs.items():
        if interview.covers.filter(episode__child=interview.child_id).exists():
            raise ValidationError(
                "An interview now covers episodes of both records. Withdraw it, or make it cover episodes of only one. Then undo."
            )
        Interview.objects.filter(pk=interview.pk).update(child=child)
        log.record("followed its episode in undoing a merge", interview, by=by, child=child.pk)
