"""The duties to a child who is missing or has come back, except those of the return interview."""

from waylight.chronology.moments import Moment
from waylight.core.sources import INQUIRY, MANCHESTER, STAFFORDSHIRE, WORKING_DEFAULT
from waylight.duties.duty import Duty, DutyCode, repeat_meeting_code
from waylight.duties.language.allowance import Hours, WorkingDays
from waylight.duties.language.terms import DutyHolder
from waylight.duties.protocol import NATIONAL, Protocol


def safe_and_well_check(protocol: Protocol) -> Duty:
    return Duty(
        code=DutyCode.CHECK,
        name="Safe and well check",
        due_from=DutyHolder.POLICE,
        starts=Moment.RETURNED,
        within=Hours(protocol.check_hours),
        met_by=Moment.SAFE_AND_WELL_CHECKED,
        excused_by=frozenset({Moment.CHECK_DECLINED, Moment.CHECK_NOT_REQUIRED}),
        source=MANCHESTER.at("safe and well checks"),
    )


def first_risk(protocol: Protocol) -> Duty:
    return Duty(
        code=DutyCode.FIRST_RISK,
        name="First risk assessment",
        due_from=DutyHolder.POLICE_AND_COUNCIL,
        starts=Moment.REPORTED,
        within=Hours(protocol.risk_first_hours),
        met_by=Moment.RISK_ASSESSED,
        excused_by=frozenset({Moment.RETURNED}),
        source=WORKING_DEFAULT.at("the first risk assessment, because a high risk needs action at once"),
    )


def joint_risk(protocol: Protocol) -> Duty:
    return Duty(
        code=DutyCode.JOINT_RISK,
        name="Low risk agreed jointly",
        due_from=DutyHolder.POLICE_AND_COUNCIL,
        starts=Moment.LOW_RISK_SET,
        within=Hours(protocol.joint_risk_hours),
        met_by=Moment.RISK_AGREED,
        excused_by=frozenset({Moment.RETURNED}),
        source=INQUIRY.at("police and social care agree a low risk together; the hours are our default"),
    )


def repeat_meeting(protocol: Protocol, level: int) -> Duty:
    """Return the duty to hold a meeting after `level` episodes. `level` must be one of the protocol's `trigger_levels`."""
    days = protocol.meeting_working_days[protocol.trigger_levels.index(level)]
    return Duty(
        code=repeat_meeting_code(level),
        name=f"Meeting after {level} episodes in {protocol.trigger_days} days",
        due_from=DutyHolder.COUNCIL,
        starts=Moment.TRIGGERED,
        within=WorkingDays(days),
        met_by=Moment.MEETING_HELD,
        excused_by=frozenset({Moment.MEETING_WAIVED}),
        source=STAFFORDSHIRE.at("the levels; the days to meet are our default"),
    )


SAFE_AND_WELL_CHECK = safe_and_well_check(NATIONAL)
