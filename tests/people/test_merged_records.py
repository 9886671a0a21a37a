"""Two records of one child made one, and apart again."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError

from tests.exchange.canonical import state
from tests.exchange.packs import child, interview, load, on
from waylight.access.emergency_lookup import by_name
from waylight.accounts.models import User
from waylight.agencies.councils import council_of
from waylight.audit.models import Entry
from waylight.core.versions import save_change
from waylight.episodes.actions import ReportedTime, record_return
from waylight.episodes.models import Episode, Report
from waylight.merging.actions import merge_records
from waylight.people import merged_records
from waylight.people.actions import add_child
from waylight.people.merged_records import count_left_behind, kept_record_key, merge_children, undo_children_merge
from waylight.people.models import Child, Identifier, Merge, SearchName
from waylight.placements.models import Flag

pytestmark = pytest.mark.django_db

SAME = "her surname changed when she was adopted"


def made_one(kept: Child, merged: Child, by: User, because: str = SAME) -> Merge:
    kept, merged = (Child.objects.get(pk=child.pk) for child in (kept, merged))
    return merge_children(kept, merged, by=by, versions=(kept.version, merged.version), because=because)


def apart(done: Merge, by: User) -> Child:
    return undo_children_merge(done, by=by, version=done.version)


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
    made_one(amina, byrne, priya)
    assert (amina.episodes.count(), amina.interviews.count(), byrne.episodes.count()) == (2, 1, 0)


def test_both_numbers_and_both_names_still_find_her(amina: Child, byrne: Child, priya: User) -> None:
    made_one(amina, byrne, priya)
    assert set(Identifier.objects.filter(child=amina).values_list("value", flat=True)) == {"1", "2"}
    assert set(SearchName.objects.values_list("written", "child")) == {("Amina Okafor", amina.pk), ("Amina Byrne", amina.pk)}


def test_undoing_it_restores_exactly(amina: Child, byrne: Child, priya: User) -> None:
    before = state()
    apart(made_one(amina, byrne, priya), priya)
    after = state()
    changed = {table for table in before if before[table] != after[table]}
    assert changed == {"child", "merge"}
    assert (Child.objects.get(pk=byrne.pk).merged_into, SearchName.objects.filter(child=byrne).count()) == (None, 1)


def test_what_was_added_since_stays_with_the_record_kept(amina: Child, byrne: Child, priya: User) -> None:
    done = made_one(amina, byrne, priya)
    Episode.objects.create(child=amina, started_at=datetime(2015, 7, 1, tzinfo=UTC), returned_at=datetime(2015, 7, 2, tzinfo=UTC))
    apart(done, priya)
    assert (amina.episodes.count(), byrne.episodes.count()) == (2, 1)


def test_loads_follow_the_merge(tmp_path: Path, amina: Child, byrne: Child, priya: User) -> None:
    made_one(amina, byrne, priya)
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
        merge_records(amina, byrne, by=priya, versions=(amina.version, byrne.version), because=SAME)
    open_one = Episode.objects.get(reference="Y")
    back = ReportedTime(at=datetime(2015, 6, 22, tzinfo=UTC))
    record_return(open_one, by=priya, version=open_one.version, returned=back)
    made_one(amina, byrne, priya)
    assert amina.episodes.count() == 4


@pytest.mark.parametrize(
    ("because", "said"),
    [pytest.param("", "Give the reason", id="no reason given"), pytest.param(SAME, "same record", id="a record with itself")],
)
def test_a_merge_that_makes_no_sense_is_refused(amina: Child, byrne: Child, priya: User, because: str, said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        made_one(amina, amina if because else byrne, priya, because)


def test_a_record_is_merged_away_only_once(amina: Child, byrne: Child, priya: User) -> None:
    done = made_one(amina, byrne, priya)
    with pytest.raises(ValidationError, match="already been merged"):
        made_one(amina, byrne, priya)
    apart(done, priya)
    with pytest.raises(ValidationError, match="already been undone"):
        apart(Merge.objects.get(), priya)


def test_both_acts_are_audited_under_both_children(amina: Child, byrne: Child, priya: User) -> None:
    apart(made_one(amina, byrne, priya), priya)
    for one in (amina, byrne):
        assert Entry.objects.filter(child=one.pk, by=priya).count() == 2


def test_what_the_kept_record_has_the_like_of_stays_behind_and_is_said(amina: Child, byrne: Child, priya: User) -> None:
    for one in (amina, byrne):
        Flag.objects.create(child=one, kind="CSE", source="LA", started_on=date(2015, 1, 1))
    Flag.objects.create(child=byrne, kind="CSE", source="POLICE", started_on=date(2015, 1, 1))
    done = made_one(amina, byrne, priya)
    assert (amina.flags.count(), byrne.flags.count(), count_left_behind(done)) == (2, 1, {"placements.Flag": 1})


def test_what_cannot_move_for_another_reason_refuses_the_whole_merge(
    amina: Child, byrne: Child, priya: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As when somebody writes the like of a record in the same moment."""
    for one in (amina, byrne):
        Flag.objects.create(child=one, kind="CSE", source="LA", started_on=date(2015, 1, 1))
    monkeypatch.setattr(merged_records, "_duplicates", lambda *_: set())
    with pytest.raises(ValidationError, match="while you were comparing"):
        made_one(amina, byrne, priya)
    assert (byrne.episodes.count(), Merge.objects.count()) == (1, 0)


def test_a_record_changed_while_the_two_were_compared_refuses_the_merge(amina: Child, byrne: Child, priya: User) -> None:
    save_change(Child.objects.get(pk=byrne.pk), expected=byrne.version, known_as="Mina")
    with pytest.raises(ValidationError, match="while you were comparing"):
        merge_children(amina, byrne, by=priya, versions=(amina.version, byrne.version), because=SAME)


def test_each_council_keeps_its_own_record(amina: Child, priya: User) -> None:
    theirs = add_child(by=None, council=council_of("355"), forename="Amina", surname="Okafor", born_on=amina.born_on)
    with pytest.raises(ValidationError, match="belong to different councils"):
        made_one(amina, theirs, priya)


def test_a_record_merged_twice_over_leads_to_the_last_one_kept(amina: Child, byrne: Child, priya: User) -> None:
    third = add_child(by=None, council=amina.council, forename="Amina", surname="Adeyemi", born_on=amina.born_on)
    first = made_one(amina, byrne, priya)
    made_one(third, amina, priya)
    assert kept_record_key(byrne.pk) == third.pk
    with pytest.raises(ValidationError, match="Undo that merge first"):
        apart(first, priya)


def test_what_the_other_record_was_called_finds_her_until_it_is_undone(amina: Child, byrne: Child, priya: User) -> None:
    Child.objects.filter(pk=byrne.pk).update(known_as="Tiger")
    done = made_one(amina, byrne, priya)
    assert set(SearchName.objects.filter(child=amina).values_list("written", flat=True)) >= {"Tiger Byrne", "Amina Byrne"}
    apart(done, priya)
    assert not SearchName.objects.filter(child=amina, written="Tiger Byrne").exists()


def test_the_other_record_s_birth_date_still_finds_her_in_an_emergency(amina: Child, byrne: Child, priya: User) -> None:
    Child.objects.filter(pk=byrne.pk).update(born_on=date(2002, 2, 2))
    made_one(amina, byrne, priya)
    assert by_name("Amina", "Byrne", date(2002, 2, 2)) == by_name("Amina", "Byrne", amina.born_on) == [amina]
