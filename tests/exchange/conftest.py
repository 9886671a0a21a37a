"""Who acts in these tests."""

import pytest

from tests.merging.pairs import somebody
from waylight.accounts.models import User
from waylight.agencies.councils import council_of
from waylight.agencies.models import Agency, Kind


@pytest.fixture
def priya(db: None) -> User:
    return somebody()


@pytest.fixture
def provider(db: None) -> Agency:
    provider = Agency.objects.create(kind=Kind.PROVIDER, name="Open Door Interviews")
    provider.serves.add(council_of("356"))
    return provider
