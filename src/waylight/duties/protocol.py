"""The agreed numbers of every duty: national defaults, the source of each, and a council's own values."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from enum import StrEnum

from waylight.agencies.setting_values import BadSetting


@dataclass(frozen=True, kw_only=True)
class Protocol:
    """Hours, days and counts that a council can agree for itself. No other module contains these numbers.

    Of the defaults, 72 hours is in the guidance of the Department for Education of January 2014, the check within 24 hours is in
    the papers of Manchester and Stockport, and three, five and nine episodes in ninety days is the rule of Staffordshire.
    `DEFAULT_SOURCES` gives the source of each. The others are proposals of Waylight, which a partnership confirms.
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
    """The kind of source that a default has. Only one default, 72 hours, is in statutory guidance."""

    STATUTORY = "Statutory guidance"
    LOCAL = "Agreed in another area"
    OURS = "Waylight’s own proposal"  # noqa: RUF001 - a printed apostrophe


@dataclass(frozen=True)
class DefaultSource:
    """The source of a default. `reference` names the paper or explains the value."""

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
    """Return the source of a setting's default. Without an entry in `DEFAULT_SOURCES` it is Waylight's own proposal."""
    return DEFAULT_SOURCES.get(key, TO_CONFIRM)


def protocol_from(settings: Mapping[str, object]) -> Protocol:
    """Return the protocol of stored settings, which have the keys in `SETTING_KEYS` ("interview.hours").

    Other keys are ignored, because they belong to other packages. Raises `BadSetting` for a value that is not a whole number
    greater than 0 or, where the default is a list, not a list of such numbers. Levels must be in rising order, and there must
    be as many meeting days as levels.
    """
    changed: dict[str, object] = {}
    for name, key in SETTING_KEYS.items():
        if key in settings:
            changed[name] = _validated(key, settings[key], default=getattr(NATIONAL, name))
    protocol = replace(NATIONAL, **changed)  # type: ignore[arg-type]  # each value was checked above
    if len(protocol.trigger_levels) != len(protocol.meeting_working_days):
        raise BadSetting("meeting.working_days", "must have one number for each level")
    return protocol


def _validated(key: str, value: object, *, default: object) -> object:
    if isinstance(default, tuple):
        if isinstance(value, list | tuple) and value and all(_is_positive(item) for item in value):
            if key.endswith("levels") and list(value) != sorted(set(value)):
                raise BadSetting(key, "must be whole numbers in rising order, for example 3, 5, 9")
            return tuple(value)
        raise BadSetting(key, "must be a list of whole numbers greater than 0, for example 3, 5, 9")
    if not _is_positive(value):
        raise BadSetting(key, "must be a whole number greater than 0")
    return value


def _is_positive(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value > 0
