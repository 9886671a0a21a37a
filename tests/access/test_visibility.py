"""Who sees which child: a table of people against children, and everything not in it is refused."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models

from waylight.access.actions import bring_in, end_involvement
from waylight.access.models import Involvement
from waylight.accounts.models import Membership, User
from waylight.accounts.roles import Role
from waylight.agencies.models import Agency, Kind
from waylight.config.demonstration.cast import Cast
from waylight.core import clock
from waylight.core.clock import now, today
from waylight.people.child_records import ChildRecords
from waylight.people.models import Child
from waylight.placements.models import Placement

DAY = timedelta(days=1)
EVERYONE = {"amina", "ben", "chloe", "dev"}

# Kept by council, not by child: a report whose child is not known yet has no door of its own to stand behind.
WITHOUT_A_CHILD_YET = {"exchange.Waiting"}


@pytest.mark.parametrize(
    ("person", "children"),
    [
        pytest.param("priya", EVERYONE, id="the coordinator sees every child of her council"),
        pytest.param("okoro", EVERYONE, id="the force sees the children of the councils it serves"),
        pytest.param("helen", {"amina", "chloe"}, id="the social worker sees her own and her team's"),
        pytest.param("jo", {"ben"}, id="the home sees who lives there now"),
        pytest.param("marcus", set(), id="the provider sees nobody before a referral"),
        pytest.param("farah", set(), id="the education officer sees nobody while nobody is missing"),
        pytest.param("ruth", set(), id="the analyst sees figures"),
        pytest.param("grant", set(), id="the board member sees figures"),
        pytest.param("alex", set(), id="the administrator sees accounts"),
        pytest.param("nadia", set(), id="information governance sees reasons"),
        pytest.param("tom", set(), id="Tom sees nothing"),
    ],
)
def test_who_sees_whom(cast: Cast, person: str, children: set[str]) -> None:
    assert seen_by(cast, cast.people[person]) == children


def test_a_provider_sees_a_child_from_referral_until_it_ends(cast: Cast) -> None:
    referral = bring_in(cast.dev, by=cast.priya, agency=cast.provider, reason="return interview")
    assert seen_by(cast, cast.marcus) == {"dev"}
    end_involvement(referral, by=cast.priya, version=referral.version)
    assert seen_by(cast, cast.marcus) == set()


def test_a_home_sees_a_child_until_the_last_day_of_the_placement(cast: Cast) -> None:
    Placement.objects.filter(child=cast.ben).update(ended_on=today())
    assert seen_by(cast, cast.jo) == {"ben"}
    with clock.at(clock.now() + DAY):
        assert seen_by(cast, cast.jo) == set()


@pytest.mark.parametrize(
    ("council", "children"),
    [
        pytest.param("calderwick", {"ben"}, id="the council that looks after Ben sees him"),
        pytest.param("merrowby", {"chloe"}, id="the council Chloe lives in sees her"),
        pytest.param("ashenford", set(), id="a council with no child here sees nobody"),
    ],
)
def test_councils_share_a_child_while_one_looks_after_and_another_hosts(cast: Cast, council: str, children: set[str]) -> None:
    assert seen_by(cast, somebody(getattr(cast, council), Role.COORDINATOR)) == children


def test_a_force_sees_nobody_of_a_council_it_does_not_serve(cast: Cast) -> None:
    elsewhere = Agency.objects.create(kind=Kind.FORCE, name="Farmarch Police")
    elsewhere.serves.add(cast.ashenford)
    assert seen_by(cast, somebody(elsewhere, Role.POLICE_CONTROL)) == set()


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.SERVICE_MANAGER, Role.FRONT_DOOR])
def test_a_role_that_has_ended_opens_nothing(cast: Cast, role: Role) -> None:
    worker = somebody(cast.harrowmere, role)
    assert seen_by(cast, worker) == EVERYONE
    Membership.objects.filter(user=worker).update(until=today())
    assert seen_by(cast, User.objects.get(pk=worker.pk)) == set()


def test_someone_switched_off_sees_nothing(cast: Cast) -> None:
    cast.priya.is_active = False
    assert seen_by(cast, cast.priya) == set()


def test_a_team_manager_sees_the_team(cast: Cast) -> None:
    manager = somebody(cast.harrowmere, Role.TEAM_MANAGER, team="South")
    assert seen_by(cast, manager) == {"ben"}


def test_a_team_of_the_same_name_elsewhere_sees_nothing(cast: Cast) -> None:
    manager = somebody(cast.ashenford, Role.TEAM_MANAGER, team="South")
    assert seen_by(cast, manager) == set()


def test_records_about_a_child_are_seen_by_whoever_sees_the_child(cast: Cast) -> None:
    seen = {line.child_id for line in Involvement.objects.visible_to(cast.helen)}
    assert seen == {cast.amina.pk, cast.chloe.pk}
    assert not Involvement.objects.visible_to(cast.tom).exists()


def somebody(agency: Agency, role: Role, team: str = "") -> User:
    user = User.objects.create_user("someone@demo.example", name="Someone")
    Membership.objects.create(user=user, agency=agency, role=role, team=team, confirmed_at=now())
    return user


def seen_by(cast: Cast, user: User) -> set[str]:
    seen = set(Child.objects.visible_to(user))
    return {name for name, child in cast.children.items() if child in seen}


def about_children() -> list[type[models.Model]]:
    """Every model of ours from which a chain of keys leads to a child."""
    ours = [model for model in apps.get_models() if model.__module__.startswith("waylight.")]
    return [model for model in ours if leads_to_a_child(model, set())]


def leads_to_a_child(model: type[models.Model], passed: set[type[models.Model]]) -> bool:
    if model is Child:
        return True
    ways = [
        field.related_model for field in model._meta.get_fields() if field.concrete and field.is_relation and field.related_model
    ]
    return any(leads_to_a_child(other, {*passed, model}) for other in ways if isinstance(other, type) and other not in passed)


@pytest.mark.parametrize("model", about_children(), ids=lambda model: model._meta.label)
def test_every_record_about_a_child_stands_behind_the_door(model: type[models.Model]) -> None:
    if model._meta.label in WITHOUT_A_CHILD_YET:
        return
    records = model._default_manager.all()
    assert isinstance(records, ChildRecords), f"{model._meta.label}'s records need objects = ….as_manager() of a ChildRecords"
    assert end_of(model, records.child_path) is Child


def end_of(model: type[models.Model], path: str) -> type[models.Model] | None:
    reached: type[models.Model] | None = model
    for step in filter(None, path.split("__")):
        try:
            reached = reached._meta.get_field(step).related_model if reached else None  # type: ignore[assignment]
        except FieldDoesNotExist:
            return None
    return reached
