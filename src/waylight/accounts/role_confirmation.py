"""The confirmation of roles: a role that opens, gives or confirms access takes effect once a second person confirms it.

The person who confirms a role is responsible for the records that it opens. A council confirms the roles at that council. The
information governance officer of a force or a provider confirms the roles there. If there is no officer, or if the role is
theirs or they proposed it, each council that the organisation serves confirms it.
"""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Prefetch, Q

from waylight.accounts.models import Confirmation, Membership, Memberships, User
from waylight.accounts.onboarding import check_onboarded
from waylight.accounts.permissions import Permission
from waylight.accounts.role_definitions import ROLE_DEFINITIONS, roles_with
from waylight.accounts.roles import Role
from waylight.accounts.separation_of_duties import check_roles_compatible
from waylight.agencies.models import Agency, Kind
from waylight.audit import log
from waylight.core.clock import now
from waylight.core.versions import save_change


def confirmers() -> Memberships:
    """Return the memberships by which people may confirm roles today."""
    return Membership.objects.current().filter(role__in=roles_with(Permission.CONFIRM_ROLES), user__is_active=True)


def agencies_to_confirm(membership: Membership, *, among: Iterable[Membership] | None = None) -> list[Agency]:
    """Return the organisations that must confirm a role or have done so. `among` saves a query: the result of `confirmers()`."""
    agency = membership.agency
    if agency.kind == Kind.COUNCIL:
        return [agency]
    own_confirmers = (
        confirmers().filter(agency=agency)
        if among is None
        else [confirmer for confirmer in among if confirmer.agency_id == agency.pk]
    )
    if any(_may_confirm(confirmer.user_id, membership) for confirmer in own_confirmers):
        return [agency]
    return sorted((served for served in agency.serves.all() if served.kind == Kind.COUNCIL), key=str)


def agencies_yet_to_confirm(membership: Membership, *, among: Iterable[Membership] | None = None) -> list[Agency]:
    """Return the organisations that have not confirmed the role yet."""
    confirmed = {confirmation.agency_id for confirmation in membership.confirmations.all()}
    return [agency for agency in agencies_to_confirm(membership, among=among) if agency.pk not in confirmed]


def roles_waiting_for(user: User) -> list[Membership]:
    """Return the roles that this person may confirm or refuse, the longest waiting first."""
    own_keys = _confirms_at(user)
    if not own_keys:
        return []
    among = list(confirmers())
    waiting = (
        Membership.objects.waiting()
        .filter(Q(agency__in=own_keys) | Q(agency__serves__in=own_keys), user__is_active=True)
        .distinct()
    )
    waiting = waiting.select_related("user", "agency", "proposed_by").order_by("created_at")
    waiting = waiting.prefetch_related(
        "agency__serves", Prefetch("confirmations", Confirmation.objects.select_related("by", "agency"))
    )
    return [
        role
        for role in waiting
        if _may_confirm(user.pk, role) and own_keys & {agency.pk for agency in agencies_yet_to_confirm(role, among=among)}
    ]


@transaction.atomic
def confirm(membership: Membership, *, by: User, version: int, spoke: bool) -> Membership:
    """Confirm a role for the organisations of `by`, who must have spoken with the person.

    The role takes effect when every organisation in `agencies_to_confirm` has confirmed it.
    """
    role = _lock_waiting(membership)
    own_agencies = _own_agencies(role, by)
    if not ROLE_DEFINITIONS[Role(role.role)].offered:
        raise ValidationError(f"Waylight has no pages for this role yet: {role.get_role_display()}. Refuse it.")
    check_roles_compatible(role.user, Role(role.role), besides=role)
    check_onboarded(role.user, by=by)
    if not spoke:
        raise ValidationError({"spoke": "Speak to this person yourself before you confirm the role."})
    for agency in own_agencies:
        Confirmation.objects.create(membership=role, agency=agency, by=by)
    complete = not agencies_yet_to_confirm(role)
    saved = save_change(role, expected=version, confirmed_at=now() if complete else None)
    log.record("says they spoke with", role.user, by=by)
    verb = "confirmed a role of" if complete else "agreed to a role of"
    log.record(verb, role.user, by=by, detail={"role": role.role, "agency": str(role.agency_id)})
    return saved


@transaction.atomic
def refuse(membership: Membership, *, by: User, version: int, because: str) -> Membership:
    """Refuse a role, which then never takes effect. The administrator reads the reason and may propose the role again."""
    role = _lock_waiting(membership)
    _own_agencies(role, by)
    if not because.strip():
        raise ValidationError({"because": "Give a reason. The person who proposed the role will read it."})
    saved = save_change(role, expected=version, refused_by=by, refused_at=now(), refusal=because.strip())
    log.record("refused a role of", role.user, by=by, detail={"role": role.role, "agency": str(role.agency_id)})
    return saved


def _lock_waiting(membership: Membership) -> Membership:
    """Lock the role until the transaction ends, and return it. Of two answers at the same time, the second is refused."""
    role = Membership.objects.waiting().select_for_update(of=("self",)).filter(pk=membership.pk).first()
    if role is None:
        raise ValidationError("This role no longer needs an answer. It has been confirmed, refused or withdrawn.")
    return role


def _own_agencies(membership: Membership, by: User) -> list[Agency]:
    """Return the organisations for which this person may answer now. Raises ValidationError when there is none."""
    if not by.has_permission(Permission.CONFIRM_ROLES):
        raise ValidationError("Only an information governance officer or a service manager can confirm roles.")
    if membership.user_id == by.pk:
        raise ValidationError("This role is for you. Someone else must confirm it.")
    if membership.proposed_by_id == by.pk:
        raise ValidationError("You proposed this role. Someone else must confirm it.")
    own_keys = _confirms_at(by)
    own_agencies = [agency for agency in agencies_yet_to_confirm(membership) if agency.pk in own_keys]
    if not own_agencies and any(agency.pk in own_keys for agency in agencies_to_confirm(membership)):
        raise ValidationError("Your organisation has already confirmed this role. It is waiting for other organisations.")
    if not own_agencies:
        raise ValidationError("Your organisation does not confirm this role. Another organisation must.")
    return own_agencies


def _may_confirm(user_key: object, membership: Membership) -> bool:
    """Return whether this person may confirm the role: it is not for them and they did not propose it."""
    return user_key not in {membership.user_id, membership.proposed_by_id}


def _confirms_at(user: User) -> set[object]:
    return {
        membership.agency_id for membership in user.current_memberships() if membership.has_permission(Permission.CONFIRM_ROLES)
    }
