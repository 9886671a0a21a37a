"""Two records of one child made one, and apart again."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError

from tests.exchange.canonical import state
from tests.exchange.packs import child, interview, load, on
from waylight.accounts.models import User
from waylight.audit.models import Entry
from waylight.episodes.actions import Known, record_return
from waylight.episodes.models import Episode, Report
from waylight.people.merging import merge, undo_merge
from waylight.people.models import Child, Identifier, Merge, SearchName

pytestmark = pytest.mark.django_db

SAME = "her surname changed when she was adopted"


@pytest.fixture
def priya() -> User:
    return User.objects.create_user("priya@example.org", name="Priya Shah")


@pytest.fixture
def amina(tmp_path: Path) -> Child:
    """Amina, loaded under two surnames with two numbers."""
    reports = [on("1", "18:00", "23:00", ref="A"), on("5", "18:00", "23:00", ref="B", surname="Byrne")]
    children = [child("1"), child("2", surname="Byrne")]
    load(tmp_path, reports, children=children, interviews=[interview("B")])
    return Child.objects.get(surname="Okafor")


@pytest.fixture
def byrne(amina: Child) -> Child:
    return Child.objects.get(surname="Byrne")


def test_everything_about_the_other_record_moves(amina: Child, byrne: Child, priya: User) -> None:
    merge(amina, byrne, by=priya, because=SAME)
    assert (amina.episodes.count(), amina.interviews.count(), byrne.episodes.count()) == (2, 1, 0)


def test_both_numbers_and_both_names_still_find_her(amina: Child, byrne: Child, priya: User) -> None:
    merge(amina, byrne, by=priya, because=SAME)
    assert set(Identifier.objects.filter(child=amina).values_list("value", flat=True)) == {"1", "2"}
    assert set(SearchName.objects.values_list("written", "child")) == {("Amina Okafor", amina.pk), ("Amina Byrne", amina.pk)}


def test_undoing_it_restores_exactly(amina: Child, byrne: Child, priya: User) -> None:
    before = state()
    undo_merge(merge(amina, byrne, by=priya, because=SAME), by=priya)
    after = state()
    changed = {table for table in before if before[table] != after[table]}
    assert changed == {"child", "merge"}
    assert (Child.objects.get(pk=byrne.pk).merged_into, SearchName.objects.filter(child=byrne).count()) == (None, 1)


def test_what_was_added_since_stays_with_the_record_kept(amina: Child, byrne: Child, priya: User) -> None:
    done = merge(amina, byrne, by=priya, because=SAME)
    Episode.objects.create(child=amina, started_at=datetime(2015, 7, 1, tzinfo=UTC), returned_at=datetime(2015, 7, 2, tzinfo=UTC))
    undo_merge(done, by=priya)
    assert (amina.episodes.count(), byrne.episodes.count()) == (2, 1)


def test_loads_follow_the_merge(tmp_path: Path, amina: Child, byrne: Child, priya: User) -> None:
    merge(amina, byrne, by=priya, because=SAME)
    children = [child("1", known_as="Mina"), child("2", surname="Byrne", known_as="Minnie")]
    again = [on("9", "18:00", "23:00", ref="C", surname="Byrne")]
    load(tmp_path, again, children=children)
    kept = Child.objects.get(pk=amina.pk)
    assert (kept.known_as, kept.surname, Report.objects.get(reference="C").episode.child) == ("Mina", "Okafor", kept)
    assert load(tmp_path, again, children=children).changed is False


def test_two_open_episodes_are_settled_first(tmp_path: Path, amina: Child, byrne: Child, priya: User) -> None:
    reports = [on("20", "18:00", ref="X"), on("21", "18:00", ref="Y", surname="Byrne")]
    load(tmp_path, reports)
    with pytest.raises(ValidationError, match="Both records have an open episode"):
        merge(amina, byrne, by=priya, because=SAME)
    open_one = Episode.objects.get(reference="Y")
    back = Known(at=datetime(2015, 6, 22, tzinfo=UTC))
    record_return(open_one, by=priya, version=open_one.version, returned=back)
    merge(amina, byrne, by=priya, because=SAME)
    assert amina.episodes.count() == 4


@pytest.mark.parametrize(
    ("because", "said"),
    [pytest.param("", "Say why", id="no reason given"), pytest.param(SAME, "same record", id="a record with itself")],
)
def test_a_merge_that_makes_no_sense_is_refused(amina: Child, byrne: Child, priya: User, because: str, said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        merge(amina, amina if because else byrne, by=priya, because=because)


def test_a_record_is_merged_away_only_once(amina: Child, byrne: Child, priya: User) -> None:
    done = merge(amina, byrne, by=priya, because=SAME)
    with pytest.raises(ValidationError, match="already been merged"):
        merge(amina, Child.objects.get(pk=byrne.pk), by=priya, because=SAME)
    undo_merge(done, by=priya)
    with pytest.raises(ValidationError, match="already been undone"):
        undo_merge(Merge.objects.get(), by=priya)


def test_both_acts_are_audited_under_both_children(amina: Child, byrne: Child, priya: User) -> None:
    undo_merge(merge(amina, byrne, by=priya, because=SAME), by=priya)
    for one in (amina, byrne):
        assert Entry.objects.filter(child=one.pk, by=priya).count() == 2
