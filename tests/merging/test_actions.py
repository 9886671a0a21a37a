"""Two records of one child made one, with the episodes both tell of; and apart again, as they were."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from tests.exchange.packs import Row, interview, load, on, report, together
from tests.merging.pairs import EVENING, KNOWN, apart, both, made_one, records, somebody
from waylight.accounts.models import User
from waylight.agencies.councils import council_of
from waylight.audit.models import Entry
from waylight.briefings.case_file import case_file_for
from waylight.briefings.chronology import chronology
from waylight.briefings.read_permissions import RecordReader
from waylight.core import clock
from waylight.episodes.actions import ReportedTime, add_log_line, record_return, report_missing
from waylight.episodes.choices import Category, LogKind
from waylight.episodes.correction_actions import correct_episode
from waylight.episodes.models import Episode, LogLine, Report
from waylight.exchange.batches.journal import written_by_a_person
from waylight.interviews.allocation import allocate
from waylight.interviews.models import Coverage, Interview
from waylight.people.models import Child
from waylight.placements.models import Flag

pytestmark = pytest.mark.django_db

quickly = settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))


def test_an_evening_reported_under_both_names_becomes_one_episode(tmp_path: Path, priya: User) -> None:
    load(tmp_path, EVENING, children=KNOWN)
    done = made_one(priya)
    assert (together(), done.joined, done.to_look_at) == ({frozenset("AB")}, 1, ())
    episode = Episode.objects.get(category=Category.MISSING)
    assert (episode.child.surname, episode.returned_at) == ("Okafor", datetime(2015, 6, 1, 22, 30, tzinfo=UTC))


def test_evenings_that_only_follow_each_other_stay_two(tmp_path: Path, priya: User) -> None:
    load(tmp_path, [EVENING[0], on("1", "23:00", "23:30", ref="B", surname="Byrne")], children=KNOWN)
    assert (made_one(priya).joined, together()) == (0, {frozenset("A"), frozenset("B")})


def test_the_joining_is_written_down_and_so_is_the_merge_for_both_children(tmp_path: Path, priya: User) -> None:
    load(tmp_path, EVENING, children=KNOWN)
    apart(made_one(priya), priya)
    verbs = {entry.verb for entry in Entry.objects.filter(by=priya)}
    assert {"merged another record into", "merged away", "joined with another episode", "undid a merge into"} <= verbs


def test_the_interview_of_the_second_report_covers_the_episode_it_joined(tmp_path: Path, priya: User) -> None:
    load(tmp_path, EVENING, children=KNOWN, interviews=[interview("B")])
    made_one(priya)
    assert Interview.objects.get().covers.get().episode == Episode.objects.get(category=Category.MISSING)


def test_what_was_written_of_an_episode_goes_where_its_reports_go(tmp_path: Path, priya: User) -> None:
    load(tmp_path, EVENING, children=KNOWN)
    line = add_log_line(Episode.objects.get(reference="B"), by=priya, kind=LogKind.FAMILY, what="Her aunt has not seen her.")
    done = made_one(priya)
    assert LogLine.objects.get().episode == Episode.objects.get(category=Category.MISSING)
    apart(done, priya)
    assert LogLine.objects.get().episode_id == line.episode_id


def test_a_child_who_is_missing_is_never_brought_home_by_a_merge(tmp_path: Path, priya: User) -> None:
    load(tmp_path, [on("1", "18:00", ref="A"), EVENING[1]], children=KNOWN)
    before = records()
    with pytest.raises(ValidationError, match="In one record the child is missing now"):
        made_one(priya)
    assert records() == before


def test_two_episodes_people_worked_in_are_named_for_a_person_to_look_at(tmp_path: Path, priya: User) -> None:
    load(tmp_path, EVENING, children=KNOWN)
    for episode in Episode.objects.all():
        correct_episode(
            episode, by=priya, version=episode.version, because="The carer rang.", circumstances="Left by the back door."
        )
    assert "but someone has worked on this one" in made_one(priya).to_look_at[0]


def test_the_same_files_again_change_nothing_after_a_merge_and_after_it_is_undone(tmp_path: Path, priya: User) -> None:
    load(tmp_path, EVENING, children=KNOWN)
    done = made_one(priya)
    assert load(tmp_path, EVENING, children=KNOWN).changed is False
    apart(done, priya)
    assert load(tmp_path, EVENING, children=KNOWN).changed is False


def test_a_merge_is_nobody_s_word_against_a_newer_file(tmp_path: Path, priya: User) -> None:
    load(tmp_path, EVENING, children=KNOWN)
    apart(made_one(priya), priya)
    touched = [*Child.objects.all(), *Episode.objects.all(), *Report.objects.all()]
    assert not any(written_by_a_person(record) for record in touched)
    load(tmp_path, [EVENING[0] | {"Returned": "02/06/2015 01:00"}], children=KNOWN)
    assert Episode.objects.get(reference="A").returned_at == datetime(2015, 6, 2, 0, tzinfo=UTC)


def test_what_a_person_put_right_since_stays_and_is_named(tmp_path: Path, priya: User) -> None:
    load(tmp_path, EVENING, children=KNOWN)
    done = made_one(priya)
    joined = Episode.objects.get(category=Category.MISSING)
    correct_episode(joined, by=priya, version=joined.version, because="The carer rang.", circumstances="Left by the back door.")
    undone = apart(done, priya)
    assert together() == {frozenset("A"), frozenset("B")}
    assert undone.to_look_at == ("The episode that began on 1 June 2015 was changed since the merge",)
    assert Episode.objects.get(pk=joined.pk).circumstances == "Left by the back door."


@some.composite
def evenings(draw: some.DrawFn) -> list[Row]:
    """Up to eight reports within three days, under either name, some never closed."""
    return [_evening(draw, number) for number in range(draw(some.integers(1, 8)))]


def _evening(draw: some.DrawFn, number: int) -> Row:
    begun = datetime(2015, 6, 1) + timedelta(hours=draw(some.integers(0, 71)))  # noqa: DTZ001 - as a force writes it
    back = begun + timedelta(hours=draw(some.integers(0, 12)), minutes=30)
    return report(
        ref=f"R{number}",
        surname=draw(some.sampled_from(["Okafor", "Byrne"])),
        seen=f"{begun:%d/%m/%Y %H:%M}",
        reported=f"{begun:%d/%m/%Y %H:%M}",
        back=f"{back:%d/%m/%Y %H:%M}" if draw(some.integers(0, 5)) else "",
        found=draw(some.sampled_from(["", "Street", "Home"])),
    )


def _work(draw_from: some.DataObject, by: User) -> None:
    """A person writes of some of the episodes, has the child heard about others, and records one of their own."""
    for episode in list(Episode.objects.order_by("started_at")):
        done = draw_from.draw(some.sampled_from(["nothing", "nothing", "corrected", "written of", "heard"]))
        if done == "corrected":
            correct_episode(
                episode, by=by, version=episode.version, because="The carer rang.", circumstances="Left by the back door."
            )
        elif done == "written of":
            add_log_line(episode, by=by, kind=LogKind.FAMILY, what="Her aunt has not seen her.")
        elif done == "heard" and episode.returned_at and not Coverage.objects.filter(episode=episode).exists():
            allocate([episode], by=by, provider=council_of("356"))
    for child in both():
        ended = draw_from.draw(some.sampled_from([None, date(2015, 2, 1), date(2015, 3, 1)]))
        Flag.objects.create(child=child, kind="CSE", source="LA", started_on=date(2015, 1, 1), ended_on=ended)
    child_of_theirs = draw_from.draw(some.sampled_from(both()))
    with clock.at(datetime(2015, 6, 4, 12, tzinfo=UTC)):
        seen = ReportedTime(at=clock.now())
        try:
            with transaction.atomic():
                theirs = report_missing(
                    child_of_theirs, by=by, last_seen=seen, reported=seen, missing_from="FAMILY_HOME", reported_by="Parent"
                )
                record_return(theirs, by=by, version=theirs.version, returned=ReportedTime(at=clock.now()))
        except ValidationError:
            return  # the force has an open report of that time


@given(rows=evenings(), data=some.data(), keep=some.sampled_from(["Okafor", "Byrne"]))
@quickly
def test_undoing_gives_back_exactly_what_was(rows: list[Row], data: some.DataObject, keep: str) -> None:
    with TemporaryDirectory() as folder, transaction.atomic():
        priya = somebody()
        load(Path(folder), rows, children=KNOWN, interviews=[interview("R0")])
        _work(data, priya)
        before = records()
        try:
            done = made_one(priya, keep=keep)
        except ValidationError:
            assert records() == before
        else:
            apart(done, priya)
            assert records() == before
        transaction.set_rollback(True)


@given(rows=evenings(), keep=some.sampled_from(["Okafor", "Byrne"]))
@quickly
def test_a_merge_groups_as_a_load_under_one_name_would(rows: list[Row], keep: str) -> None:
    with TemporaryDirectory() as folder, transaction.atomic():
        load(Path(folder), [row | {"Surname": "Okafor"} for row in rows], children=KNOWN[:1])
        as_one = together()
        transaction.set_rollback(True)
    with TemporaryDirectory() as folder, transaction.atomic():
        load(Path(folder), rows, children=KNOWN)
        try:
            made_one(somebody(), keep=keep)
        except ValidationError:
            assert any(row["Returned"] == "" for row in rows)
        else:
            assert together() - {frozenset()} == as_one
        transaction.set_rollback(True)


def test_an_episode_that_was_another_one_s_is_called_so_in_the_story(tmp_path: Path, priya: User) -> None:
    load(tmp_path, EVENING, children=KNOWN)
    kept = made_one(priya).merge.kept
    titles = [entry.title for entry in chronology(case_file_for(kept), RecordReader(priya.roles())) if entry.kind == "episode"]
    assert titles == ["Duplicate episode: combined with another episode", "Missing from family home"]
