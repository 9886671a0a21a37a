"""What the migrations of this package do to names that are already there."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from waylight.agencies.models import Agency, Kind

pytestmark = pytest.mark.django_db(transaction=True)
BEFORE, AFTER = [("people", "0003_merge")], [("people", "0004_names_of_a_council")]


def at(place: list[tuple[str, str]]):
    """The models of `people` as they were at one migration, and the tables with them."""
    executor = MigrationExecutor(connection)
    executor.migrate(place)
    return executor.loader.project_state(place).apps


@pytest.fixture
def back_again():
    yield
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


def test_names_kept_from_before_get_the_council_of_their_child(back_again) -> None:
    councils = [Agency.objects.create(kind=Kind.COUNCIL, name=name) for name in ("Harrowmere", "Calderwick")]
    before = at(BEFORE)
    child, name = before.get_model("people", "Child"), before.get_model("people", "SearchName")
    born = {"born_on": "2012-03-14"}
    for council in councils:
        kept = child.objects.create(council_id=council.pk, forename="Amina", surname="Yusuf", surname_key="yusuf", **born)
        name.objects.create(child=kept, written="Amina Yusuf", surname_key="yusuf", forename_key="amina", **born)
    after = at(AFTER).get_model("people", "SearchName")
    assert {each.council_id == each.child.council_id for each in after.objects.select_related("child")} == {True}
    assert set(after.objects.values_list("council", flat=True)) == {council.pk for council in councils}
