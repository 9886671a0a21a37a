"""The education officer: children of school age who are missing or lately back, and only that they are."""

from datetime import date, time, timedelta

import pytest
from django.apps import apps
from django.db import transaction

from tests.access.test_visibility import somebody
from waylight.access.actions import open_in_emergency
from waylight.accounts.models import Membership, User
from waylight.accounts.roles import Role
from waylight.briefings.school_notices import shareable_episodes
from waylight.config.demonstration.cast import Cast
from waylight.core import clock
from waylight.core.calendars import at_local
from waylight.core.clock import now
from waylight.episodes.choices import Category
from waylight.episodes.models import Episode
from waylight.people.child_records import ChildRecords
from waylight.people.models import Child, Identifier

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def told(cast: Cast, user: User) -> set[str]:
    pupils = {episode.child_id for episode in shareable_episodes(user)}
    return {name for name, child in cast.children.items() if child.pk in pupils}


def away(child: Child, *, back: timedelta | None = None, category: Category = Category.MISSING) -> Episode:
    """Missing for a day, and back so long ago; missing now when that is not said."""
    returned = now() - back if back is not None else None
    return Episode.objects.create(child=child, started_at=(returned or now()) - DAY, returned_at=returned, category=category)


@pytest.mark.parametrize(
    ("back", "category", "sees"),
    [
        pytest.param(None, Category.MISSING, {"dev"}, id="missing now"),
        pytest.param(28 * DAY - timedelta(minutes=1), Category.MISSING, {"dev"}, id="back for almost four weeks"),
        pytest.param(28 * DAY + timedelta(minutes=1), Category.MISSING, set(), id="back for longer"),
        pytest.param(DAY, Category.VOID, set(), id="recorded in error"),
        pytest.param(DAY, Category.ABSENT, set(), id="absent, and not missing"),
    ],
)
def test_an_officer_sees_a_pupil_while_a_school_is_told(
    cast: Cast, back: timedelta | None, category: Category, sees: set[str]
) -> None:
    away(cast.dev, back=back, category=category)
    assert told(cast, cast.farah) == sees


def test_she_sees_nobody_who_has_left_school(cast: Cast) -> None:
    """At sixteen, the last Friday in June is the last day of school age."""
    Membership.objects.update(since=date(2026, 1, 1))
    Child.objects.filter(pk=cast.chloe.pk).update(born_on=date(2010, 7, 28))
    for day, sees in ((date(2026, 6, 26), {"chloe"}), (date(2026, 6, 27), set())):
        with clock.at(at_local(day, time(12))), transaction.atomic():
            away(cast.chloe)
            assert told(cast, cast.farah) == sees
            transaction.set_rollback(True)


def test_she_sees_a_child_in_care_who_lives_here_whoever_holds_the_record(cast: Cast) -> None:
    away(cast.ben)
    Child.objects.filter(pk=cast.ben.pk).update(council=cast.calderwick)
    assert told(cast, cast.farah) == {"ben"}
    assert told(cast, somebody(cast.ashenford, Role.EDUCATION)) == set()


def test_the_one_door_answers_her_with_no_record_of_any_kind(cast: Cast) -> None:
    away(cast.amina)
    kinds = [kind for kind in apps.get_models() if isinstance(kind._default_manager.all(), ChildRecords)]
    assert Identifier.objects.filter(child=cast.amina).exists()
    assert not [kind for kind in kinds if kind._default_manager.all().visible_to(cast.farah).exists()]


def test_someone_switched_off_is_told_of_nobody(cast: Cast) -> None:
    away(cast.amina)
    cast.farah.is_active = False
    assert told(cast, cast.farah) == set()


def test_what_a_school_is_told_does_not_stand_in_the_way_of_an_emergency(cast: Cast) -> None:
    away(cast.ben)
    Membership.objects.create(
        user=cast.farah, agency=cast.harrowmere, role=Role.SOCIAL_WORKER, team="Nowhere", confirmed_at=now()
    )
    assert open_in_emergency(cast.ben, by=cast.farah, reason="His mother phoned the duty line just now.").child == cast.ben
