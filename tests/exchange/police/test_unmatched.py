"""Reports that wait for a person: linked, kept apart, or left; and never asked about twice."""

from pathlib import Path

import pytest
from django.core.exceptions import ValidationError

from tests.exchange.packs import Row, child, load, on
from waylight.accounts.models import User
from waylight.agencies.models import Agency, Kind
from waylight.audit.models import Entry
from waylight.episodes.models import Episode, Report
from waylight.exchange.batches.undo import undo_load
from waylight.exchange.models import Waiting
from waylight.exchange.police.unmatched import as_payload, create_child_for_report, from_payload, link_report
from waylight.people.models import Child

pytestmark = pytest.mark.django_db

TWINS = [child("1", forename="Jack", surname="Mills"), child("2", forename="Jake", surname="Mills")]
UNDECIDED = on("1", "18:00", "23:00", ref="W", surname="Mills", forename="")
MISSPELT = on("3", "18:00", "23:00", ref="W2", surname="Mills", forename="Jck")


@pytest.fixture
def priya() -> User:
    return User.objects.create_user("priya@example.org", name="Priya Shah")


def waits(folder: Path, *reports: Row) -> Waiting:
    load(folder, reports, children=TWINS)
    return Waiting.objects.get()


def test_the_children_it_may_be_about_are_named_with_the_reason(tmp_path: Path) -> None:
    waiting = waits(tmp_path, UNDECIDED)
    assert {found.forename for found in waiting.candidates.all()} == {"Jack", "Jake"}
    assert waiting.because == "no forename, and a child with this surname and birth date is recorded"


def test_a_linked_report_loads_under_its_child_and_says_who_decided(tmp_path: Path, priya: User) -> None:
    link_report(waits(tmp_path, UNDECIDED), Child.objects.get(forename="Jack"), by=priya)
    loaded = Report.objects.get()
    assert loaded.episode.child.forename == "Jack"
    assert loaded.matched_because.startswith("Priya Shah linked it on")
    assert Entry.objects.filter(verb="linked", by=priya, child=loaded.episode.child_id).count() == 1


def test_a_report_kept_apart_makes_a_new_record(tmp_path: Path, priya: User) -> None:
    create_child_for_report(waits(tmp_path, UNDECIDED), by=priya)
    assert (Child.objects.count(), Report.objects.get().episode.child.surname) == (3, "Mills")


def test_a_report_left_alone_goes_on_waiting_once(tmp_path: Path) -> None:
    waits(tmp_path, UNDECIDED)
    again = load(tmp_path, [UNDECIDED], children=TWINS)
    assert (again.changed, again.waiting, Waiting.objects.undecided().count()) == (False, 1, 1)


def test_a_newer_export_of_a_waiting_report_is_what_the_person_sees(tmp_path: Path) -> None:
    waits(tmp_path, on("1", "18:00", ref="W", surname="Mills", forename=""))
    assert waits(tmp_path, UNDECIDED).told["returned_at"] is not None


@pytest.mark.parametrize(
    "decide",
    [
        lambda waiting, by: link_report(waiting, Child.objects.get(forename="Jack"), by=by),
        lambda waiting, by: create_child_for_report(waiting, by=by),
    ],
)
def test_the_next_load_of_the_same_report_follows_the_decision(tmp_path: Path, priya: User, decide) -> None:
    decide(waits(tmp_path, UNDECIDED), priya)
    again = load(tmp_path, [UNDECIDED], children=TWINS)
    assert (again.waiting, again.episodes_opened, again.changed) == (0, 0, False)


def test_the_decision_outlives_the_load_it_came_in(tmp_path: Path, priya: User) -> None:
    load(tmp_path, children=TWINS)
    waiting = waits(tmp_path, UNDECIDED)
    link_report(waiting, Child.objects.get(forename="Jack"), by=priya)
    undo_load(waiting.batch, by=priya)
    assert Episode.objects.count() == 0
    load(tmp_path, [UNDECIDED], children=TWINS)
    assert Report.objects.get().episode.child.forename == "Jack"


def test_a_name_once_linked_is_known_from_then_on(tmp_path: Path, priya: User) -> None:
    both = [child("1", forename="Jayden"), child("2", forename="Jaydan")]
    load(tmp_path, [on("1", "18:00", "19:00", ref="W", forename="Jaydon")], children=both)
    link_report(Waiting.objects.get(), Child.objects.get(forename="Jayden"), by=priya)
    again = load(tmp_path, [on("5", "18:00", "19:00", ref="NEXT", forename="Jaydon")], children=both)
    assert (again.waiting, Report.objects.get(reference="NEXT").episode.child.forename) == (0, "Jayden")


def test_two_people_cannot_decide_one_report(tmp_path: Path, priya: User) -> None:
    waiting = waits(tmp_path, UNDECIDED)
    create_child_for_report(waiting, by=priya)
    with pytest.raises(ValidationError, match="already decided"):
        link_report(waiting, Child.objects.get(forename="Jack"), by=priya)


def test_a_report_cannot_be_linked_to_another_councils_child(tmp_path: Path, priya: User) -> None:
    elsewhere = Agency.objects.create(kind=Kind.COUNCIL, name="Elsewhere")
    theirs = Child.objects.create(council=elsewhere, surname="Mills", surname_key="mills", born_on="2003-02-14")
    with pytest.raises(ValidationError, match="Another council"):
        link_report(waits(tmp_path, UNDECIDED), theirs, by=priya)


def test_what_waits_is_kept_exactly_as_it_was_read(tmp_path: Path) -> None:
    told = waits(tmp_path, UNDECIDED).told
    assert as_payload(from_payload(told)) == told


def test_a_newer_export_that_only_moves_a_waiting_report_says_nothing_new(tmp_path: Path) -> None:
    waits(tmp_path, UNDECIDED, on("5", "18:00", "23:00", ref="O"))
    moved = load(tmp_path, [on("5", "18:00", "23:00", ref="O"), UNDECIDED], children=TWINS)
    assert moved.changed is False
