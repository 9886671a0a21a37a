"""Everything that can happen to a child and be dated, and how exactly a moment is known."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum


class Moment(StrEnum):
    WENT_MISSING = "went missing"
    REPORTED = "was reported missing"
    LOCATED = "was located"
    RETURNED = "came back"
    RISK_ASSESSED = "risk was assessed"
    RISK_AGREED = "police and social care agreed the risk"
    SAFE_AND_WELL_CHECKED = "was checked safe and well"
    CHECK_DECLINED = "declined the safe and well check"
    CHECK_NOT_REQUIRED = "needed no check, by agreement"
    INTERVIEW_ALLOCATED = "interview was allocated"
    INTERVIEW_ACCEPTED = "interviewer accepted"
    INTERVIEW_OFFERED = "was first offered an interview"
    INTERVIEW_BOOKED = "interview was booked"
    INTERVIEWED = "was interviewed"
    INTERVIEW_DECLINED = "declined an interview"
    NO_CONTACT = "could not be contacted"
    INTERVIEW_SUPERSEDED = "went missing again before an interview"
    INTERVIEW_NOT_OFFERED = "was not offered an interview"
    INTERVIEW_EXEMPT = "was exempt from an interview"
    WRITTEN_UP = "interview was written up"
    VOIDED = "was recorded in error"


class Precision(StrEnum):
    """How exactly a moment is known."""

    MINUTE = "MINUTE"
    ABOUT = "ABOUT"
    DATE = "DATE"


type Timeline = Mapping[Moment, datetime]
