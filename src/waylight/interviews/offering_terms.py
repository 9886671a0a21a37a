"""What a partnership has agreed about offering interviews: a council's own values over the working defaults."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date

from waylight.agencies.councils import protocol_of
from waylight.agencies.models import Agency


@dataclass(frozen=True, kw_only=True)
class Offering:
    """Working defaults, for each partnership to confirm; each is kept as the setting SETTINGS names."""

    attempts: int = 3
    channels: int = 2
    reopen_days: int = 28
    one_for_many: bool = True


class BadOffering(ValueError):
    """A council's setting that is out of reason; the message names it and the cure."""


USUAL = Offering()
SETTINGS = {field.name: f"offering.{field.name}" for field in fields(Offering)}


def agreed_with(council: Agency, on: date) -> Offering:
    """What this council had agreed on a day."""
    return offering_from(protocol_of(council, on))


def offering_from(settings: Mapping[str, object]) -> Offering:
    """An offering from stored settings; those of others are passed over, and a value that cannot be is refused."""
    known = {name: _sound(key, settings[key], name) for name, key in SETTINGS.items() if key in settings}
    return replace(USUAL, **known)  # type: ignore[arg-type]  # each value was checked just above


def _sound(key: str, value: object, name: str) -> object:
    kind = type(getattr(USUAL, name))
    if type(value) is not kind:
        raise BadOffering(f"{key} must be {'yes or no' if kind is bool else 'a whole number'}. It is {value!r}.")
    if kind is int and value < 1:  # type: ignore[operator]  # its kind was checked just above
        raise BadOffering(f"{key} must be a whole number greater than 0. It is {value!r}.")
    return value
