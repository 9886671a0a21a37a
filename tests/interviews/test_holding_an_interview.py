"""When an interview counts as held, and what is possible after that."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from tests.interviews.acts import end, hold, offer
from tests.web.interviews.histories import HOUR, IN_TIME, allocated, back, heard
from waylight.accounts.roles import Role
from waylight.core.clock import now
from waylight.interviews import actions

DAY = timedelta(days=1)


@pytest.mark.parametrize("act", ["offer", "hold", "book", "end", "accept", "cover", "withdraw", "reallocate"])
def test_an_interview_that_was_held_is_not_ended_or_handed_over(cast, act: str) -> None:
    interview = heard(cast)
    further, by = back(cast, 0.5, since=timedelta(minutes=10)), {"by": cast.marcus, "version": interview.version}
    acts = {
        "offer": lambda: offer(cast, interview, "AGREED"),
        "hold": lambda: hold(cast, interview),
        "book": lambda: actions.book(interview, **by, booked_for=now() + DAY),
        "end": lambda: end(cast, interview, "NO_CONTACT", because="Late", manager="Sue"),
        "accept": lambda: actions.accept(interview, **by),
        "cover": lambda: actions.cover(interview, further, **(by | {"by": cast.priya}), because="Again", within=IN_TIME),
        "withdraw": lambda: actions.withdraw(interview, **by, because="Wrong"),
        "reallocate": lambda: actions.reallocate(interview, **by, provider=cast.provider, because="Wrong"),
    }
    with pytest.raises(ValidationError, match="already been held"):
        acts[act]()


@pytest.mark.parametrize(
    ("hours_ago", "words"),
    [
        pytest.param(200, "before the child came back", id="before any return"),
        pytest.param(30, "before the last return", id="between two returns"),
        pytest.param(-1, "in the future", id="in the future"),
    ],
)
def test_an_interview_is_held_after_the_last_return_it_covers(cast, hours_ago: int, words: str) -> None:
    interview = allocated(cast, back(cast, 90), back(cast, 20), accepted=True)
    with pytest.raises(ValidationError, match=words):
        hold(cast, interview, held_at=now() - hours_ago * HOUR)


def test_a_home_worker_is_not_recorded_as_independent(cast) -> None:
    cast.marcus.memberships.create(agency=cast.birch_house, role=Role.HOME, confirmed_at=now())
    interview = allocated(cast, accepted=True)
    cast.marcus.__dict__.pop("_memberships", None)
    with pytest.raises(ValidationError, match="not independent"):
        hold(cast, interview, independence="PROVIDER")


def test_nothing_is_written_up_before_it_is_held(cast) -> None:
    interview = allocated(cast, accepted=True)
    with pytest.raises(ValidationError, match="held first"):
        actions.finish_write_up(interview, by=cast.marcus, version=interview.version)


def test_a_finished_write_up_is_reopened_before_it_is_changed(cast) -> None:
    interview = heard(cast)
    for section in ("push", "pull", "harm", "help", "sharing"):
        actions.save_section(interview, by=cast.marcus, section=section, answers={"unanswered": "declined"}, finished=True)
    done = actions.finish_write_up(interview, by=cast.marcus, version=interview.version)
    with pytest.raises(ValidationError, match="Reopen it"):
        actions.save_section(done, by=cast.marcus, section="push", answers={"push": ["DEBT"]}, version=1)
    again = actions.reopen_write_up(done, by=cast.marcus, version=done.version, because="She wants to add something")
    assert actions.save_section(again, by=cast.marcus, section="push", answers={"push": ["DEBT"]}, version=1).version == 2
