"""Interviews when a merge is undone: each moves with the episodes that it covers, and the provider's access moves with it."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import F
from django.db.models.functions import Coalesce

from waylight.access.actions import bring_in, end_involvement
from waylight.access.models import Involvement, InvolvementReason, Involvements
from waylight.accounts.models import User
from waylight.audit import log
from waylight.interviews.choices import Outcome
from waylight.interviews.models import Coverage, Interview
from waylight.people.models import Child, Merge


def referred_providers(child: Child) -> set[UUID]:
    """Return the providers that have access to this child because of an interview."""
    return set(_interview_involvements().filter(child=child).values_list("agency", flat=True))


def move_interviews_back(merge: Merge, *, by: User, had_access: set[UUID]) -> None:
    """Move each interview to the child of its episodes, and start and end the access of providers accordingly.

    `had_access` are the providers that had access to the kept record before the undo. Only these get access to a child.
    """
    _move_to_child_of_episodes(merge, by=by)
    for child in (merge.kept, merge.merged):
        interviews = Interview.objects.filter(child=child).exclude(outcome=Outcome.WITHDRAWN).exclude(provider=None)
        # An interview from a provider's workbook was never allocated: it came with its load.
        since = interviews.alias(came_at=Coalesce("allocated_at", "created_at")).filter(came_at__gte=merge.merged_at)
        for interview in since.filter(provider__in=had_access).select_related("provider"):
            if interview.provider:
                bring_in(child, by=by, agency=interview.provider, reason=InvolvementReason.RETURN_INTERVIEW)
        ended = (
            _interview_involvements()
            .filter(child=child, since__gte=merge.merged_at)
            .exclude(agency__in=interviews.values("provider"))
        )
        for involvement in ended:
            end_involvement(involvement, by=by, version=involvement.version)


def _interview_involvements() -> Involvements:
    return Involvement.objects.filter(until=None, user=None, reason=InvolvementReason.RETURN_INTERVIEW)


def _move_to_child_of_episodes(merge: Merge, *, by: User) -> None:
    children = (merge.kept_id, merge.merged_id)
    misplaced = Coverage.objects.filter(interview__child__in=children).exclude(episode__child=F("interview__child"))
    child_of_episodes = {
        coverage.interview: coverage.episode.child for coverage in misplaced.select_related("interview", "episode__child")
    }
    for interview, child in child_of_episodes.items():
        if interview.covers.filter(episode__child=interview.child_id).exists():
            raise ValidationError(
                "An interview now covers episodes of both records. Withdraw it, or make it cover episodes of only one. Then undo."
            )
        Interview.objects.filter(pk=interview.pk).update(child=child)
        log.record("followed its episode in undoing a merge", interview, by=by, child=child.pk)
