"""What the migrations of this package do to records that are already stored."""

from collections.abc import Iterator

import pytest
from django.core.management import call_command

from waylight.access.models import Involvement, InvolvementReason
from waylight.agencies.models import Agency, Kind
from waylight.people.models import Child


@pytest.fixture
def as_before(transactional_db: None) -> Iterator[None]:
    """The tables of access as they were when loads stored a reason of their own."""
    call_command("migrate", "access", "0002", verbosity=0)
    yield
    call_command("migrate", verbosity=0)


@pytest.mark.usefixtures("as_before")
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("reason", ["return interviews", "Return interviews", "RETURN INTERVIEW "])
def test_a_provider_that_came_with_a_workbook_is_there_for_the_return_interview(reason: str) -> None:
    council, provider = (Agency.objects.create(kind=kind, name=kind) for kind in (Kind.COUNCIL, Kind.PROVIDER))
    child = Child.objects.create(council=council, forename="Amina", surname="Yusuf", surname_key="yusuf", born_on="2012-03-14")
    brought = Involvement.objects.create(child=child, agency=provider, reason=reason)
    call_command("migrate", verbosity=0)
    assert Involvement.objects.get(pk=brought.pk).reason == InvolvementReason.RETURN_INTERVIEW
