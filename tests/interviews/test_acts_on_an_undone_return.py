"""An act from a page that was read before the return was undone: it decides on what the record says now."""

from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError

from tests.web.interviews.histories import IN_TIME, allocated, back
from waylight.config.demonstration.cast import Cast
from waylight.core.clock import now
from waylight.episodes.actions import record_check
from waylight.episodes.correction_actions import approve_void, request_void
from waylight.episodes.models import Episode, SafeAndWellCheck
from waylight.interviews.actions import allocate, cover, exempt, undo_return
from waylight.interviews.models import Coverage

type Act = Callable[[Cast, Episode], object]


def check(cast: Cast, episode: Episode) -> object:
    return record_check(episode, by=cast.okoro, status="DONE", done_at=now())


def arrange(cast: Cast, episode: Episode) -> object:
    return allocate([episode], by=cast.priya, provider=cast.provider)


def need_none(cast: Cast, episode: Episode) -> object:
    return exempt(episode, by=cast.priya, because="OUT_OF_SCOPE", manager="A Manager")


@pytest.mark.parametrize("act", [check, arrange, need_none])
def test_nothing_that_follows_a_return_is_recorded_once_it_was_undone(cast: Cast, act: Act) -> None:
    episode = back(cast, 20)
    read_before = Episode.objects.get()
    undo_return(episode, by=cast.priya, version=episode.version, because="It was her sister")
    with pytest.raises(ValidationError, match=r"not back yet|Record the return first"):
        act(cast, read_before)
    assert not SafeAndWellCheck.objects.exists()
    assert not Coverage.objects.exists()


@pytest.mark.parametrize("act", [check, arrange, need_none])
def test_nothing_is_recorded_about_a_child_who_was_never_missing(cast: Cast, act: Act) -> None:
    episode = back(cast, 20)
    read_before = Episode.objects.get()
    approve_void(request_void(episode, by=cast.priya, because="He was at school"), by=cast.okoro, version=episode.version)
    with pytest.raises(ValidationError, match="not missing"):
        act(cast, read_before)


def test_an_interview_is_not_allocated_about_a_further_return_that_was_undone(cast: Cast) -> None:
    first, last = back(cast, 40), back(cast, 20)
    read_before = Episode.objects.get(pk=last.pk)
    undo_return(last, by=cast.priya, version=last.version, because="It was her sister")
    with pytest.raises(ValidationError, match="not back yet"):
        allocated(cast, first, read_before)
    assert not Coverage.objects.exists()


def test_an_interview_does_not_cover_a_further_return_that_was_undone(cast: Cast) -> None:
    first, last = back(cast, 40), back(cast, 20)
    interview = allocated(cast, first)
    read_before = Episode.objects.get(pk=last.pk)
    undo_return(last, by=cast.priya, version=last.version, because="It was her sister")
    with pytest.raises(ValidationError, match="not back yet"):
        cover(interview, read_before, by=cast.priya, version=interview.version, because="Same friends", within=IN_TIME)
    assert not Coverage.objects.filter(episode=last).exists()


def test_an_undo_does_not_remove_a_return_that_was_checked_since_the_page_was_read(cast: Cast) -> None:
    read_before = back(cast, 20)
    check(cast, Episode.objects.get())
    with pytest.raises(ValidationError, match="safe and well check"):
        undo_return(read_before, by=cast.priya, version=read_before.version, because="It was her sister")
