"""A newer export updates what an older one said, and never what a person entered."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from tests.exchange.packs import Row, child, load, on, report, together
from waylight.accounts.models import User
from waylight.agencies.councils import council_of
from waylight.config.demonstration.cast import Cast
from waylight.episodes import actions
from waylight.episodes.actions import ReportedTime
from waylight.episodes.correction_actions import correct_episode
from waylight.episodes.models import Episode, Report
from waylight.people.actions import add_child
from waylight.people.models import Child, OtherName

pytestmark = pytest.mark.django_db

MORNING = datetime(2015, 6, 2, 8, 0, tzinfo=UTC)


@pytest.fixture
def priya() -> User:
    return User.objects.create_user("priya@example.org", name="Priya Shah")


def test_a_return_in_a_newer_export_ends_the_episode(tmp_path: Path) -> None:
    load(tmp_path, [on("1", "18:00")])
    newer = load(tmp_path, [on("1", "18:00", "23:00")])
    assert (newer.changed, newer.episodes_opened, Episode.objects.still_missing().count()) == (True, 0, 0)


def test_a_blank_in_a_newer_export_wipes_nothing(tmp_path: Path) -> None:
    load(tmp_path, [on("1", "18:00", "23:00")])
    newer = load(tmp_path, [on("1", "18:00", found="", frm="")])
    assert (newer.changed, Report.objects.get().found_at) == (False, "Street")
    assert Episode.objects.get().missing_from == "FAMILY_HOME"


def test_an_episode_nobody_says_where_it_began_is_from_elsewhere_until_they_do(tmp_path: Path) -> None:
    load(tmp_path, [on("1", "18:00", "23:00", frm="")])
    assert Episode.objects.get().missing_from == "OTHER"
    load(tmp_path, [on("1", "18:00", "23:00")])
    assert Episode.objects.get().missing_from == "FAMILY_HOME"


def test_the_same_newer_export_twice_changes_nothing_the_second_time(tmp_path: Path) -> None:
    load(tmp_path, [on("1", "18:00", "23:00")])
    newer = [on("1", "18:00", "23:30", found="", ref="GM-1"), on("2", "18:00", "19:00", ref="GM-2")]
    assert [load(tmp_path, newer).changed, load(tmp_path, newer).changed] == [True, False]


def test_a_second_report_in_a_newer_export_joins_the_episode(tmp_path: Path) -> None:
    load(tmp_path, [on("1", "18:00", "23:00", ref="A")])
    newer = load(tmp_path, [on("1", "18:00", "23:00", ref="A"), on("1", "19:00", "23:00", ref="B")])
    assert (newer.second_reports, newer.episodes_opened, together()) == (1, 0, {frozenset("AB")})


def test_times_corrected_apart_make_two_episodes_of_one(tmp_path: Path) -> None:
    load(tmp_path, [on("1", "10:00", "14:00", ref="A"), on("1", "13:00", "15:00", ref="B")])
    load(tmp_path, [on("1", "10:00", "12:00", ref="A"), on("1", "13:00", "15:00", ref="B")])
    assert together() == {frozenset("A"), frozenset("B")}


def test_times_corrected_together_make_one_episode_of_two(tmp_path: Path) -> None:
    load(tmp_path, [on("1", "10:00", "12:00", ref="A"), on("1", "13:00", "15:00", ref="B")])
    load(tmp_path, [on("1", "10:00", "14:00", ref="A"), on("1", "13:00", "15:00", ref="B")])
    assert together() == {frozenset("AB")}
    assert Episode.objects.filter(category="VOID").count() == 1


def test_a_return_that_a_worker_entered_stands_and_the_load_says_so(tmp_path: Path, priya: User) -> None:
    load(tmp_path, [on("1", "18:00")])
    episode = Episode.objects.get()
    actions.record_return(episode, by=priya, version=episode.version, returned=ReportedTime(at=MORNING, source="CARER"))
    newer = load(tmp_path, [on("1", "18:00", "23:00")])
    assert Episode.objects.get().returned_at == MORNING
    assert newer.differs == ["GM-1: the force gives a different time for when the child came back"]


def test_what_happens_after_a_return_only_a_worker_knows_is_a_new_episode(tmp_path: Path, priya: User) -> None:
    """The force never closed the first incident; Priya did. The next one is not a second report of it."""
    load(tmp_path, [on("1", "18:00", ref="A")])
    episode = Episode.objects.get()
    actions.record_return(episode, by=priya, version=episode.version, returned=ReportedTime(at=MORNING, source="CARER"))
    load(tmp_path, [on("1", "18:00", ref="A"), on("5", "18:00", "20:00", ref="B")])
    assert together() == {frozenset("A"), frozenset("B")}
    assert Episode.objects.get(reference="A").returned_at == MORNING


def test_an_episode_recorded_in_error_stays_so(tmp_path: Path, priya: User) -> None:
    load(tmp_path, [on("1", "18:00", "23:00", ref="A")])
    episode = Episode.objects.get()
    correct_episode(episode, by=priya, version=episode.version, because="at a friend's with leave", category="VOID")
    load(tmp_path, [on("1", "18:00", "23:30", ref="A"), on("3", "18:00", "19:00", ref="B")])
    assert (Episode.objects.get(reference="A").category, together()) == ("VOID", {frozenset("B")})


def test_a_fact_that_a_worker_corrected_stands(tmp_path: Path, priya: User) -> None:
    load(tmp_path, [on("1", "18:00", "23:00", frm="Family home")])
    episode = Episode.objects.get()
    correct_episode(episode, by=priya, version=episode.version, because="it was the school", missing_from="SCHOOL")
    newer = load(tmp_path, [on("1", "18:00", "23:00", frm="Hospital")])
    assert Episode.objects.get().missing_from == "SCHOOL"
    assert newer.differs == ["GM-1: the force gives a different place missing from"]


def test_taking_an_episode_on_does_not_shut_out_the_forces_own_corrections(tmp_path: Path, priya: User) -> None:
    load(tmp_path, [on("1", "18:00", found="Street")])
    episode = Episode.objects.get()
    actions.take_ownership(episode, by=priya, version=episode.version)
    load(tmp_path, [on("1", "18:00", "23:00", found="Rail station")])
    episode = Episode.objects.get()
    assert (episode.found_at, episode.returned_at is None, episode.owner) == ("Rail station", False, priya)


def test_the_forces_report_joins_an_episode_that_a_worker_opened(tmp_path: Path, priya: User) -> None:
    council = council_of("356")
    amina = add_child(by=priya, council=council, forename="Amina", surname="Okafor", born_on=datetime(2003, 2, 14).date())  # noqa: DTZ001 - a birth date
    at = ReportedTime(at=datetime(2015, 6, 1, 16, 50, tzinfo=UTC), source="PARENT")
    actions.report_missing(amina, by=priya, last_seen=at, reported=at, missing_from="FAMILY_HOME", reported_by="mother")
    loaded = load(tmp_path, [on("1", "18:00", "23:00")])
    episode = Episode.objects.get()
    assert (loaded.second_reports, episode.started_at, episode.returned_at is None) == (1, at.at, False)


def test_a_newer_extract_updates_a_child_and_leaves_what_a_person_changed(tmp_path: Path, priya: User) -> None:
    load(tmp_path, children=[child("1", known_as=""), child("2", forename="Ben", known_as="")])
    ben = Child.objects.get(forename="Ben")
    Child.objects.filter(pk=ben.pk).update(known_as="Benji", version=ben.version + 1)
    newer = load(tmp_path, children=[child("1", known_as="Mina"), child("2", forename="Ben", known_as="Benny")])
    assert {found.known_as for found in Child.objects.all()} == {"Mina", "Benji"}
    assert newer.differs == ["Child 2: the file gives a different known as"]


def test_an_analyst_reads_that_a_file_gives_a_different_date_of_birth(tmp_path: Path) -> None:
    load(tmp_path, children=[child("1")])
    amina = Child.objects.get()
    Child.objects.filter(pk=amina.pk).update(born_on=date(2003, 2, 15), version=amina.version + 1)
    newer = load(tmp_path, children=[child("1", team="East")])
    assert newer.differs == ["Child 1: the file gives a different date of birth"]


def test_one_councils_load_leaves_anothers_children_alone(tmp_path: Path, cast: Cast) -> None:
    others = set(Child.objects.values_list("pk", "version"))
    load(tmp_path, [report(forename=cast.children["amina"].forename)])
    assert others <= set(Child.objects.values_list("pk", "version"))


@pytest.mark.parametrize(
    "newer",
    [
        pytest.param(report(seen="01/06/2015 20:00", reported="", back=""), id="last seen after the report was made"),
        pytest.param(report(seen="02/06/2015 20:00", reported="", back=""), id="last seen after the return"),
    ],
)
def test_times_that_cannot_go_with_those_given_before_change_nothing_and_are_told(tmp_path: Path, newer: Row) -> None:
    load(tmp_path, [report()])
    again = load(tmp_path, [newer])
    assert (again.changed, again.differs) == (False, ["GM-1: its new times do not fit the times it gave before"])
    assert Episode.objects.get().duration == timedelta(hours=5)


def test_a_force_time_after_the_return_a_worker_gave_is_told_and_not_taken(tmp_path: Path, priya: User) -> None:
    load(tmp_path, [report(back="")])
    episode = Episode.objects.get()
    soon = datetime(2015, 6, 1, 18, 30, tzinfo=UTC)
    actions.record_return(episode, by=priya, version=episode.version, returned=ReportedTime(at=soon, source="CARER"))
    newer = load(tmp_path, [report(seen="01/06/2015 20:00", reported="01/06/2015 21:00", back="02/06/2015 08:00")])
    assert any("do not fit" in line for line in newer.differs)
    assert Episode.objects.get().duration >= timedelta()


def test_a_surname_corrected_for_every_report_loads_and_names_nobody_else(tmp_path: Path) -> None:
    load(
        tmp_path,
        [report("A-1", forename="Jayden"), report("A-2", forename="Jaydon", seen="03/06/2015 18:00", reported="", back="")],
    )
    newer = load(
        tmp_path,
        [
            report("A-1", forename="Jayden", surname="Wall"),
            report("A-2", forename="Jaydon", surname="Wall", seen="03/06/2015 18:00", reported="", back=""),
        ],
    )
    assert (newer.files["police_reports.csv"]["accepted"], Child.objects.count()) == (2, 1)


def test_a_name_of_a_report_that_stays_with_another_child_is_not_taught(tmp_path: Path) -> None:
    children = [child("1", forename="Jayden", surname="Hall"), child("2", forename="Amina", surname="Wall")]
    load(tmp_path, [report("A-1", forename="Jayden", surname="Hall")], children=children)
    load(tmp_path, [report("A-1", forename="Minah", surname="Wall")], children=children)
    assert not OtherName.objects.filter(child__surname="Wall").exists()
