"""A council's own values replace the defaults, and impossible values are refused with a reason."""

import pytest

from waylight.agencies.setting_values import BadSetting
from waylight.duties.protocol import (
    DEFAULT_SOURCES,
    NATIONAL,
    SETTING_KEYS,
    DefaultOrigin,
    default_source_of,
    protocol_from,
)


def test_a_council_that_agreed_nothing_has_the_defaults() -> None:
    assert protocol_from({}) == NATIONAL


def test_what_a_council_agreed_replaces_only_that() -> None:
    own = protocol_from({"interview.hours": 48, "somebody.else": "x"})
    assert (own.interview_hours, own.check_hours) == (48, NATIONAL.check_hours)


def test_every_setting_has_a_key_that_reads_as_words() -> None:
    assert SETTING_KEYS["interview_hours"] == "interview.hours"
    assert SETTING_KEYS["meeting_working_days"] == "meeting.working_days"


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        pytest.param({"interview.hours": "72"}, "interview.hours must be a whole number", id="a word for a number"),
        pytest.param({"interview.hours": True}, "interview.hours must be a whole number", id="yes for a number"),
        pytest.param({"interview.hours": 0}, "greater than 0", id="no time at all"),
        pytest.param({"interview.hours": -72}, "greater than 0", id="time before the start"),
        pytest.param({"trigger.levels": 3}, "a list of whole numbers", id="one number for levels"),
        pytest.param({"trigger.levels": []}, "a list of whole numbers", id="no levels"),
        pytest.param({"trigger.levels": [5, 3, 9]}, "in rising order", id="levels that fall"),
        pytest.param({"trigger.levels": [3, 3, 9]}, "in rising order", id="a level twice"),
        pytest.param({"trigger.levels": [3, 6]}, "one number for each level", id="levels without meetings"),
    ],
)
def test_an_impossible_setting_is_refused_by_name(settings: dict[str, object], said: str) -> None:
    with pytest.raises(BadSetting, match=said):
        protocol_from(settings)


def test_only_the_hours_of_the_interview_are_called_statutory() -> None:
    statutory = [key for key in SETTING_KEYS.values() if default_source_of(key).origin == DefaultOrigin.STATUTORY]
    assert statutory == ["interview.hours"]


def test_a_default_without_a_paper_is_waylight_s_proposal() -> None:
    ours = {key for key in SETTING_KEYS.values() if default_source_of(key).origin == DefaultOrigin.OURS}
    assert {"allocate.hours", "offer.hours", "risk.first_hours", "meeting.working_days"} <= ours
    assert default_source_of("offering.attempts").origin == DefaultOrigin.OURS


def test_every_source_is_that_of_a_setting() -> None:
    assert set(DEFAULT_SOURCES) <= set(SETTING_KEYS.values())
