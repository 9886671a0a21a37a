"""What whoever confirms a role reads of it: every role says what it opens."""

import pytest

from waylight.accounts.roles import OPENS_RECORDS, Role
from waylight.web.settings.role_confirmation_views import opens


def test_an_education_officer_s_role_says_that_it_names_children() -> None:
    assert opens(Role.EDUCATION).startswith("The names of the council's children of school age who are missing")


@pytest.mark.parametrize("role", sorted(OPENS_RECORDS))
def test_whoever_lets_someone_to_children_reads_which(role: Role) -> None:
    assert "children" in opens(role) or "child" in opens(role)
    assert "access agreement allows" not in opens(role)
