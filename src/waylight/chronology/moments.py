"""Everything that can happen to a child at a known time, and how exact that time is."""

from enum import StrEnum


class Moment(StrEnum):
    WENT_MISSING = "went missing"
    REPORTED = "was reported missing"
    LOCATED = "was located"
    RETURNED = "came back"
    RISK_ASSESSED = "risk was assessed"
    LOW_RISK_SET = "was first assessed as low or no apparent risk"
    RISK_AGREED = "police and social care agreed the risk"
    SAFE_AND_WELL_CHECKED = "was checked safe and well"
    CHECK_DECLINED = "declined the safe and well check"
    CHECK_NOT_REQUIRED = "did not need a safe and well check, under a recorded agreement"
    INTERVIEW_ALLOCATED = "interview was allocated"
    INTERVIEW_ACCEPTED = "interviewer accepted the interview"
    INTERVIEW_OFFERED = "was first offered an interview"
    INTERVIEW_BOOKED = "interview was booked"
    INTERVIEWED = "was interviewed"
    INTERVIEW_DECLINED = "declined an interview"
    NO_CONTACT = "could not be contacted"
    INTERVIEW_SUPERSEDED = "went missing again before an interview"
    INTERVIEW_NOT_OFFERED = "was not offered an interview"
    INTERVIEW_EXEMPT = "did not need an interview"
    WRITTEN_UP = "interview was written up"
    WRITTEN_UP_ELSEWHERE = "interview was written up in the provider's own system"
    TRIGGERED = "reached a repeat level"
    MEETING_HELD = "was discussed at a repeat meeting"
    MEETING_WAIVED = "did not need a repeat meeting, as a manager recorded"
    VOIDED = "was recorded in error"

    @property
    def ending_phrase(self) -> str:
        """The phrase for a moment that ends a clock, for the middle of a sentence."""
        return _ENDINGS.get(self, f"the child {self.value}")


_ENDINGS = {
    Moment.INTERVIEW_ALLOCATED: "the interview is allocated",
    Moment.INTERVIEW_OFFERED: "an interview is first offered",
    Moment.INTERVIEWED: "the interview is held",
    Moment.INTERVIEW_DECLINED: "the child or a parent says no",
    Moment.NO_CONTACT: "the child cannot be contacted",
    Moment.INTERVIEW_SUPERSEDED: "the child goes missing again first",
    Moment.INTERVIEW_NOT_OFFERED: "a manager decides not to offer one",
    Moment.INTERVIEW_EXEMPT: "no interview is needed",
    Moment.WRITTEN_UP: "the write-up is finished",
    Moment.WRITTEN_UP_ELSEWHERE: "the provider reports the interview from its own system",
    Moment.SAFE_AND_WELL_CHECKED: "the check is made",
    Moment.CHECK_DECLINED: "the child declines the check",
    Moment.CHECK_NOT_REQUIRED: "a recorded agreement says that no check is needed",
    Moment.RISK_ASSESSED: "the police or social care assess the risk",
    Moment.RISK_AGREED: "police and social care agree the risk",
    Moment.RETURNED: "the child is back",
    Moment.MEETING_HELD: "the meeting is held",
    Moment.MEETING_WAIVED: "a manager records why no meeting is needed",
}


class Precision(StrEnum):
    """How exact the time of a moment is."""

    MINUTE = "MINUTE"
    ABOUT = "ABOUT"
    DATE = "DATE"
