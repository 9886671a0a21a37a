"""The words beside a figure say how long was allowed: what the partnership had agreed in the months it is about."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from waylight.agencies.models import ProtocolSetting
from waylight.config.demonstration.cast import Cast
from waylight.core import clock
from waylight.indicators.register import named
from waylight.reports.counts.agreed_times import USUAL, AgreedTimes, agreed_times_between

pytestmark = pytest.mark.django_db
YEAR = (date(2026, 1, 1), date(2027, 1, 1))
APRIL = date(2026, 4, 1)


@pytest.fixture(autouse=True)
def _in_june() -> Iterator[None]:
    with clock.at(datetime(2026, 6, 15, tzinfo=UTC)):
        yield


def agreed(cast: Cast, key: str, value: object, since: date) -> None:
    ProtocolSetting.objects.create(council=cast.harrowmere, key=key, value=value, since=since, source="Board, March")


def title(allowed: AgreedTimes, key: str) -> str:
    return allowed.title_of(named(key))


def test_where_nothing_was_agreed_the_usual_times_stand(cast: Cast) -> None:
    assert agreed_times_between(cast.harrowmere, *YEAR) == USUAL
    assert title(USUAL, "rhi.in_72h_share") == "Return interviews held within 72 hours"


def test_a_time_agreed_before_is_named_in_the_titles_of_what_it_is_about(cast: Cast) -> None:
    agreed(cast, "interview.hours", 48, date(2025, 4, 1))
    allowed = agreed_times_between(cast.harrowmere, *YEAR)
    assert title(allowed, "rhi.in_72h_share") == "Return interviews held within 48 hours"
    assert title(allowed, "checks.in_24h_share") == "Safe and well checks within 24 hours"
    assert allowed.changes == ()


def test_a_time_that_changed_is_the_time_agreed_and_a_note_says_how(cast: Cast) -> None:
    agreed(cast, "interview.hours", 48, APRIL)
    allowed = agreed_times_between(cast.harrowmere, *YEAR)
    assert title(allowed, "rhi.in_72h_share") == "Return interviews held within the time agreed"
    assert allowed.changes == ("Time allowed for return interviews: 72 hours up to 31 March 2026, 48 hours from 1 April 2026.",)


@pytest.mark.parametrize(
    ("first", "until", "hours"),
    [
        pytest.param(date(2026, 1, 1), APRIL, "72 hours", id="over before it changed"),
        pytest.param(APRIL, date(2026, 5, 1), "48 hours", id="begun on the day it changed"),
    ],
)
def test_a_month_on_one_side_of_a_change_has_one_time(cast: Cast, first: date, until: date, hours: str) -> None:
    agreed(cast, "interview.hours", 48, APRIL)
    assert agreed_times_between(cast.harrowmere, first, until).interview == hours


def test_agreeing_something_else_changes_no_time(cast: Cast) -> None:
    agreed(cast, "offering.attempts", 5, APRIL)
    agreed(cast, "trigger.days", 60, APRIL)
    allowed = agreed_times_between(cast.harrowmere, *YEAR)
    assert (allowed.interview, allowed.changes, allowed.days) == ("72 hours", (), 60)


def test_what_was_allowed_is_kept_with_what_is_published() -> None:
    kept = AgreedTimes(interview="48 hours", changes=("A note.",))
    assert AgreedTimes.from_json(kept.as_json()) == kept
