"""The second person: a role that opens, gives or confirms access takes effect once someone else confirms it.

The confirmer is responsible for the records that the role opens. A role at a council is confirmed there. A role at a force, a
provider or a home is confirmed by that organisation's information governance; without one, by each council it serves.
"""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Prefetch, Q

from waylight.accounts.models import Confirmation, Membership, Memberships, User
from waylight.accounts.onboarding import check_onboarded
from waylight.accounts.roles import CONFIRMS_ROLES, Role
from waylight.accounts.separation_of_duties import check_roles_compatible
from waylight.agencies.models import Agency, Kind
from waylight.audit import log
from waylight.core.clock import now
from waylight.core.versions import save_change


def confirmers() -> Memberships:
    """The memberships whose holders may confirm roles today."""
    return Membership.objects.current().filter(role__in=CONFIRMS_ROLES, user__is_active=True)


def agencies_to_confirm(membership: Membership, *, among: Iterable[Membership] | None = None) -> list[Agency]:
    """Return the organisations that must confirm a role, whether or not they have. `among` is `confirmers()`, already read."""
    agency = membership.agency
    if agency.kind == Kind.COUNCIL:
        return [agency]
    own = confirmers().filter(agency=agency) if among is None else [place for place in among if place.agency_id == agency.pk]
    if any(_may_confirm(place.user_id, membership) for place in own):
        return [agency]
    return sorted((one for one in agency.serves.all() if one.kind == Kind.COUNCIL), key=str)


def agencies_yet_to_confirm(membership: Membership, *, among: Iterable[Membership] | None = None) -> list[Agency]:
    """Return the organisations that have not confirmed the role yet."""
    confirmed = {one.agency_id for one in membership.confirmations.all()}
    return [agency for agency in agencies_to_confirm(membership, among=among) if agency.pk not in confirmed]


def roles_waiting_for(user: User) -> list[Membership]:
    """Return the roles that wait for this person's answer, the longest waiting first."""
    own = _confirms_at(user)
    if not own:
        return []
    among = list(confirmers())
    waiting_roles = (
        Membership.objects.waiting().filter(Q(agency__in=own) | Q(agency__serves__in=own), user__is_active=True).distinct()
    )
    waiting_roles = waiting_roles.select_related("user", "agency", "proposed_by").order_by("created_at")
    waiting = waiting_roles.prefetch_related(
        "agency__serves", Prefetch("confirmations", Confirmation.objects.select_related("by", "agency"))
    )
    return [
        one
        for one in waiting
        if _may_confirm(user.pk, one) and own & {place.pk for place in agencies_yet_to_confirm(one, among=among)}
    ]


@transaction.atomic
def confirm(membership: Membership, *, by: User, version: int, spoke: bool) -> Membership:
    """Confirm a role for one's own organisation, after speaking with the person. The last confirmation makes it effective."""
    role = _lock_waiting(membership)
    own_agencies = _own_agencies(role, by)
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
    """Refuse a role: it never takes effect. The proposer reads the reason and may propose it again."""
    role = _lock_waiting(membership)
    _own_agencies(role, by)
    if not because.strip():
        raise ValidationError({"because": "Give a reason. The person who proposed the role will read it."})
    saved = save_change(role, expected=version, refused_by=by, refused_at=now(), refusal=because.strip())
    log.record("refused a role of", role.user, by=by, detail={"role": role.role, "agency": str(role.agency_id)})
    return saved


def _lock_waiting(membership: Membership) -> Membership:
    """Lock the role until the transaction ends, so that of two answers at the same time the second is refused."""
    role = Membership.objects.waiting().select_for_update(of=("self",)).filter(pk=membership.pk).first()
    if role is None:
        raise ValidationError("This role no longer needs an answer. It has been confirmed, refused or withdrawn.")
    return role


def _own_agencies(membership: Membership, by: User) -> list[Agency]:
    """Return the organisations this person may answer for now. Raises ValidationError when there is none."""
    if by.roles().isdisjoint(CONFIRMS_ROLES):
        raise ValidationError("Only an information governance officer or a service manager can confirm roles.")
    if membership.user_id == by.pk:
        raise ValidationError("This role is for you. Someone else must confirm it.")
    if membership.proposed_by_id == by.pk:
        raise ValidationError("You proposed this role. Someone else must confirm it.")
    own = _confirms_at(by)
    own_agencies = [agency for agency in agencies_yet_to_confirm(membership) if agency.pk in own]
    if not own_agencies and any(agency.pk in own for agency in agencies_to_confirm(membership)):
        raise ValidationError("Your organisation has already confirmed this role. It is waiting for other organisations.")
    if not own_agencies:
        raise ValidationError("Your organisation does not confirm this role. Another organisation must.")
    return own_agencies


def _may_confirm(key: object, membership: Membership) -> bool:
    """Whether the person neither holds the role nor proposed it."""
    return key not in {membership.user_id, membership.proposed_by_id}


def _confirms_at(user: User) -> set[object]:
    return {place.agency_id for place in user.current_memberships() if place.role in CONFIRMS_ROLES}
