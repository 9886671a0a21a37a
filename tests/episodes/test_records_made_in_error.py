"""An episode recorded as not missing is kept, and no one works on it: two people agreed, so one person does not undo it."""

from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError

from tests.episodes.histories import HOUR, TONIGHT, missing
from waylight.config.demonstration.cast import Cast
from waylight.core import clock
from waylight.episodes.actions import ReportedTime, add_log_line, record_located, record_return, take_ownership
from waylight.episodes.correction_actions import approve_void, change_category, correct_episode, request_void, undo_return
from waylight.episodes.models import Episode

AT = ReportedTime(at=TONIGHT - HOUR)
type Act = Callable[[Episode, Cast], object]
ACTS: dict[str, Act] = {
    "becomes its owner": lambda episode, cast: take_ownership(episode, by=cast.helen, version=2),
    "records the child as located": lambda episode, cast: record_located(episode, by=cast.okoro, version=2, located=AT),
    "records the return": lambda episode, cast: record_return(episode, by=cast.priya, version=2, returned=AT),
    "writes in its log": lambda episode, cast: add_log_line(episode, by=cast.okoro, kind="VISIT", what="No reply."),
    "changes its kind": lambda episode, cast: change_category(
        episode, by=cast.priya, version=2, because="She was missing", category="MISSING"
    ),
    "corrects its times": lambda episode, cast: correct_episode(
        episode, by=cast.priya, version=2, because="It was earlier", started_at=TONIGHT - 5 * HOUR
    ),
}


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
@pytest.mark.parametrize("read", ["before", "after"])
def test_no_one_works_on_an_episode_that_was_recorded_in_error(cast: Cast, act: Act, read: str) -> None:
    with clock.at(TONIGHT):
        shown = missing(cast)
        approve_void(request_void(shown, by=cast.priya, because="She was at her aunt's"), by=cast.okoro, version=1)
        episode = shown if read == "before" else Episode.objects.get()
        before = Episode.objects.values().get()
        with pytest.raises(ValidationError, match="recorded as not missing"):
            act(episode, cast)
        assert Episode.objects.values().get() == before


def test_a_return_in_an_episode_recorded_in_error_is_not_undone(cast: Cast) -> None:
    with clock.at(TONIGHT):
        back = record_return(missing(cast), by=cast.priya, version=1, returned=AT)
        approve_void(request_void(back, by=cast.priya, because="She was at her aunt's"), by=cast.okoro, version=2)
        with pytest.raises(ValidationError, match="recorded as not missing"):
            undo_return(Episode.objects.get(), by=cast.priya, version=3, because="A slip")
