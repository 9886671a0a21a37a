"""A return that an interview was held about is not undone, and no interview is held about a child who is not back."""

import pytest
from django.core.exceptions import ValidationError

from tests.interviews.acts import end, hold, offer
from tests.web.interviews.histories import allocated, back, heard
from waylight.audit.models import Entry
from waylight.briefings.clocks import duty_statuses_for
from waylight.config.demonstration.cast import Cast
from waylight.core.clock import now
from waylight.duties.duty import DutyCode
from waylight.episodes.actions import ReportedTime, record_return
from waylight.episodes.models import Episode
from waylight.interviews.actions import allocate, exempt, undo_return
from waylight.interviews.models import Coverage, Interview


def test_a_return_is_not_undone_once_the_child_was_interviewed_about_it(cast: Cast) -> None:
    episode = back(cast, 20)
    heard(cast, episode)
    with pytest.raises(ValidationError, match="A return interview was held after this return"):
        undo_return(episode, by=cast.priya, version=episode.version, because="It was her sister")
    assert not Episode.objects.get().open


def test_a_return_without_an_interview_that_was_held_is_undone(cast: Cast) -> None:
    episode = back(cast, 20)
    allocated(cast, episode)
    undo_return(episode, by=cast.priya, version=episode.version, because="It was her sister")
    assert Episode.objects.get().open


def test_an_interview_is_not_held_once_the_return_of_the_child_was_undone(cast: Cast) -> None:
    episode = back(cast, 20)
    interview = allocated(cast, episode, accepted=True)
    undo_return(episode, by=cast.priya, version=episode.version, because="It was her sister")
    with pytest.raises(ValidationError, match="not back yet"):
        hold(cast, interview)
    assert Interview.objects.get().held_at is None


def came_back_again(cast: Cast, episode: Episode) -> Episode:
    """The return undone, and the true one recorded."""
    undone = undo_return(episode, by=cast.priya, version=episode.version, because="It was her sister")
    return record_return(undone, by=cast.priya, version=undone.version, returned=ReportedTime(at=now()))


@pytest.mark.parametrize("answer", ["DECLINED", "CARER_DECLINED", "NOT_OFFERED", "EXEMPT"])
def test_a_no_about_a_wrong_return_does_not_count_for_the_true_one(cast: Cast, answer: str) -> None:
    episode = back(cast, 20)
    if answer == "EXEMPT":
        exempt(episode, by=cast.priya, because="OUT_OF_SCOPE", manager="A Manager")
    elif answer == "NOT_OFFERED":
        end(cast, allocated(cast, episode, accepted=True), answer, because="No interviewer", manager="A Manager")
    else:
        offer(cast, allocated(cast, episode, accepted=True), answer)
    true = came_back_again(cast, episode)
    assert not Coverage.objects.exists()
    assert Entry.objects.filter(verb="no longer covers an episode with", by=cast.priya).count() == 1
    statuses = duty_statuses_for([Episode.objects.select_related("child__council", "owner").get()])[true.pk]
    interview = next(status for status in statuses if status.code == DutyCode.RETURN_INTERVIEW)
    assert interview.ended is None
    allocate([true], by=cast.priya, provider=cast.provider)


def test_an_interview_about_an_undone_return_does_not_become_one_about_nothing(cast: Cast) -> None:
    episode = back(cast, 20)
    declined = offer(cast, allocated(cast, episode, accepted=True), "DECLINED")
    came_back_again(cast, episode)
    with pytest.raises(ValidationError, match="was undone"):
        offer(cast, declined, "AGREED")


def test_an_interview_keeps_the_other_episodes_that_it_covered(cast: Cast) -> None:
    first, last = back(cast, 40), back(cast, 20)
    offer(cast, allocated(cast, first, last, accepted=True), "DECLINED")
    undo_return(last, by=cast.priya, version=last.version, because="It was her sister")
    assert [coverage.episode for coverage in Coverage.objects.all()] == [first]


def test_an_interview_that_has_not_ended_waits_for_the_true_return(cast: Cast) -> None:
    episode = back(cast, 20)
    allocated(cast, episode)
    came_back_again(cast, episode)
    assert Coverage.objects.get().episode == episode
