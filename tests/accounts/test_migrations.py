"""An installation that people work in goes on working when this release comes."""

from collections.abc import Iterator

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from waylight.accounts.models import Membership
from waylight.core.keys import new_key


@pytest.fixture
def as_before(transactional_db: None) -> Iterator[None]:
    """The tables of accounts as they were when one person gave a role."""
    call_command("migrate", "accounts", "0001", verbosity=0)
    yield
    call_command("migrate", verbosity=0)


@pytest.mark.usefixtures("as_before")
@pytest.mark.django_db(transaction=True)
def test_roles_held_before_two_people_were_asked_stay_in_force() -> None:
    before = MigrationExecutor(connection).loader.project_state([("accounts", "0001_initial"), ("agencies", "0001_initial")]).apps
    council = before.get_model("agencies", "Agency").objects.create(kind="COUNCIL", name="Harrowmere")
    user = before.get_model("accounts", "User").objects.create(email="priya@demo.example", name="Priya Shah")
    held = before.get_model("accounts", "Membership").objects.create(pk=new_key(), user=user, agency=council, role="COORD")
    call_command("migrate", verbosity=0)
    kept = Membership.objects.current().get(pk=held.pk)
    assert (kept.confirmed_at, kept.proposed_by, kept.refused_at) == (held.created_at, None, None)
    assert not Membership.objects.waiting().exists()
