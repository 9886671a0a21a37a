"""A return that an interview was held about is not undone, and no interview is held about a child who is not back."""

import pytest
from django.core.exceptions import ValidationError

from tests.interviews.acts import hold
from tests.web.interviews.histories import allocated, back, heard
from waylight.config.demonstration.cast import Cast
from waylight.episodes.models import Episode
from waylight.interviews.actions import undo_return
from waylight.interviews.models import Interview


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
