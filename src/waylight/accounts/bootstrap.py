"""The first people of an installation. The person who runs the machine appoints them, because no administrator exists yet."""

from django.contrib.auth.tokens import default_token_generator
from django.core.exceptions import ValidationError
from django.db import transaction

from waylight.accounts.models import Membership, User
from waylight.accounts.role_definitions import ROLE_DEFINITIONS
from waylight.accounts.roles import Role
from waylight.accounts.separation_of_duties import ON_THE_MACHINE, check_roles_compatible
from waylight.agencies.models import Agency
from waylight.audit import log
from waylight.core.clock import now

APPOINTED = {"administrator": Role.ADMINISTRATOR, "governance": Role.INFORMATION_GOVERNANCE}


@transaction.atomic
def appoint(*, email: str, name: str, agency: Agency, role: Role) -> tuple[User, str]:
    """Appoint the first person in a role that other people depend on. Returns the user and the secret part of their sign-in link.

    Raises ValidationError when an active user already has the role in the organisation: an administrator then proposes the
    next one and a second person confirms it.
    """
    if role not in APPOINTED.values() or agency.kind not in ROLE_DEFINITIONS[role].agencies:
        raise ValidationError(
            f"{role.label} at {agency} cannot be appointed here."
            " An administrator proposes the role in Waylight and a second person confirms it."
        )
    if Membership.objects.current().filter(agency=agency, role=role, user__is_active=True).exists():
        raise ValidationError(
            f"{agency} has {_with_article(role)} already. An administrator proposes the next one and a second person confirms it."
        )
    user = User.objects.filter(email=email.strip().lower()).first() or _create_user(email, name)
    check_roles_compatible(user, role)
    membership = Membership(
        user=user, agency=agency, role=role, reason="Appointed by the person who runs Waylight", confirmed_at=now()
    )
    membership.full_clean()
    membership.save(force_insert=True)
    log.record(ON_THE_MACHINE, user, by=None, detail={"role": str(role), "agency": str(agency.pk)})
    return user, default_token_generator.make_token(user)


def _create_user(email: str, name: str) -> User:
    user = User(email=email.strip().lower(), name=name.strip())
    user.set_unusable_password()
    user.full_clean(exclude=["password"])
    user.save(force_insert=True)
    log.record("invited", user, by=None)
    return user


def _with_article(role: Role) -> str:
    label = role.label[:1].lower() + role.label[1:]
    return f"{'an' if label[0] in 'aeiou' else 'a'} {label}"
