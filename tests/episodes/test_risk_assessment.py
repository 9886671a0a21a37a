"""The risk: each agency's view, and the risk that all views give together."""

import pytest
from django.core.exceptions import ValidationError

from tests.episodes.histories import HOUR, TONIGHT, missing
from waylight.chronology.moments import Moment
from waylight.chronology.timeline import Timeline
from waylight.config.demonstration.cast import Cast
from waylight.core import clock
from waylight.episodes.actions import (
    record_risk,
)
from waylight.episodes.risk.joint_risk import current_risk, risk_moments


@pytest.fixture(autouse=True)
def _tonight():
    with clock.at(TONIGHT):
        yield


def assess(cast: Cast, episode, agency: str, level: str, rationale: str = "", **more: object):
    return record_risk(episode, by=cast.priya, agency=agency, level=level, rationale=rationale, **more)


def test_a_low_view_waits_for_the_other_agency(cast: Cast) -> None:
    episode = missing(cast)
    assess(cast, episode, "POLICE", "LOW")
    waiting = current_risk(episode.risk_assessments.all())
    with clock.at(TONIGHT + HOUR):
        assess(cast, episode, "SOCIAL_CARE", "LOW")
    agreed = current_risk(episode.risk_assessments.all())
    assert [(stood.level, stood.pending) for stood in (waiting, agreed)] == [("MEDIUM", True), ("LOW", False)]


def test_a_lower_view_needs_a_reason(cast: Cast) -> None:
    episode = missing(cast)
    assess(cast, episode, "POLICE", "HIGH")
    with pytest.raises(ValidationError, match="the reason the risk is now lower"):
        assess(cast, episode, "POLICE", "LOW")


@pytest.mark.parametrize("factors", [{"dragons": "CURRENT"}, {"exploitation": "PERHAPS"}])
def test_a_factor_not_on_the_list_is_refused(cast: Cast, factors: dict[str, str]) -> None:
    with pytest.raises(ValidationError, match="not on the list"):
        assess(cast, missing(cast), "POLICE", "HIGH", factors=factors)


def test_the_next_review_of_the_risk_is_in_the_future(cast: Cast) -> None:
    with pytest.raises(ValidationError, match="must be in the future"):
        assess(cast, missing(cast), "POLICE", "HIGH", next_review_at=TONIGHT - HOUR)


def test_the_low_view_of_a_home_starts_no_deadline_for_the_police_and_social_care(cast: Cast) -> None:
    episode = missing(cast)
    assess(cast, episode, "CARER", "LOW")
    assert risk_moments(episode.risk_assessments.all()) == Timeline()
    with clock.at(TONIGHT + HOUR):
        assess(cast, episode, "POLICE", "LOW")
    assert risk_moments(episode.risk_assessments.all()).instant(Moment.LOW_RISK_SET) == TONIGHT + HOUR
