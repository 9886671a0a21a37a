"""What every test may ask for: the cast, and a browser signed in as one of them."""

from collections.abc import Callable

import pytest
from django.test import Client

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
