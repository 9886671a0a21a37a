"""The safe and well check, the first and the joint view of the risk, and the meetings after repeat episodes."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from waylight.chronology.moments import Moment
from waylight.chronology.timeline import Timeline
from waylight.duties import missing_from_home as missing
from waylight.duties.language.terms import ClockState
from waylight.duties.missing_from_home import SAFE_AND_WELL_CHECK
from waylight.duties.protocol import NATIONAL, Protocol

type Moments = dict[Moment, datetime]
ENGLAND = ZoneInfo("Europe/London")
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
BACK = datetime(2026, 3, 27, 23, 40, tzinfo=ENGLAND)

back = Timeline({Moment.WENT_MISSING: BACK - 9 * HOUR, Moment.RETURNED: BACK})


@pytest.mark.parametrize(
    ("moment", "after", "expected"),
    [
        pytest.param(Moment.SAFE_AND_WELL_CHECKED, 24 * HOUR, ClockState.MET, id="seen a day later to the minute"),
        pytest.param(Moment.SAFE_AND_WELL_CHECKED, 24 * HOUR + MINUTE, ClockState.LATE, id="seen a minute late"),
        pytest.param(Moment.CHECK_DECLINED, HOUR, ClockState.EXCUSED, id="the child declined the check"),
        pytest.param(Moment.CHECK_NOT_REQUIRED, HOUR, ClockState.EXCUSED, id="an agreement made it unnecessary"),
        pytest.param(Moment.INTERVIEWED, HOUR, ClockState.OVERDUE, id="an interview is not a police check"),
    ],
)
def test_safe_and_well_check(moment: Moment, after: timedelta, expected: ClockState) -> None:
    clock = SAFE_AND_WELL_CHECK.clock(back | {moment: BACK + after}, now=BACK + 30 * HOUR)
    assert clock.state == expected


@pytest.mark.parametrize(
    ("moments", "expected"),
    [
        pytest.param({}, ClockState.OVERDUE, id="no one has assessed the risk"),
        pytest.param({Moment.RISK_ASSESSED: BACK + HOUR}, ClockState.MET, id="assessed within the hour"),
        pytest.param({Moment.RISK_ASSESSED: BACK + 2 * HOUR}, ClockState.LATE, id="assessed later"),
        pytest.param({Moment.RETURNED: BACK + 2 * HOUR}, ClockState.EXCUSED, id="the child came back first"),
    ],
)
def test_a_first_risk_assessment_is_due_for_a_child_reported_missing(moments: Moments, expected: ClockState) -> None:
    duty = missing.first_risk(NATIONAL)
    assert duty.clock(Timeline({Moment.REPORTED: BACK} | moments), now=BACK + 3 * HOUR).state == expected


@pytest.mark.parametrize(
    ("moments", "expected"),
    [
        pytest.param({}, ClockState.OVERDUE, id="not agreed"),
        pytest.param({Moment.RISK_AGREED: BACK + HOUR}, ClockState.MET, id="police and social care agreed"),
        pytest.param({Moment.RETURNED: BACK + HOUR}, ClockState.EXCUSED, id="the child came back first"),
    ],
)
def test_a_low_risk_needs_two_agencies(moments: Moments, expected: ClockState) -> None:
    duty = missing.joint_risk(NATIONAL)
    assert duty.clock(Timeline({Moment.LOW_RISK_SET: BACK} | moments), now=BACK + 3 * HOUR).state == expected


def test_a_repeat_meeting_is_due_in_the_days_of_its_level() -> None:
    agreed = Protocol(trigger_levels=(2, 4), meeting_working_days=(10, 1))
    due = [missing.repeat_meeting(agreed, level).within.due(datetime(2026, 6, 1, 12, tzinfo=ENGLAND)) for level in (2, 4)]
    assert [day.astimezone(ENGLAND).day for day in due] == [15, 2]
