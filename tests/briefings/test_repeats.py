"""The meeting a repeat level calls for is owed by the episode that reached it."""

from datetime import timedelta

import pytest

from waylight.briefings.repeat_levels import repeat_meetings_due
from waylight.config.demonstration.cast import Cast
from waylight.core import clock
from waylight.core.clock import now
from waylight.episodes.actions import ReportedTime, record_return, report_missing
from waylight.episodes.models import Episode

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
MIDNIGHT = clock.now().replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days=1)


def gone_for_an_hour(cast: Cast, hour: int) -> Episode:
    with clock.at(MIDNIGHT + hour * HOUR):
        told = {
            "last_seen": ReportedTime(at=now()),
            "reported": ReportedTime(at=now()),
            "missing_from": "FAMILY_HOME",
            "reported_by": "her mother",
        }
        episode = report_missing(cast.amina, by=cast.okoro, **told)
    with clock.at(MIDNIGHT + (hour + 1) * HOUR):
        return record_return(episode, by=cast.okoro, version=episode.version, returned=ReportedTime(at=now()))


def test_of_three_in_one_day_the_last_reaches_the_level(cast: Cast) -> None:
    *_, last = [gone_for_an_hour(cast, hour) for hour in (8, 11, 14)]
    [owed] = repeat_meetings_due([cast.amina.pk])[cast.amina.pk]
    assert owed.episode == last.pk
    assert owed.started == MIDNIGHT + 14 * HOUR
