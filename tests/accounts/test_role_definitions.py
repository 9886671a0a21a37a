"""Each role has one declaration: where it is held, which records it shows and what it allows."""

import pytest
from django.core.exceptions import ValidationError

from waylight.accounts.actions import give_role
from waylight.accounts.permissions import Permission, RecordScope
from waylight.accounts.role_definitions import ROLE_DEFINITIONS, permissions_of, roles_with
from waylight.accounts.roles import Role
from waylight.config.demonstration.cast import Cast

NOT_OFFERED = [role for role in Role if not ROLE_DEFINITIONS[role].offered]


@pytest.mark.parametrize("role", list(Role))
def test_every_role_is_declared_and_held_somewhere(role: Role) -> None:
    definition = ROLE_DEFINITIONS[role]
    assert definition.role == role
    assert definition.agencies
    assert definition.description.endswith(".")


@pytest.mark.parametrize("permission", list(Permission))
def test_every_permission_is_someone_s(permission: Permission) -> None:
    assert roles_with(permission)


@pytest.mark.parametrize("role", NOT_OFFERED)
def test_a_role_without_pages_allows_and_shows_nothing(role: Role) -> None:
    assert ROLE_DEFINITIONS[role].permissions == frozenset()
    assert ROLE_DEFINITIONS[role].records == RecordScope.NONE


@pytest.mark.django_db
def test_a_role_without_pages_cannot_be_given(cast: Cast) -> None:
    for role in NOT_OFFERED:
        with pytest.raises(ValidationError, match="no pages for this role yet"):
            give_role(cast.tom, by=cast.alex, agency=cast.harrowmere, role=role, reason="To review care plans")


def test_a_person_of_two_roles_has_the_permissions_of_both() -> None:
    both = permissions_of([Role.BOARD, Role.EDUCATION])
    assert both == {Permission.SEE_FIGURES, Permission.INFORM_SCHOOLS}
