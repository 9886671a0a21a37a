"""The duties to a child who is missing or has come back."""

from datetime import date

from waylight.chronology.moments import Moment
from waylight.core.sources import Source
from waylight.duties.allowance import Hours, HoursOrNextMorning, WorkingDays
from waylight.duties.duty import Duty, DutyHolder
from waylight.duties.protocol import NATIONAL, Protocol

GUIDANCE = Source(
    title="Statutory guidance on children who run away or go missing from home or care",
    publisher="Department for Education",
    published=date(2014, 1, 1),
)
MANCHESTER = Source(
    title="Missing from home and care strategy",
    publisher="Manchester Safeguarding Children Board",
    published=date(2017, 1, 1),
)
INQUIRY = Source(
    title="Inquiry into safeguarding absent children",
    publisher="All-Party Parliamentary Group for Runaway and Missing Children and Adults",
    published=date(2016, 1, 1),
)
STAFFORDSHIRE = Source(
    title="Children who go missing: report to the Safe and Strong Communities committee",
    publisher="Staffordshire County Council",
    published=date(2018, 1, 1),
)
WORKING_DEFAULT = Source(title="Working default, for each partnership to confirm", publisher="Waylight")

INTERVIEW_ENDED = frozenset(
    {
        Moment.INTERVIEW_DECLINED,
        Moment.NO_CONTACT,
        Moment.INTERVIEW_SUPERSEDED,
        Moment.INTERVIEW_NOT_OFFERED,
        Moment.INTERVIEW_EXEMPT,
    }
)


def safe_and_well_check(protocol: Protocol) -> Duty:
    return Duty(
        code="safe-and-well-check",
        name="Safe and well check",
        due_from=DutyHolder.POLICE,
        starts=Moment.RETURNED,
        within=Hours(protocol.check_hours),
        met_by=Moment.SAFE_AND_WELL_CHECKED,
        excused_by=frozenset({Moment.CHECK_DECLINED, Moment.CHECK_NOT_REQUIRED}),
        source=MANCHESTER.at("safe and well checks"),
    )


def interview_allocated(protocol: Protocol) -> Duty:
    return Duty(
        code="interview-allocated",
        name="Return interview allocated",
        due_from=DutyHolder.COUNCIL,
        starts=Moment.RETURNED,
        within=HoursOrNextMorning(protocol.allocate_hours),
        met_by=Moment.INTERVIEW_ALLOCATED,
        excused_by=INTERVIEW_ENDED | {Moment.INTERVIEWED},
        source=WORKING_DEFAULT.at("allocating the interview"),
    )


def first_offer(protocol: Protocol) -> Duty:
    return Duty(
        code="first-offer",
        name="Return interview first offered",
        due_from=DutyHolder.INTERVIEWER,
        starts=Moment.RETURNED,
        within=Hours(protocol.offer_hours),
        met_by=Moment.INTERVIEW_OFFERED,
        excused_by=INTERVIEW_ENDED | {Moment.INTERVIEWED},
        source=WORKING_DEFAULT.at("the first offer, soon enough to hold the interview in time"),
    )


def return_interview(protocol: Protocol) -> Duty:
    """A child may decline. That ends the clock, but it never counts as an interview."""
    return Duty(
        code="return-interview",
        name="Return interview held",
        due_from=DutyHolder.COUNCIL,
        starts=Moment.RETURNED,
        within=Hours(protocol.interview_hours),
        met_by=Moment.INTERVIEWED,
        excused_by=INTERVIEW_ENDED,
        source=GUIDANCE.at("independent return interviews"),
    )


def write_up(protocol: Protocol) -> Duty:
    return Duty(
        code="write-up",
        name="Return interview written up",
        due_from=DutyHolder.INTERVIEWER,
        starts=Moment.INTERVIEWED,
        within=WorkingDays(protocol.write_up_working_days),
        met_by=Moment.WRITTEN_UP,
        excused_by=frozenset({Moment.WRITTEN_UP_ELSEWHERE}),
        source=WORKING_DEFAULT.at("writing up"),
    )


def first_risk(protocol: Protocol) -> Duty:
    return Duty(
        code="first-risk",
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
        code="joint-risk",
        name="Low risk agreed jointly",
        due_from=DutyHolder.POLICE_AND_COUNCIL,
        starts=Moment.LOW_RISK_SET,
        within=Hours(protocol.joint_risk_hours),
        met_by=Moment.RISK_AGREED,
        excused_by=frozenset({Moment.RETURNED}),
        source=INQUIRY.at("police and social care agree a low risk together; the hours are our default"),
    )


def repeat_meeting(protocol: Protocol, level: int) -> Duty:
    """Return the duty to meet after `level` episodes, which must be one of the protocol's `trigger_levels`."""
    days = protocol.meeting_working_days[protocol.trigger_levels.index(level)]
    return Duty(
        code=f"repeat-meeting-{level}",
        name=f"Meeting after {level} episodes in {protocol.trigger_days} days",
        due_from=DutyHolder.COUNCIL,
        starts=Moment.TRIGGERED,
        within=WorkingDays(days),
        met_by=Moment.MEETING_HELD,
        excused_by=frozenset({Moment.MEETING_WAIVED}),
        source=STAFFORDSHIRE.at("the levels; the days to meet are our default"),
    )


AFTER_A_RETURN = (safe_and_well_check, interview_allocated, first_offer, return_interview, write_up)
RETURN_INTERVIEW = return_interview(NATIONAL)
SAFE_AND_WELL_CHECK = safe_and_well_check(NATIONAL)
