"""The person who confirms a role reads its purpose, which records it shows and what it allows."""

import pytest

from waylight.accounts.role_definitions import NAMES_CHILDREN
from waylight.accounts.roles import Role
from waylight.web.settings.role_confirmation_views import opens


def test_an_education_officer_s_role_says_that_it_names_children() -> None:
    assert "The names of the council's children of school age who are missing" in opens(Role.EDUCATION)


@pytest.mark.parametrize("role", sorted(NAMES_CHILDREN))
def test_a_role_that_shows_children_says_which(role: Role) -> None:
    assert "record of every child" in opens(role) or "records of the children" in opens(role) or "names of" in opens(role)


def test_a_role_says_what_it_allows() -> None:
    assert opens(Role.ADMINISTRATOR) == (
        "Looks after accounts. No child's record. "
        "They may change the protocol, invite people, propose roles and help people sign in and see the protocol."
    )
