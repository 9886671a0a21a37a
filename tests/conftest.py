"""What every test may ask for: the cast, and a browser signed in as one of them."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from tests.audit.tampering import guard_lifted
from waylight.accounts.models import User
from waylight.config.demonstration.cast import Cast, assemble


@pytest.fixture
def cast(db: None) -> Cast:
    """Everyone in the stories, freshly made."""
    return assemble()


@pytest.fixture
def as_(cast: Cast) -> Callable[[str | User], Client]:
    """`as_("priya")` is a client signed in as her."""

    def signed_in(who: str | User) -> Client:
        client = Client()
        client.force_login(
            cast.people[who] if isinstance(who, str) else who, backend="allauth.account.auth_backends.AuthenticationBackend"
        )
        return client

    return signed_in


@pytest.fixture(autouse=True, scope="session")
def _committed_tests_are_cleared() -> Iterator[None]:
    """A test that commits is cleared up by emptying every table: only there is the audit trail's guard lifted."""
    plain = type(connection.ops).execute_sql_flush

    def cleared(ops: Any, statements: list[str]) -> None:
        with guard_lifted():
            plain(ops, statements)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(type(connection.ops), "execute_sql_flush", cleared)
        yield
