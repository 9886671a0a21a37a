"""Correcting an episode, with who, when and why. Two people must agree that a child was never missing."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from tests.episodes.histories import HOUR, TONIGHT, back, missing
from waylight.briefings.clocks import duty_statuses_for
from waylight.config.demonstration.cast import Cast
from waylight.core import clock
from waylight.core.versions import EditConflict
from waylight.episodes.actions import record_check
from waylight.episodes.choices import CorrectionKind
from waylight.episodes.correction_actions import (
    approve_void,
    change_category,
    correct_check,
    correct_episode,
    decline_void,
    request_void,
    undo_return,
)
from waylight.episodes.models import Correction, Episode, SafeAndWellCheck


@pytest.fixture(autouse=True)
def _tonight():
    with clock.at(TONIGHT):
        yield


def test_a_correction_keeps_the_earlier_values(cast: Cast) -> None:
    episode = back(cast)
    earlier = TONIGHT - 2 * HOUR
    correct_episode(episode, by=cast.priya, version=episode.version, because="Her mother looked again", returned_at=earlier)
    kept = Correction.objects.get()
    assert (kept.by, kept.because) == (cast.priya, "Her mother looked again")
    assert (kept.before["returned_at"], kept.after["returned_at"]) == ((TONIGHT - HOUR).isoformat(), earlier.isoformat())


def test_every_deadline_follows_a_corrected_return(cast: Cast) -> None:
    episode = back(cast)
    correct_episode(episode, by=cast.priya, version=episode.version, because="It was earlier", returned_at=TONIGHT - 2 * HOUR)
    assert {owed.started for owed in duty_statuses_for([episode])[episode.pk]} == {TONIGHT - 2 * HOUR}


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        pytest.param({"returned_at": TONIGHT + HOUR}, "is in the future", id="back in the future"),
        pytest.param({"returned_at": TONIGHT - 9 * HOUR}, "before the child was last seen", id="back before last seen"),
        pytest.param({"started_at": TONIGHT - 30 * HOUR}, "already has an episode", id="over an earlier episode"),
        pytest.param({"started_at": TONIGHT - timedelta(days=16 * 366)}, "before the child was born", id="before birth"),
        pytest.param({}, "You have not changed anything", id="nothing changed"),
    ],
)
def test_an_impossible_correction_is_refused(cast: Cast, fields: dict, words: str) -> None:
    back(cast, ago=40 * HOUR, since=20 * HOUR)
    episode = back(cast)
    with pytest.raises(ValidationError, match=words):
        correct_episode(episode, by=cast.priya, version=episode.version, because="A reason", **fields)


def test_a_correction_needs_a_reason(cast: Cast) -> None:
    episode = back(cast)
    with pytest.raises(ValidationError, match="Give a reason"):
        correct_episode(episode, by=cast.priya, version=episode.version, because=" ", returned_at=TONIGHT)


def test_a_return_is_not_moved_after_its_check(cast: Cast) -> None:
    episode = back(cast, ago=9 * HOUR, since=3 * HOUR)
    record_check(episode, by=cast.okoro, status="DONE", done_at=TONIGHT - 2 * HOUR)
    with pytest.raises(ValidationError, match="safe and well check is before the child came back"):
        correct_episode(episode, by=cast.priya, version=episode.version, because="Later", returned_at=TONIGHT - HOUR)


def test_a_correction_over_a_newer_one_is_refused(cast: Cast) -> None:
    episode = back(cast)
    stale = Episode.objects.get()
    correct_episode(episode, by=cast.priya, version=2, because="It was earlier", returned_at=TONIGHT - 2 * HOUR)
    with pytest.raises(EditConflict), transaction.atomic():
        correct_episode(stale, by=cast.okoro, version=2, because="It was later", returned_at=TONIGHT)
    assert (Episode.objects.get().returned_at, Correction.objects.count()) == (TONIGHT - 2 * HOUR, 1)


def test_an_episode_can_get_another_category(cast: Cast) -> None:
    episode = change_category(missing(cast), by=cast.priya, version=1, because="He is with his aunt", category="AWAY")
    assert (episode.category, episode.open) == ("AWAY", True)
    assert Correction.objects.get().before == {"category": "MISSING"}


@pytest.mark.parametrize(("category", "words"), [("VOID", "second person"), ("MISSING", "already has this category")])
def test_some_categories_cannot_be_chosen(cast: Cast, category: str, words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        change_category(missing(cast), by=cast.priya, version=1, because="A reason", category=category)


def test_one_person_asks_and_another_agrees_that_the_child_was_not_missing(cast: Cast) -> None:
    episode = missing(cast)
    asked = request_void(episode, by=cast.priya, because="She was at her aunt's")
    assert Episode.objects.get().open
    approve_void(asked, by=cast.okoro, version=1)
    assert not Episode.objects.get().open
    assert (Correction.objects.get().seconded_by, Correction.objects.get().agreed) == (cast.okoro, True)


def test_a_worker_does_not_agree_to_their_own_request(cast: Cast) -> None:
    asked = request_void(missing(cast), by=cast.priya, because="A reason")
    with pytest.raises(ValidationError, match="another person must agree"):
        approve_void(asked, by=cast.priya, version=1)
    with pytest.raises(IntegrityError, match="correction_seconded_by_another"), transaction.atomic():
        Correction.objects.update(seconded_by=cast.priya, seconded_at=TONIGHT)


def test_the_second_person_can_disagree_and_the_episode_stays(cast: Cast) -> None:
    asked = request_void(missing(cast), by=cast.priya, because="A reason")
    decline_void(asked, by=cast.okoro)
    assert Episode.objects.get().open
    with pytest.raises(ValidationError, match="already answered this"):
        approve_void(asked, by=cast.okoro, version=1)


def test_a_second_request_waits_for_the_answer_to_the_first(cast: Cast) -> None:
    episode = missing(cast)
    request_void(episode, by=cast.priya, because="A reason")
    with pytest.raises(ValidationError, match="already asked for this"):
        request_void(episode, by=cast.okoro, because="Another reason")


def test_nothing_is_due_for_a_child_who_was_not_missing(cast: Cast) -> None:
    episode = back(cast)
    approve_void(request_void(episode, by=cast.priya, because="A reason"), by=cast.okoro, version=episode.version)
    assert duty_statuses_for([Episode.objects.select_related("child__council", "owner").get()])[episode.pk] == []


def test_a_child_never_missing_may_be_missing_at_that_time_after_all(cast: Cast) -> None:
    first = missing(cast)
    approve_void(request_void(first, by=cast.priya, because="A reason"), by=cast.okoro, version=1)
    assert missing(cast) != first


def test_a_return_recorded_in_error_is_undone(cast: Cast) -> None:
    episode = back(cast)
    reopened = undo_return(episode, by=cast.priya, version=episode.version, because="It was her sister")
    assert (reopened.open, Correction.objects.get().before["returned_at"]) == (True, (TONIGHT - HOUR).isoformat())


def test_a_return_is_not_undone_once_the_child_was_checked_or_missing_again(cast: Cast) -> None:
    first = back(cast, ago=40 * HOUR, since=20 * HOUR)
    again = back(cast)
    with pytest.raises(ValidationError, match="missing again since"):
        undo_return(first, by=cast.priya, version=first.version, because="A reason")
    record_check(again, by=cast.okoro, status="DONE", done_at=TONIGHT)
    with pytest.raises(ValidationError, match="it has a safe and well check"):
        undo_return(again, by=cast.priya, version=again.version, because="A reason")


def checked(cast: Cast, **more: Any) -> SafeAndWellCheck:
    """Record a check of Amina one hour after she came back, forty hours ago."""
    episode = back(cast, ago=42 * HOUR, since=40 * HOUR)
    told = {"status": "DONE", "done_at": episode.returned_at + HOUR, "officer": "PC 4417"} | more
    return record_check(episode, by=cast.okoro, **told)


def check_clock(check: SafeAndWellCheck) -> str:
    (clock_,) = [owed for owed in duty_statuses_for([check.episode])[check.episode_id] if owed.code == "safe-and-well-check"]
    return clock_.state


def test_a_corrected_check_keeps_the_earlier_values_and_its_deadline_follows(cast: Cast) -> None:
    check = checked(cast)
    stood, late = check.done_at, check.episode.returned_at + 30 * HOUR
    assert check_clock(check) == "MET"
    check = correct_check(check, by=cast.okoro, version=check.version, why="She was seen the next day", done_at=late)
    kept = Correction.objects.get()
    assert (kept.kind, kept.by, kept.because) == (CorrectionKind.CHECK, cast.okoro, "She was seen the next day")
    assert (kept.before, kept.after) == ({"done_at": stood.isoformat()}, {"done_at": late.isoformat()})
    assert check_clock(check) == "LATE"


def test_a_check_corrected_to_declined_stops_its_clock(cast: Cast) -> None:
    check = checked(cast)
    check = correct_check(check, by=cast.okoro, version=check.version, why="She would not talk", status="DECLINED")
    assert check_clock(check) == "EXCUSED"


@pytest.mark.parametrize(
    ("told", "why", "words"),
    [
        pytest.param({"done_at": TONIGHT + HOUR}, "A slip", "is in the future", id="made in the future"),
        pytest.param({"done_at": TONIGHT - 60 * HOUR}, "A slip", "before the child came back", id="made before the return"),
        pytest.param({"status": "BY_PHONE"}, "A slip", "the reason the child was not seen", id="by phone without saying why"),
        pytest.param({"officer": "PC 4417"}, "A slip", "You have not changed anything", id="nothing changed"),
        pytest.param({"officer": "PC 9"}, " ", "Give a reason", id="no reason"),
    ],
)
def test_an_impossible_correction_of_a_check_is_refused(cast: Cast, told: dict, why: str, words: str) -> None:
    check = checked(cast)
    with pytest.raises(ValidationError, match=words):
        correct_check(check, by=cast.okoro, version=check.version, why=why, **told)
    assert not Correction.objects.exists()


def test_two_workers_correct_one_check_and_the_second_is_refused(cast: Cast) -> None:
    check = checked(cast)
    correct_check(SafeAndWellCheck.objects.get(), by=cast.okoro, version=1, why="A slip", officer="PC 9")
    with pytest.raises(EditConflict):
        correct_check(check, by=cast.priya, version=1, why="A slip", officer="PC 7")
    assert SafeAndWellCheck.objects.get().officer == "PC 9"
