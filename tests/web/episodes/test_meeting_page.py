"""The page of the meeting that a repeat level requires, and the deadline of that meeting."""

from datetime import timedelta

import pytest

from tests.web.episodes.acts import As, back, once
from waylight.accounts.models import Membership
from waylight.accounts.roles import Role
from waylight.config.demonstration.cast import Cast
from waylight.core.calendars import day_of
from waylight.core.clock import now
from waylight.episodes.models import Episode
from waylight.episodes.repeat_meetings import RepeatMeeting, record_repeat_meeting


@pytest.fixture
def page(cast: Cast) -> str:
    """The address of the page, for Amina after three episodes."""
    for days in (9, 6, 3):
        back(cast, ago=timedelta(days=days))
    return f"/meetings/{cast.amina.pk}/3/"


def test_the_front_door_neither_opens_nor_answers_the_page_of_a_repeat_meeting(cast: Cast, as_: As, page: str) -> None:
    Membership.objects.create(user=cast.tom, agency=cast.harrowmere, role=Role.FRONT_DOOR, confirmed_at=now())
    tom = as_("tom")
    assert tom.get(f"/children/{cast.amina.pk}/").status_code == 200
    said = once(held="no", because="A strategy meeting is set")
    assert (tom.get(page).status_code, tom.post(page, said).status_code) == (404, 404)
    assert not RepeatMeeting.objects.exists()


def test_the_deadline_page_of_a_meeting_that_was_held_says_when(cast: Cast, as_: As, page: str) -> None:
    episode = Episode.objects.latest("started_at")
    held_at = now().replace(second=0, microsecond=0)
    level = {"level": 3, "reached_on": day_of(episode.started_at)}
    record_repeat_meeting(cast.amina, by=cast.priya, held_at=held_at, **level)
    shown = as_("priya").get(page, follow=True)
    assert shown.request["PATH_INFO"] == f"/episodes/{episode.pk}/owed/repeat-meeting-3/"
    assert [(used.part, used.at) for used in shown.context["deadline"].used][1] == ("Completes what is due", held_at)
