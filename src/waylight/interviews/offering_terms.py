"""The terms for offering interviews that a partnership agrees: working defaults, and a council's own values."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date

from waylight.agencies.councils import protocol_of
from waylight.agencies.models import Agency
from waylight.agencies.setting_values import BadSetting


@dataclass(frozen=True, kw_only=True)
class OfferingTerms:
    """The terms, with working defaults that each partnership confirms. `TERM_KEYS` gives the key of each stored setting.

    `attempts` is the number of contacts, and `channels` the number of different ways of contact, before an interview may end as
    no contact. `reopen_days` is how long a child can change a no to a yes. `one_for_many` says whether one interview may cover
    several episodes.
    """

    attempts: int = 3
    channels: int = 2
    reopen_days: int = 28
    one_for_many: bool = True


DEFAULT_TERMS = OfferingTerms()
TERM_KEYS = {field.name: f"offering.{field.name}" for field in fields(OfferingTerms)}


def offering_terms_of(council: Agency, on: date) -> OfferingTerms:
    """Return the terms in force at this council on a day."""
    return offering_terms_from(protocol_of(council, on))


def offering_terms_from(settings: Mapping[str, object]) -> OfferingTerms:
    """Return the terms of stored settings. Other keys are ignored. Raises `BadSetting` for an impossible value."""
    agreed_values = {name: _validated(key, settings[key], name) for name, key in TERM_KEYS.items() if key in settings}
    return replace(DEFAULT_TERMS, **agreed_values)  # type: ignore[arg-type]  # each value was checked above


def _validated(key: str, value: object, name: str) -> object:
    value_type = type(getattr(DEFAULT_TERMS, name))
    if type(value) is not value_type:
        raise BadSetting(key, f"must be {'yes or no' if value_type is bool else 'a whole number'}")
    if value_type is int and value < 1:  # type: ignore[operator]  # its type was checked above
        raise BadSetting(key, "must be a whole number greater than 0")
    return value
