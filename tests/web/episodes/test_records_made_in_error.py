"""The page of an episode that was recorded as not missing offers no work on it."""

from tests.web.episodes.acts import As, back, words
from waylight.config.demonstration.cast import Cast
from waylight.episodes.correction_actions import approve_void, request_void


def test_a_worker_is_offered_no_work_on_an_episode_that_was_recorded_in_error(cast: Cast, as_: As) -> None:
    episode = back(cast)
    approve_void(request_void(episode, by=cast.priya, because="She was at her aunt's"), by=cast.okoro, version=2)
    page = words(as_("helen"), f"/episodes/{episode.pk}/") + words(as_("priya"), f"/episodes/{episode.pk}/")
    offered = ("Take ownership", "Change the kind of episode", "Add to the log")
    assert not [words for words in offered if words in page]
