from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import transaction

from waylight.access.models import BreakGlass
from waylight.audit.verification import verify_trail
from waylight.chronology.chronicled import Chronicled
from waylight.config.demonstration import install
from waylight.config.demonstration.partnership import SIZES
from waylight.core.clock import at, now
from waylight.duties.trigger import find_repeat_levels
from waylight.episodes.models import Episode, SafeAndWellCheck
from waylight.exchange.models import Waiting
from waylight.interviews.models import Answer, Interview
from waylight.people.models import Child, Identifier
from waylight.placements.models import Home

pytestmark = pytest.mark.django_db
SMALL = {code: replace(size, children=60, episodes=190) for code, size in SIZES.items()}


@pytest.fixture(scope="module")
def demonstration(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[Path]:
    """The demonstration with fewer children, filled once for the tests here, which only read it."""
    folder = tmp_path_factory.mktemp("demonstration")
    with django_db_blocker.unblock(), transaction.atomic():
        install.fill(folder, lambda _: None, sizes=SMALL)
        yield folder
        transaction.set_rollback(True)


def test_the_partnership_is_alive_today(demonstration):
    harrowmere = Episode.objects.filter(child__council__name="Harrowmere")
    missing = harrowmere.still_missing()
    assert missing.count() >= 5
    assert min(now() - episode.reported_at for episode in missing if episode.reported_at) < timedelta(minutes=3)
    assert harrowmere.filter(started_at__lt=now() - timedelta(days=700)).exists()
    assert Waiting.objects.undecided().count() == 2
    assert BreakGlass.objects.to_review().count() == 1
    assert (demonstration / "files-to-load" / "police_reports.csv").exists()


def test_the_files_to_try_tell_of_children_and_homes_not_met_before(demonstration):
    folder = demonstration / "files-to-load"
    lines = [line for name in ("children", "homes") for line in (folder / f"{name}.csv").read_text("utf-8-sig").splitlines()]
    tried = {line.partition(",")[0] for line in lines} - {"person_id", "urn"}
    met = set(Identifier.objects.values_list("value", flat=True)) | set(Home.objects.values_list("urn", flat=True))
    assert tried
    assert not tried & met


def test_each_of_the_four_children_has_a_story(demonstration):
    amina, ben, chloe, dev = (
        Child.objects.get(forename=name, identifiers__value__startswith="H-") for name in ("Amina", "Ben", "Chloe", "Dev")
    )
    reached = find_repeat_levels([(episode.started_at.date(), episode.pk) for episode in Episode.objects.filter(child=amina)])
    assert [one.level for one in reached] == [3]
    assert "I wasn't missing" in Answer.objects.get(interview__child=amina, section="own_words").said["words"]
    assert [episode.reports.count() for episode in Episode.objects.filter(child=ben)] == [2, 2]
    assert Episode.objects.still_missing().get(child=ben).missing_from_name == "Birch House"
    assert all(interview.late_because for interview in Interview.objects.filter(child=chloe, outcome="COMPLETED"))
    assert Episode.objects.get(child=dev).started_at.astimezone().isoweekday() is not None


def test_nothing_in_it_has_yet_to_happen(demonstration):
    for model in (Episode, SafeAndWellCheck, Interview):
        for record in model.objects.all():
            assert isinstance(record, Chronicled)
            timeline = record.timeline()
            assert all(timeline.first(moment, by=now()) for moment in timeline)


def test_its_trail_is_whole(demonstration):
    assert verify_trail().unsealed == 0


def test_it_grows_old_after_a_week(demonstration):
    assert not install.grown_old()
    with at(now() + timedelta(days=8)):
        assert install.grown_old()
