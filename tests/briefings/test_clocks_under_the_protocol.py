"""A clock runs under what was agreed on the day the child came back."""

from datetime import UTC, datetime, timedelta

import pytest

from waylight.agencies.models import ProtocolSetting
from waylight.briefings.clocks import duty_statuses_for
from waylight.core import clock
from waylight.episodes.actions import ReportedTime, record_return, report_missing
from waylight.episodes.models import Episode

pytestmark = pytest.mark.django_db
APRIL = datetime(2026, 4, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)


def back_at(cast, at: datetime) -> Episode:
    with clock.at(at):
        told = {"last_seen": ReportedTime(at=at - 2 * HOUR), "reported": ReportedTime(at=at - HOUR)}
        episode = report_missing(cast.amina, by=cast.priya, missing_from="FAMILY_HOME", reported_by="her mother", **told)
        return record_return(episode, by=cast.priya, version=episode.version, returned=ReportedTime(at=at))


@pytest.mark.parametrize(
    ("back", "hours"),
    [
        pytest.param(APRIL - 48 * HOUR, 72, id="back before the agreement: the old hours stay"),
        pytest.param(APRIL + 12 * HOUR, 48, id="back after it: the new hours count"),
    ],
)
def test_a_new_agreement_never_makes_an_old_interview_late(cast, back: datetime, hours: int) -> None:
    ProtocolSetting.objects.create(
        council=cast.harrowmere, key="interview.hours", value=48, since=APRIL.date(), source="Board, March"
    )
    episode = back_at(cast, back)
    with clock.at(APRIL + 60 * HOUR):
        (interview,) = [owed for owed in duty_statuses_for([episode])[episode.pk] if owed.code == "return-interview"]
    assert interview.due == back + hours * HOUR
