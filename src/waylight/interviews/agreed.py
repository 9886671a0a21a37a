"""What a partnership has agreed about offering interviews: a council's own values over the national default."""

from dataclasses import dataclass, fields, replace

from waylight.agencies.councils import protocol_of
from waylight.agencies.models import Agency
from waylight.core.clock import today


@dataclass(frozen=True, kw_only=True)
class Offering:
    """Working defaults, for each partnership to confirm; each is kept as the setting "offering.NAME"."""

    attempts: int = 3
    channels: int = 2
    reopen_days: int = 28
    one_for_many: bool = True


def agreed_with(council: Agency) -> Offering:
    """What this council has agreed, today."""
    kept = protocol_of(council, today())
    known = {field.name: kept[f"offering.{field.name}"] for field in fields(Offering) if f"offering.{field.name}" in kept}
    return replace(Offering(), **known)  # type: ignore[arg-type]  # the settings page keeps only whole numbers and yes or no
