"""What an administrator does: invite people, give and end roles, switch accounts off, help a person to sign in again.

An administrator can only propose a role, except one for figures alone: a second person must confirm it (`role_confirmation`).
The rules of `separation_of_duties` stop one person from taking over another person's account.
"""

from datetime import date

from allauth.mfa.models import Authenticator
from django.contrib.auth.tokens import default_token_generator
from django.core.exceptions import ValidationError
from django.db import transaction

from waylight.accounts.models import Membership, Memberships, User
from waylight.accounts.permissions import Permission
from waylight.accounts.role_confirmation import agencies_to_confirm
from waylight.accounts.role_definitions import ROLE_DEFINITIONS
from waylight.accounts.roles import Role
from waylight.accounts.scope import agencies_managed_by, people_managed_by
from waylight.accounts.separation_of_duties import (
    CHOSE,
    LINK,
    RESET,
    check_made_no_open_link,
    check_made_no_reset,
    check_roles_compatible,
)
from waylight.agencies.models import Agency
from waylight.audit import log
from waylight.core.clock import now, today
from waylight.core.versions import save_change


@transaction.atomic
def invite(*, by: User, email: str, name: str) -> User:
    """Create an account that has no password and no role yet."""
    _check_manages_people(by)
    if User.objects.filter(email=email.strip().lower()).exists():
        raise ValidationError({"email": "There is already an account with this email address."})
    user = User(email=email.strip().lower(), name=name.strip())
    user.set_unusable_password()
    user.full_clean(exclude=["password"])
    user.save(force_insert=True)
    log.record("invited", user, by=by)
    return user


@transaction.atomic
def make_link(user: User, *, by: User) -> str:
    """Return the secret part of a link with which the person can set a password once, within PASSWORD_RESET_TIMEOUT."""
    _check_manages_account(by, user)
    check_made_no_reset(user, by=by)
    log.record(LINK, user, by=by)
    return default_token_generator.make_token(user)


@transaction.atomic
def give_role(
    user: User, *, by: User, agency: Agency, role: Role | str, reason: str, team: str = "", since: date | None = None
) -> Membership:
    """Give a person a role from a day on, which a second person must confirm. A role for figures alone takes effect at once."""
    _check_manages_person(by, user)
    role, definition = Role(role), ROLE_DEFINITIONS[Role(role)]
    if user.pk == by.pk:
        raise ValidationError("You cannot give yourself a role. Ask another administrator.")
    if not agencies_managed_by(by).filter(pk=agency.pk).exists():
        raise ValidationError({"agency": "You do not manage people in this organisation."})
    if not definition.offered:
        raise ValidationError({"role": f"Waylight has no pages for this role yet: {role.label}."})
    if agency.kind not in definition.agencies:
        raise ValidationError({"role": f"{role.label} is not a role in a {agency.get_kind_display().lower()}."})
    if not reason.strip():
        raise ValidationError({"reason": "Give the reason this person needs the role."})
    check_roles_compatible(user, role)
    confirmed_at = now() if definition.takes_effect_at_once else None
    membership = Membership(
        user=user, agency=agency, role=role, team=team.strip(), since=since or today(), reason=reason.strip(),
        proposed_by=by, confirmed_at=confirmed_at,
    )  # fmt: skip
    membership.full_clean()
    if not confirmed_at and not agencies_to_confirm(membership):
        raise ValidationError(
            {
                "agency": "Waylight does not know yet which councils this organisation serves. "
                "Ask the person who runs Waylight at your organisation."
            }
        )
    membership.save(force_insert=True)
    verb = "gave a role to" if confirmed_at else "proposed a role for"
    log.record(verb, user, by=by, detail={"role": str(role), "agency": str(agency.pk)})
    return membership


@transaction.atomic
def end_role(membership: Membership, *, by: User, version: int) -> Membership:
    """End a role today, or withdraw one that is not confirmed. Refuses to end the role of the last administrator."""
    _check_manages_person(by, membership.user)
    if not agencies_managed_by(by).filter(pk=membership.agency_id).exists():
        raise ValidationError("You do not manage people in this organisation.")
    if (
        membership.confirmed_at
        and membership.has_permission(Permission.MANAGE_PEOPLE)
        and not _other_holders(membership).exists()
    ):
        raise ValidationError("This person is the only administrator here. Give someone else the role first.")
    saved = save_change(membership, expected=version, until=max(today(), membership.since))
    verb = "ended a role of" if membership.confirmed_at else "took back a role proposed for"
    log.record(verb, membership.user, by=by, detail={"role": membership.role, "agency": str(membership.agency_id)})
    return saved


@transaction.atomic
def deactivate(user: User, *, by: User) -> None:
    """Switch an account off, also in sessions that are open. What the person did stays recorded under their name."""
    _check_manages_account(by, user)
    if user.pk == by.pk:
        raise ValidationError("You cannot switch off your own account.")
    User.objects.filter(pk=user.pk).update(is_active=False)
    log.record("switched off the account of", user, by=by)


@transaction.atomic
def reactivate(user: User, *, by: User) -> None:
    _check_manages_account(by, user)
    User.objects.filter(pk=user.pk).update(is_active=True)
    log.record("switched on the account of", user, by=by)


@transaction.atomic
def reset_second_factor(user: User, *, by: User) -> None:
    """Delete a person's authenticator app and recovery codes. They set up new ones when they next sign in."""
    _check_manages_account(by, user)
    if user.pk == by.pk:
        raise ValidationError("You cannot reset your own authenticator app. Ask another administrator.")
    check_made_no_open_link(user, by=by)
    Authenticator.objects.filter(user=user).delete()
    log.record(RESET, user, by=by)


@transaction.atomic
def set_password(user: User, *, password: str) -> User:
    """Set the password that the person chose after opening their link."""
    user.set_password(password)
    user.save(update_fields=["password"])
    log.record(CHOSE, user, by=user)
    return user


def _check_manages_people(by: User) -> None:
    if not by.has_permission(Permission.MANAGE_PEOPLE):
        raise ValidationError("Only an administrator can manage accounts.")


def _check_manages_account(by: User, user: User) -> None:
    """Refuse when the person works only in other organisations today: their administrators manage the account."""
    _check_manages_person(by, user)
    current_agencies = {membership.agency_id for membership in user.memberships.current()}
    if current_agencies and not agencies_managed_by(by).filter(pk__in=current_agencies).exists():
        raise ValidationError("This person now works in another organisation. An administrator there manages their account.")


def _check_manages_person(by: User, user: User) -> None:
    _check_manages_people(by)
    if not people_managed_by(by).filter(pk=user.pk).exists():
        raise ValidationError("You do not manage this account.")


def _other_holders(membership: Membership) -> Memberships:
    others = Membership.objects.current().filter(agency=membership.agency, role=membership.role, user__is_active=True)
    return others.exclude(user=membership.user)
