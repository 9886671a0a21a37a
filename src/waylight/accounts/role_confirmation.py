"""The second person: a role that opens records, or that gives or confirms roles, holds once somebody else has said yes to it.

Whoever says yes answers for the children it opens. A role at a council is confirmed there. One at a force, a provider or a
home is confirmed by its own information governance; where it has none, by each council that it serves.
"""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Prefetch, Q

from waylight.accounts.models import Confirmation, Membership, Memberships, User
from waylight.accounts.onboarding import has_come
from waylight.accounts.roles import CONFIRMS_ROLES, Role
from waylight.accounts.separation_of_duties import records_or_people
from waylight.agencies.models import Agency, Kind
from waylight.audit import log
from waylight.core.clock import now
from waylight.core.versions import save_change


def confirmers() -> Memberships:
    """Every place from which somebody may confirm today."""
    return Membership.objects.current().filter(role__in=CONFIRMS_ROLES, user__is_active=True)


def answers_for(membership: Membership, *, among: Iterable[Membership] | None = None) -> list[Agency]:
    """The organisations that have to say yes, whether or not they have. `among` holds `confirmers()`, where they are read."""
    agency = membership.agency
    if agency.kind == Kind.COUNCIL:
        return [agency]
    own = confirmers().filter(agency=agency) if among is None else [place for place in among if place.agency_id == agency.pk]
    if any(_may(place.user_id, membership) for place in own):
        return [agency]
    return sorted((one for one in agency.serves.all() if one.kind == Kind.COUNCIL), key=str)


def still_to_answer(membership: Membership, *, among: Iterable[Membership] | None = None) -> list[Agency]:
    """The organisations whose yes is still missing."""
    said = {one.agency_id for one in membership.confirmations.all()}
    return [agency for agency in answers_for(membership, among=among) if agency.pk not in said]


def waiting_for(user: User) -> list[Membership]:
    """The roles that wait for this person's yes or no, the longest waiting first."""
    here = _confirms_at(user)
    if not here:
        return []
    among = list(confirmers())
    near = Membership.objects.waiting().filter(Q(agency__in=here) | Q(agency__serves__in=here), user__is_active=True).distinct()
    near = near.select_related("user", "agency", "proposed_by").order_by("created_at")
    told = near.prefetch_related("agency__serves", Prefetch("confirmations", Confirmation.objects.select_related("by", "agency")))
    return [one for one in told if _may(user.pk, one) and here & {place.pk for place in still_to_answer(one, among=among)}]


@transaction.atomic
def confirm(membership: Membership, *, by: User, version: int, spoke: bool) -> Membership:
    """Say yes for one's own organisation, having spoken with the person. With the last yes that was missing it takes effect."""
    held = _waits(membership)
    mine = _mine(held, by)
    records_or_people(held.user, Role(held.role), besides=held)
    has_come(held.user, by=by)
    if not spoke:
        raise ValidationError({"spoke": "Speak to this person yourself before you confirm the role."})
    for agency in mine:
        Confirmation.objects.create(membership=held, agency=agency, by=by)
    complete = not still_to_answer(held)
    saved = save_change(held, expected=version, confirmed_at=now() if complete else None)
    log.record("says they spoke with", held.user, by=by)
    verb = "confirmed a role of" if complete else "agreed to a role of"
    log.record(verb, held.user, by=by, detail={"role": held.role, "agency": str(held.agency_id)})
    return saved


@transaction.atomic
def refuse(membership: Membership, *, by: User, version: int, because: str) -> Membership:
    """Say no: the role never takes effect. Whoever proposed it reads why, and may propose again."""
    held = _waits(membership)
    _mine(held, by)
    if not because.strip():
        raise ValidationError({"because": "Give a reason. The person who proposed the role will read it."})
    saved = save_change(held, expected=version, refused_by=by, refused_at=now(), refusal=because.strip())
    log.record("refused a role of", held.user, by=by, detail={"role": held.role, "agency": str(held.agency_id)})
    return saved


def _waits(membership: Membership) -> Membership:
    """The role as it stands, held until the transaction ends: of two who answer at once the second is told."""
    held = Membership.objects.waiting().select_for_update(of=("self",)).filter(pk=membership.pk).first()
    if held is None:
        raise ValidationError("This role no longer needs an answer. It has been confirmed, refused or withdrawn.")
    return held


def _mine(membership: Membership, by: User) -> list[Agency]:
    """The organisations this person may answer for now. Raises ValidationError when there is none."""
    if by.roles().isdisjoint(CONFIRMS_ROLES):
        raise ValidationError("Only an information governance officer or a service manager can confirm roles.")
    if membership.user_id == by.pk:
        raise ValidationError("This role is for you. Someone else must confirm it.")
    if membership.proposed_by_id == by.pk:
        raise ValidationError("You proposed this role. Someone else must confirm it.")
    here = _confirms_at(by)
    mine = [agency for agency in still_to_answer(membership) if agency.pk in here]
    if not mine and any(agency.pk in here for agency in answers_for(membership)):
        raise ValidationError("Your organisation has already confirmed this role. It is waiting for other organisations.")
    if not mine:
        raise ValidationError("Your organisation does not confirm this role. Another organisation must.")
    return mine


def _may(key: object, membership: Membership) -> bool:
    """Nobody confirms their own role, or one that they proposed."""
    return key not in {membership.user_id, membership.proposed_by_id}


def _confirms_at(user: User) -> set[object]:
    return {place.agency_id for place in user.current_memberships() if place.role in CONFIRMS_ROLES}
