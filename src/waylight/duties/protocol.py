"""What a partnership has agreed: the default of each setting, and a council's own values over it."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from enum import StrEnum


@dataclass(frozen=True, kw_only=True)
class Protocol:
    """Hours, days and counts a council may agree for itself. Each field's home is here and nowhere else.

    Defaults: seventy-two hours is the Department for Education's guidance of January 2014; the twenty-four-hour check
    is the promise of the Manchester and Stockport papers; three, five and nine in ninety days is Staffordshire's;
    the rest are our proposals, for a partnership to confirm. DEFAULT_SOURCES says which it is.
    """

    check_hours: int = 24
    allocate_hours: int = 4
    offer_hours: int = 24
    interview_hours: int = 72
    write_up_working_days: int = 1
    risk_first_hours: int = 1
    joint_risk_hours: int = 2
    risk_never_absent_to_age: int = 13
    risk_higher_to_age: int = 12
    trigger_levels: tuple[int, ...] = (3, 5, 9)
    trigger_days: int = 90
    meeting_working_days: tuple[int, ...] = (5, 5, 3)


NATIONAL = Protocol()
SETTING_KEYS = {field.name: f"{field.name.replace('_', '.', 1)}" for field in fields(Protocol)}


class DefaultOrigin(StrEnum):
    STATUTORY = "Statutory guidance"
    LOCAL = "Agreed in another area"
    OURS = "Waylight’s own proposal"  # noqa: RUF001 - a printed apostrophe


@dataclass(frozen=True)
class DefaultSource:
    """What a default rests on; `reference` names the paper, or says what the value is for."""

    origin: DefaultOrigin
    reference: str

    def __str__(self) -> str:
        return f"{self.origin}: {self.reference}"


STAFFORDSHIRE = DefaultSource(DefaultOrigin.LOCAL, "Staffordshire, 2018")
TO_CONFIRM = DefaultSource(DefaultOrigin.OURS, "for your partnership to confirm")
DEFAULT_SOURCES = {
    "check.hours": DefaultSource(DefaultOrigin.LOCAL, "Manchester and Stockport"),
    "interview.hours": DefaultSource(DefaultOrigin.STATUTORY, "Department for Education, January 2014"),
    "risk.never_absent_to_age": DefaultSource(DefaultOrigin.LOCAL, "Merseyside, 2019"),
    "risk.higher_to_age": DefaultSource(DefaultOrigin.LOCAL, "Coventry"),
    "joint.risk_hours": DefaultSource(
        DefaultOrigin.OURS, "the number of hours; a parliamentary inquiry (2016) asked that both agree a low risk"
    ),
    "trigger.levels": STAFFORDSHIRE,
    "trigger.days": STAFFORDSHIRE,
    "write.up_working_days": DefaultSource(DefaultOrigin.OURS, "other areas allow up to 3"),
}


def default_source_of(key: str) -> DefaultSource:
    """What the default of a setting rests on; what nobody else has written down is ours."""
    return DEFAULT_SOURCES.get(key, TO_CONFIRM)


class BadSetting(ValueError):
    """A council's setting that is unknown or out of reason; the message names it and the cure."""


def protocol_from(settings: Mapping[str, object]) -> Protocol:
    """A protocol from stored settings, keyed as in SETTINGS ("interview.hours"); unknown keys belong to others.

    Raises BadSetting when a value is not a whole number above nought, or for lists not an ascending list of them.
    """
    changed: dict[str, object] = {}
    for name, key in SETTING_KEYS.items():
        if key in settings:
            changed[name] = _sound(key, settings[key], like=getattr(NATIONAL, name))
    protocol = replace(NATIONAL, **changed)  # type: ignore[arg-type]  # each value was checked just above
    if len(protocol.trigger_levels) != len(protocol.meeting_working_days):
        raise BadSetting("meeting.working_days needs one number for each level in trigger.levels.")
    return protocol


def _sound(key: str, value: object, *, like: object) -> object:
    if isinstance(like, tuple):
        if isinstance(value, list | tuple) and value and all(_counts(item) for item in value):
            if key.endswith("levels") and list(value) != sorted(set(value)):
                raise BadSetting(f"{key} must be whole numbers in rising order, such as [2, 4]. It is {value!r}.")
            return tuple(value)
        raise BadSetting(f"{key} must be a list of whole numbers greater than 0, such as [2, 4]. It is {value!r}.")
    if not _counts(value):
        raise BadSetting(f"{key} must be a whole number greater than 0. It is {value!r}.")
    return value


def _counts(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value > 0
