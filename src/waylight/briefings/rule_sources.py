"""The source of a deadline's rule: the duty's paper, or the partnership's agreement where it has a value of its own."""

from collections.abc import Mapping

from waylight.agencies.models import ProtocolSetting
from waylight.chronology.moments import Moment
from waylight.duties.duty import DutyCode
from waylight.duties.language.terms import DutyTerms
from waylight.duties.protocol import SETTINGS

# The settings from which each duty's time is worked out, by the duty's code.
SETTINGS_OF: Mapping[str, tuple[str, ...]] = {
    DutyCode.CHECK: ("check.hours",),
    DutyCode.INTERVIEW_ALLOCATED: ("allocate.hours",),
    DutyCode.FIRST_OFFER: ("offer.hours",),
    DutyCode.RETURN_INTERVIEW: ("interview.hours",),
    DutyCode.WRITE_UP: ("write.up_working_days",),
    DutyCode.FIRST_RISK: ("risk.first_hours",),
    DutyCode.JOINT_RISK: ("joint.risk_hours",),
}
SETTINGS_OF_MEETINGS = ("trigger.levels", "trigger.days", "meeting.working_days")
DEFAULTS = {each.key: each.default for each in SETTINGS.values()}


def source_of_rule(duty: DutyTerms, agreed: Mapping[str, ProtocolSetting]) -> str:
    """Return the source of a duty. `agreed` has the agreements in force on the day that decides the protocol."""
    keys = SETTINGS_OF_MEETINGS if duty.starts == Moment.TRIGGERED else SETTINGS_OF.get(duty.code, ())
    papers = dict.fromkeys(agreed[key].source for key in keys if key in agreed and _differs(agreed[key]))
    return f"Agreed by the partnership: {'; '.join(papers)}" if papers else str(duty.source)


def _differs(setting: ProtocolSetting) -> bool:
    """Return whether the agreed value is not the default, so that the paper of the default is not its source."""
    value = tuple(setting.value) if isinstance(setting.value, list) else setting.value
    return bool(value != DEFAULTS.get(setting.key))
