"""Finding a council, and the values that its partnership has agreed."""

import csv
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Q

from waylight.agencies.models import Agency, Authority, Kind, ProtocolSetting
from waylight.core.period_filters import in_force_at


def fill_authorities() -> int:
    """Update England's authorities to the list in this release, and return how many there are."""
    rows = csv.DictReader((files("waylight.agencies") / "data" / "authorities.csv").read_text().splitlines())
    authorities = [Authority(code=row["dfe_la_code"], ons_code=row["ons_code"], name=row["name"]) for row in rows]
    Authority.objects.bulk_create(authorities, update_conflicts=True, unique_fields=["code"], update_fields=["ons_code", "name"])
    return len(authorities)


def council_of(code: str) -> Agency:
    """Return the council with this three-figure code, created if necessary. Raises ValidationError for an unknown code."""
    if not Authority.objects.filter(code=code).exists():
        fill_authorities()
    authority = Authority.objects.filter(code=code).first()
    if authority is None:
        raise ValidationError(
            f"No English authority has the code {code}. Enter the Department for Education's three-figure code."
        )
    council, _ = Agency.objects.get_or_create(authority=authority, defaults={"kind": Kind.COUNCIL, "name": authority.name})
    return council


def protocol_of(council: Agency, on: date) -> Mapping[str, object]:
    """Return the settings in force for a council on a day, by key. The council's own value replaces the national one."""
    in_force = ProtocolSetting.objects.filter(Q(council=council) | Q(council=None), in_force_at(on))
    national_first = sorted(in_force, key=lambda setting: (setting.council_id is not None, setting.since))
    return {setting.key: setting.value for setting in national_first}


@dataclass(frozen=True)
class Agreements:
    """All settings of all councils, read at once, so that the settings of any council on any day need no further query.

    `by_council` contains each council's own settings, and the national ones under None, the oldest first.
    """

    by_council: Mapping[UUID | None, Sequence[ProtocolSetting]]

    def on(self, council: UUID | None, day: date) -> dict[str, object]:
        """Return the settings in force for a council on a day, by key. Its own values replace the national ones."""
        return {key: setting.value for key, setting in self.in_force(council, day).items()}

    def in_force(self, council: UUID | None, day: date) -> dict[str, ProtocolSetting]:
        """The agreement behind each of those settings."""
        national_first = (*self.by_council.get(None, ()), *(self.by_council.get(council, ()) if council else ()))
        return {setting.key: setting for setting in national_first if setting.in_force(day)}


def agreements() -> Agreements:
    """Return every setting, read in one query."""
    by_council: dict[UUID | None, list[ProtocolSetting]] = defaultdict(list)
    for setting in ProtocolSetting.objects.order_by("since"):
        by_council[setting.council_id].append(setting)
    return Agreements(by_council)
