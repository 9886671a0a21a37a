"""The agreed numbers of every duty: national defaults, the source of each, and a council's own values."""

from collections.abc import Mapping
from dataclasses import dataclass

from waylight.core.agreed_values.declaration import (
    BadSetting,
    DefaultOrigin,
    DefaultSource,
    setting,
    settings_of,
    values_agreed,
)
from waylight.core.agreed_values.kinds import WholeNumber, WholeNumbers

MANCHESTER = DefaultSource(DefaultOrigin.LOCAL, "Manchester and Stockport")
STAFFORDSHIRE = DefaultSource(DefaultOrigin.LOCAL, "Staffordshire, 2018")
MERSEYSIDE = DefaultSource(DefaultOrigin.LOCAL, "Merseyside, 2019")
COVENTRY = DefaultSource(DefaultOrigin.LOCAL, "Coventry")
DEPARTMENT = DefaultSource(DefaultOrigin.STATUTORY, "Department for Education, January 2014")
INQUIRY = DefaultSource(
    DefaultOrigin.OURS, "the number of hours; a parliamentary inquiry (2016) asked that both agree a low risk"
)
OTHERS_ALLOW_MORE = DefaultSource(DefaultOrigin.OURS, "other areas allow up to 3")

HOURS, DAYS, WORKING_DAYS, AGE = (WholeNumber(unit) for unit in ("hours", "days", "working days", "years old"))
LEVELS, MEETING_DAYS = WholeNumbers("episodes", rising=True), WholeNumbers("working days")


@dataclass(frozen=True, kw_only=True)
class Protocol:
    """Hours, days and counts that a council can agree for itself. No other module contains these numbers.

    Defaults without a source are Waylight's proposals, which a partnership confirms.
    """

    check_hours: int = setting("check.hours", "Safe and well check after a return", HOURS, 24, MANCHESTER)
    allocate_hours: int = setting("allocate.hours", "Return interview allocated, by day", HOURS, 4)
    offer_hours: int = setting("offer.hours", "Return interview first offered", HOURS, 24)
    interview_hours: int = setting("interview.hours", "Return interview held", HOURS, 72, DEPARTMENT)
    write_up_working_days: int = setting(
        "write.up_working_days", "Return interview written up", WORKING_DAYS, 1, OTHERS_ALLOW_MORE
    )
    risk_first_hours: int = setting("risk.first_hours", "First risk assessment after a report", HOURS, 1)
    joint_risk_hours: int = setting("joint.risk_hours", "Police and social care agree a low risk", HOURS, 2, INQUIRY)
    risk_never_absent_to_age: int = setting(
        "risk.never_absent_to_age", "A child up to this age is never recorded as absent", AGE, 13, MERSEYSIDE
    )
    risk_higher_to_age: int = setting("risk.higher_to_age", "A child up to this age is at more than low risk", AGE, 12, COVENTRY)
    trigger_levels: tuple[int, ...] = setting(
        "trigger.levels", "Repeat levels: episodes before a meeting is needed", LEVELS, (3, 5, 9), STAFFORDSHIRE
    )
    trigger_days: int = setting("trigger.days", "Repeat levels: period", DAYS, 90, STAFFORDSHIRE)
    meeting_working_days: tuple[int, ...] = setting(
        "meeting.working_days", "Repeat levels: days to hold the meeting, one number for each level", MEETING_DAYS, (5, 5, 3)
    )


NATIONAL = Protocol()
SETTINGS = settings_of(Protocol)


def protocol_from(settings: Mapping[str, object]) -> Protocol:
    """Return the protocol of stored settings, which have the keys each is declared ("interview.hours"). Other keys are ignored.

    Raises BadSetting when a value is not of its kind, or when there is not one meeting time for each level.
    """
    protocol = values_agreed(NATIONAL, settings)
    if len(protocol.trigger_levels) != len(protocol.meeting_working_days):
        meeting, levels = SETTINGS["meeting_working_days"].label, SETTINGS["trigger_levels"].label
        raise BadSetting(SETTINGS["meeting_working_days"].key, f"“{meeting}” needs one number for each level in “{levels}”.")
    return protocol
