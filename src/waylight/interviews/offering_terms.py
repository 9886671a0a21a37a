"""What a partnership has agreed about offering interviews: a council's own values over the working defaults."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date

from waylight.agencies.councils import protocol_of
from waylight.agencies.models import Agency


@dataclass(frozen=True, kw_only=True)
class OfferingTerms:
    """Working defaults, for each partnership to confirm; each is kept as the setting SETTINGS names."""

    attempts: int = 3
    channels: int = 2
    reopen_days: int = 28
    one_for_many: bool = True


class BadOfferingTerm(ValueError):
    """A council's setting that is out of reason; the message names it and the cure."""


DEFAULT_TERMS = OfferingTerms()
TERM_KEYS = {field.name: f"offering.{field.name}" for field in fields(OfferingTerms)}


def offering_terms_of(council: Agency, on: date) -> OfferingTerms:
    """What this council had agreed on a day."""
    return offering_terms_from(protocol_of(council, on))


def offering_terms_from(settings: Mapping[str, object]) -> OfferingTerms:
    """An offering from stored settings; those of others are passed over, and a value that cannot be is refused."""
    known = {name: _sound(key, settings[key], name) for name, key in TERM_KEYS.items() if key in settings}
    return replace(DEFAULT_TERMS, **known)  # type: ignore[arg-type]  # each value was checked just above


def _sound(key: str, value: object, name: str) -> object:
    kind = type(getattr(DEFAULT_TERMS, name))
    if type(value) is not kind:
        raise BadOfferingTerm(f"{key} must be {'yes or no' if kind is bool else 'a whole number'}. It is {value!r}.")
    if kind is int and value < 1:  # type: ignore[operator]  # its kind was checked just above
        raise BadOfferingTerm(f"{key} must be a whole number greater than 0. It is {value!r}.")
    return value
