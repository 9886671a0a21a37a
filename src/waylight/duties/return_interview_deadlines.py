"""The deadlines of the return interview after a child comes back: allocated, offered, held within 72 hours, and written up.

The partnership's protocol (`protocol.Protocol`) gives the hours and days. 72 hours is the national value.
"""

from waylight.chronology.moments import Moment
from waylight.core.sources import GUIDANCE, WORKING_DEFAULT
from waylight.duties.duty import Duty, DutyCode
from waylight.duties.language.allowance import Hours, HoursOrNextMorning, WorkingDays
from waylight.duties.language.terms import DutyHolder
from waylight.duties.protocol import NATIONAL, Protocol

INTERVIEW_ENDED = frozenset(
    {
        Moment.INTERVIEW_DECLINED,
        Moment.NO_CONTACT,
        Moment.INTERVIEW_SUPERSEDED,
        Moment.INTERVIEW_NOT_OFFERED,
        Moment.INTERVIEW_EXEMPT,
    }
)


def interview_allocated(protocol: Protocol) -> Duty:
    return Duty(
        code=DutyCode.INTERVIEW_ALLOCATED,
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
        code=DutyCode.FIRST_OFFER,
        name="Return interview first offered",
        due_from=DutyHolder.INTERVIEWER,
        starts=Moment.RETURNED,
        within=Hours(protocol.offer_hours),
        met_by=Moment.INTERVIEW_OFFERED,
        excused_by=INTERVIEW_ENDED | {Moment.INTERVIEWED},
        source=WORKING_DEFAULT.at("the first offer, soon enough to hold the interview in time"),
    )


def return_interview(protocol: Protocol) -> Duty:
    """Return the duty to hold the interview. If the child declines, the clock ends, but that does not count as an interview."""
    return Duty(
        code=DutyCode.RETURN_INTERVIEW,
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
        code=DutyCode.WRITE_UP,
        name="Return interview written up",
        due_from=DutyHolder.INTERVIEWER,
        starts=Moment.INTERVIEWED,
        within=WorkingDays(protocol.write_up_working_days),
        met_by=Moment.WRITTEN_UP,
        excused_by=frozenset({Moment.WRITTEN_UP_ELSEWHERE}),
        source=WORKING_DEFAULT.at("writing up"),
    )


RETURN_INTERVIEW = return_interview(NATIONAL)
