"""What people do in an episode: located, returned, owned; each act is written in the audit log."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from tests.episodes.histories import HOUR, TONIGHT, back, missing
from waylight.audit.models import Entry
from waylight.chronology.moments import Precision
from waylight.config.demonstration.cast import Cast
from waylight.core import clock
from waylight.core.versions import EditConflict
from waylight.episodes.actions import (
    ReportedTime,
    record_check,
    record_located,
    record_return,
    take_ownership,
)


@pytest.fixture(autouse=True)
def _tonight():
    with clock.at(TONIGHT):
        yield


def test_a_return_is_not_before_the_child_was_last_seen(cast: Cast) -> None:
    episode = missing(cast)
    with pytest.raises(ValidationError, match="before the child was last seen") as refused:
        record_return(episode, by=cast.priya, version=1, returned=ReportedTime(at=TONIGHT - 4 * HOUR))
    assert list(refused.value.error_dict) == ["returned"]


def test_a_return_is_not_in_the_future(cast: Cast) -> None:
    with pytest.raises(ValidationError, match="is in the future"):
        record_return(missing(cast), by=cast.priya, version=1, returned=ReportedTime(at=TONIGHT + HOUR))


def test_a_return_known_only_by_its_date_is_not_before_the_child_was_seen_that_day(cast: Cast) -> None:
    episode = missing(cast, ago=12 * HOUR)
    returned = ReportedTime(at=TONIGHT.replace(hour=0, minute=0), precision=Precision.DATE)
    saved = record_return(episode, by=cast.priya, version=1, returned=returned)
    assert (saved.returned_at, saved.returned_precision) == (TONIGHT - 12 * HOUR, Precision.DATE)


def test_two_people_record_the_return_and_the_second_is_shown_the_first(cast: Cast) -> None:
    mine, hers = missing(cast), type(missing(cast)).objects.get()
    record_return(mine, by=cast.priya, version=1, returned=ReportedTime(at=TONIGHT - HOUR))
    with pytest.raises(EditConflict) as overtaken:
        record_return(hers, by=cast.okoro, version=1, returned=ReportedTime(at=TONIGHT - 2 * HOUR))
    assert overtaken.value.record.returned_at == TONIGHT - HOUR


def test_a_return_is_not_recorded_over_another(cast: Cast) -> None:
    episode = back(cast)
    with pytest.raises(ValidationError, match="already recorded"):
        record_return(episode, by=cast.priya, version=episode.version, returned=ReportedTime(at=TONIGHT))


def test_a_child_who_turned_eighteen_while_missing_is_back_no_later_than_that_day(cast: Cast) -> None:
    cast.amina.born_on = clock.today().replace(year=clock.today().year - 18) - timedelta(days=1)
    cast.amina.save()
    episode = missing(cast, ago=72 * HOUR)
    with pytest.raises(ValidationError, match="turned 18"):
        record_return(episode, by=cast.priya, version=1, returned=ReportedTime(at=TONIGHT))


def test_located_lies_between_last_seen_and_back(cast: Cast) -> None:
    episode = missing(cast)
    with pytest.raises(ValidationError, match="before the child was last seen"):
        record_located(episode, by=cast.okoro, version=1, located=ReportedTime(at=TONIGHT - 4 * HOUR))
    found = record_located(episode, by=cast.okoro, version=1, located=ReportedTime(at=TONIGHT - HOUR), found_at="Bus station")
    with pytest.raises(ValidationError, match="before the child was located"):
        record_return(found, by=cast.priya, version=2, returned=ReportedTime(at=TONIGHT - 2 * HOUR))


def test_helen_becomes_the_owner_of_an_episode(cast: Cast) -> None:
    episode = missing(cast, by=cast.okoro)
    assert take_ownership(episode, by=cast.helen, version=1).owner == cast.helen


def test_every_action_is_in_the_audit_log(cast: Cast) -> None:
    episode = back(cast)
    record_check(episode, by=cast.okoro, status="DONE", done_at=TONIGHT)
    verbs = Entry.objects.filter(child=cast.amina.pk, record=episode.pk).order_by("id").values_list("verb", flat=True)
    assert list(verbs) == ["reported missing in", "recorded the return in", "recorded the safe and well check in"]
