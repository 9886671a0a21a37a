"""What a partnership has agreed about offering interviews: working defaults, and how a council's own values replace them."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date

from waylight.agencies.councils import protocol_of
from waylight.agencies.models import Agency


@dataclass(frozen=True, kw_only=True)
class OfferingTerms:
    """Working defaults, which each partnership confirms. `TERM_KEYS` gives the stored setting of each field.

    `attempts` and `channels` are the contacts, and the different ways of contact, before an interview ends as no contact.
    `reopen_days` is how long a child can change a no to a yes.
    """

    attempts: int = 3
    channels: int = 2
    reopen_days: int = 28
    one_for_many: bool = True


class BadOfferingTerm(ValueError):
    """A setting has an impossible value. The message names the setting and says how to correct it."""


DEFAULT_TERMS = OfferingTerms()
TERM_KEYS = {field.name: f"offering.{field.name}" for field in fields(OfferingTerms)}


def offering_terms_of(council: Agency, on: date) -> OfferingTerms:
    """Return the terms in force at this council on a day."""
    return offering_terms_from(protocol_of(council, on))


def offering_terms_from(settings: Mapping[str, object]) -> OfferingTerms:
    """Return the terms from stored settings. Other keys are ignored. Raises BadOfferingTerm for an impossible value."""
    agreed_values = {name: _validated(key, settings[key], name) for name, key in TERM_KEYS.items() if key in settings}
    return replace(DEFAULT_TERMS, **agreed_values)  # type: ignore[arg-type]  # each value was checked just above


def _validated(key: str, value: object, name: str) -> object:
    kind = type(getattr(DEFAULT_TERMS, name))
    if type(value) is not kind:
        raise BadOfferingTerm(f"{key} must be {'yes or no' if kind is bool else 'a whole number'}. It is {value!r}.")
    if kind is int and value < 1:  # type: ignore[operator]  # its kind was checked just above
        raise BadOfferingTerm(f"{key} must be a whole number greater than 0. It is {value!r}.")
    return value
