"""A council's own values replace the defaults, and impossible values are refused with a reason."""

import pytest

from waylight.core.agreed_values.declaration import BadSetting, DefaultOrigin
from waylight.duties.protocol import NATIONAL, SETTINGS, protocol_from
from waylight.interviews.offering_terms import TERMS


def test_a_council_that_agreed_nothing_has_the_defaults() -> None:
    assert protocol_from({}) == NATIONAL


def test_what_a_council_agreed_replaces_only_that() -> None:
    own = protocol_from({"interview.hours": 48, "somebody.else": "x"})
    assert (own.interview_hours, own.check_hours) == (48, NATIONAL.check_hours)


def test_every_setting_keeps_the_key_under_which_it_is_stored() -> None:
    assert {name: declared.key for name, declared in SETTINGS.items()} == {
        "check_hours": "check.hours",
        "allocate_hours": "allocate.hours",
        "offer_hours": "offer.hours",
        "interview_hours": "interview.hours",
        "write_up_working_days": "write.up_working_days",
        "risk_first_hours": "risk.first_hours",
        "joint_risk_hours": "joint.risk_hours",
        "risk_never_absent_to_age": "risk.never_absent_to_age",
        "risk_higher_to_age": "risk.higher_to_age",
        "trigger_levels": "trigger.levels",
        "trigger_days": "trigger.days",
        "meeting_working_days": "meeting.working_days",
    }


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        pytest.param({"interview.hours": "72"}, "“Return interview held” must be a whole number", id="a word for a number"),
        pytest.param({"interview.hours": True}, "“Return interview held” must be a whole number", id="yes for a number"),
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
    statutory = [declared.key for declared in SETTINGS.values() if declared.source.origin == DefaultOrigin.STATUTORY]
    assert statutory == ["interview.hours"]


def test_a_default_without_a_paper_is_waylight_s_proposal() -> None:
    ours = {declared.key for declared in (*SETTINGS.values(), *TERMS.values()) if declared.source.origin == DefaultOrigin.OURS}
    assert {"allocate.hours", "offer.hours", "risk.first_hours", "meeting.working_days", "offering.attempts"} <= ours
