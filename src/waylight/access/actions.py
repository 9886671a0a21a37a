"""Starting and ending work with a child, and opening a record in an emergency."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from waylight.access.models import BreakGlass, Involvement, InvolvementReason
from waylight.accounts.models import Membership, User
from waylight.accounts.permissions import Permission
from waylight.agencies.models import Agency
from waylight.audit import log
from waylight.core.clock import now
from waylight.core.versions import save_change
from waylight.people.models import Child

# One shift. The worker of the next shift is allocated to the child or gives their own reason.
EMERGENCY_LASTS = timedelta(hours=8)
MINIMUM_WORDS = 5


@transaction.atomic
def bring_in(
    child: Child, *, by: User | None, agency: Agency, reason: InvolvementReason, user: User | None = None
) -> Involvement:
    """Record that an agency, or one person in it, works with a child from now on. Changes nothing if they do for this reason."""
    same_work = Involvement.objects.filter(child=child, agency=agency, user=user, reason=reason, until=None)
    if existing := same_work.first():
        return existing
    involvement = Involvement(child=child, agency=agency, user=user, reason=reason)
    involvement.full_clean(validate_constraints=False)
    try:
        with transaction.atomic():
            involvement.save(force_insert=True)
    except IntegrityError:  # a load that ran beside this act recorded it first
        return same_work.get()
    log.record("brought into work with a child:", involvement, by=by, child=child.pk)
    return involvement


@transaction.atomic
def end_involvement(involvement: Involvement, *, by: User | None, version: int) -> Involvement:
    """End the work with the child now. The agency or person no longer sees the record because of it."""
    saved = save_change(involvement, expected=version, until=now())
    log.record("ended work with a child:", involvement, by=by, child=involvement.child_id)
    return saved


@transaction.atomic
def allocate_worker(child: Child, *, by: User | None, version: int, worker: User, agency: Agency, team: str = "") -> Child:
    """Make this person the child's worker and `team`, if given, the child's team. Ends the involvement of an earlier worker."""
    earlier = Involvement.objects.filter(child=child, reason=InvolvementReason.ALLOCATED, until=None).exclude(
        user=worker, agency=agency
    )
    for involvement in earlier:
        end_involvement(involvement, by=by, version=involvement.version)
    bring_in(child, by=by, agency=agency, user=worker, reason=InvolvementReason.ALLOCATED)
    saved = save_change(child, expected=version, allocated_worker=worker.name, team=team or child.team)
    log.record("allocated a worker to", child, by=by, child=child.pk)
    return saved


@transaction.atomic
def open_in_emergency(child: Child, *, by: User, reason: str) -> BreakGlass:
    """Open a record for a stated reason, for EMERGENCY_LASTS. Information governance reviews each opening."""
    if not by.has_permission(Permission.OPEN_IN_EMERGENCY):
        raise ValidationError("Your role cannot open records in an emergency. Ask the missing coordinator.")
    if Child.objects.visible_to(by).filter(pk=child.pk).exists():
        raise ValidationError("You can already open this record.")
    try:
        validate_reason(reason)
    except ValidationError as refusal:
        raise ValidationError({"reason": refusal.messages}) from refusal
    opened_at = now()
    emergency = BreakGlass(
        user=by, membership=_membership_that_opens(child, by), child=child, reason=reason.strip(), opened_at=opened_at,
        until=opened_at + EMERGENCY_LASTS,
    )  # fmt: skip
    emergency.full_clean()
    emergency.save(force_insert=True)
    log.record("opened in an emergency", emergency, by=by, child=child.pk)
    return emergency


def _membership_that_opens(child: Child, by: User) -> Membership:
    """Return the membership by which a person opens a record: one at the child's council, or else their oldest."""
    opening = [membership for membership in by.current_memberships() if membership.has_permission(Permission.OPEN_IN_EMERGENCY)]
    return min(opening, key=lambda membership: (membership.agency_id != child.council_id, membership.created_at, membership.pk))


def validate_reason(reason: str) -> None:
    """Refuse a reason of fewer than MINIMUM_WORDS words.

    Pages call this before they look for the child, so that no one can test which children are recorded.
    """
    if len(reason.split()) < MINIMUM_WORDS:
        raise ValidationError("Enter a sentence that says what has happened and why it cannot wait.")


@transaction.atomic
def review_emergency(emergency: BreakGlass, *, by: User, version: int, justified: bool, finding: str) -> BreakGlass:
    """Record whether opening the record was justified. Refuses the person who opened it."""
    if not by.has_permission(Permission.REVIEW_EMERGENCIES):
        raise ValidationError("Only an information governance officer can review emergency access.")
    if emergency.user_id == by.pk:
        raise ValidationError("You opened this record yourself. A colleague must review it.")
    if emergency.reviewed_at is not None:
        raise ValidationError("This emergency access has already been reviewed.")
    if not finding.strip():
        raise ValidationError({"finding": "Enter what you found."})
    saved = save_change(
        emergency, expected=version, reviewed_by=by, reviewed_at=now(), justified=justified, finding=finding.strip()
    )
    log.record("reviewed an emergency", emergency, by=by, child=emergency.child_id)
    return saved
