"""What an administrator does: invite people, give and end roles, switch accounts off, help someone back in.

Nobody gives themselves a role, and nobody both manages people and opens records. A role that opens records is only proposed
here: it holds once a second person has confirmed it (confirming.py). Whoever hands out a new sign-in link
for an account may not also take its second factor away, so that no one person can step into another's place.
"""

from datetime import date

from allauth.mfa.models import Authenticator
from django.contrib.auth.tokens import default_token_generator
from django.core.exceptions import ValidationError
from django.db import transaction

from waylight.accounts.models import Membership, Memberships, User
from waylight.accounts.role_confirmation import answers_for
from waylight.accounts.roles import HELD_AT, MANAGES_PEOPLE, TAKES_TWO, Role
from waylight.accounts.scope import agencies_managed_by, people_managed_by
from waylight.accounts.separation_of_duties import CHOSE, LINK, RESET, apart_from_a_link, apart_from_a_reset, records_or_people
from waylight.agencies.models import Agency
from waylight.audit import log
from waylight.core.clock import now, today
from waylight.core.versions import save_change


@transaction.atomic
def invite(*, by: User, email: str, name: str) -> User:
    """Make an account that has no password and no role yet."""
    _manages_people(by)
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
    """The secret of a link with which this person sets a password, once, within three days."""
    _account_is_theirs(by, user)
    apart_from_a_reset(user, by=by)
    log.record(LINK, user, by=by)
    return default_token_generator.make_token(user)


@transaction.atomic
def give_role(
    user: User, *, by: User, agency: Agency, role: Role | str, reason: str, team: str = "", since: date | None = None
) -> Membership:
    """Let a person be something in an organisation from a day on: at once where it opens only figures, else once confirmed."""
    _looks_after(by, user)
    role = Role(role)
    if user.pk == by.pk:
        raise ValidationError("You cannot give yourself a role. Ask another administrator.")
    if not agencies_managed_by(by).filter(pk=agency.pk).exists():
        raise ValidationError({"agency": "You do not manage people in this organisation."})
    if agency.kind not in HELD_AT[role]:
        raise ValidationError({"role": f"{role.label} is not a role in a {agency.get_kind_display().lower()}."})
    if not reason.strip():
        raise ValidationError({"reason": "Give the reason this person needs the role."})
    records_or_people(user, role)
    at_once = None if role in TAKES_TWO else now()
    membership = Membership(
        user=user, agency=agency, role=role, team=team.strip(), since=since or today(), reason=reason.strip(),
        proposed_by=by, confirmed_at=at_once,
    )  # fmt: skip
    membership.full_clean()
    if not at_once and not answers_for(membership):
        raise ValidationError(
            {
                "agency": "Waylight does not know yet which councils this organisation serves. "
                "Ask the person who runs Waylight at your organisation."
            }
        )
    membership.save(force_insert=True)
    verb = "gave a role to" if at_once else "proposed a role for"
    log.record(verb, user, by=by, detail={"role": str(role), "agency": str(agency.pk)})
    return membership


@transaction.atomic
def end_role(membership: Membership, *, by: User, version: int) -> Membership:
    """From now on they are this no longer, or, if it was not confirmed yet, will not be. The last administrator stays."""
    _looks_after(by, membership.user)
    if not agencies_managed_by(by).filter(pk=membership.agency_id).exists():
        raise ValidationError("You do not manage people in this organisation.")
    if membership.confirmed_at and membership.role in MANAGES_PEOPLE and not _colleagues(membership).exists():
        raise ValidationError("This person is the only administrator here. Give someone else the role first.")
    ended = save_change(membership, expected=version, until=max(today(), membership.since))
    verb = "ended a role of" if membership.confirmed_at else "took back a role proposed for"
    log.record(verb, membership.user, by=by, detail={"role": membership.role, "agency": str(membership.agency_id)})
    return ended


@transaction.atomic
def deactivate(user: User, *, by: User) -> None:
    """Keep someone out, at once and in every open window; what they did stays theirs."""
    _account_is_theirs(by, user)
    if user.pk == by.pk:
        raise ValidationError("You cannot switch off your own account.")
    User.objects.filter(pk=user.pk).update(is_active=False)
    log.record("switched off the account of", user, by=by)


@transaction.atomic
def reactivate(user: User, *, by: User) -> None:
    _account_is_theirs(by, user)
    User.objects.filter(pk=user.pk).update(is_active=True)
    log.record("switched on the account of", user, by=by)


@transaction.atomic
def reset_second_factor(user: User, *, by: User) -> None:
    """Forget someone's authenticator app and recovery codes; at the next sign-in they set up new ones."""
    _account_is_theirs(by, user)
    if user.pk == by.pk:
        raise ValidationError("You cannot reset your own authenticator app. Ask another administrator.")
    apart_from_a_link(user, by=by)
    Authenticator.objects.filter(user=user).delete()
    log.record(RESET, user, by=by)


@transaction.atomic
def set_password(user: User, *, password: str) -> User:
    """Set the password the person chose on following their link."""
    user.set_password(password)
    user.save(update_fields=["password"])
    log.record(CHOSE, user, by=user)
    return user


def _manages_people(by: User) -> None:
    if by.roles().isdisjoint(MANAGES_PEOPLE):
        raise ValidationError("Only an administrator can manage accounts.")


def _account_is_theirs(by: User, user: User) -> None:
    """Whoever works elsewhere now, and here no longer, has an account that is no longer this administrator's to open."""
    _looks_after(by, user)
    now_at = {place.agency_id for place in user.memberships.current()}
    if now_at and not agencies_managed_by(by).filter(pk__in=now_at).exists():
        raise ValidationError("This person now works in another organisation. An administrator there manages their account.")


def _looks_after(by: User, user: User) -> None:
    _manages_people(by)
    if not people_managed_by(by).filter(pk=user.pk).exists():
        raise ValidationError("You do not manage this account.")


def _colleagues(membership: Membership) -> Memberships:
    others = Membership.objects.current().filter(agency=membership.agency, role=membership.role, user__is_active=True)
    return others.exclude(user=membership.user)
