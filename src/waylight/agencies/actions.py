"""Recording what a partnership has agreed in its protocol, and for which councils an organisation works."""

from collections.abc import Iterable
from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import transaction

from waylight.agencies.models import Agency, Kind, ProtocolSetting
from waylight.audit import log


@transaction.atomic
def agree(council: Agency, *, by: AbstractBaseUser | None, key: str, value: object, since: date, source: str) -> ProtocolSetting:
    """Record a value that the partnership has agreed from a day. The earlier value is kept and applies until that day.

    The caller validates the value, because only the package that defines the setting knows which values are possible.
    """
    if council.kind != Kind.COUNCIL:
        raise ValidationError("Only a council has a protocol.")
    if not source.strip():
        raise ValidationError({"source": "Enter the document or meeting that agreed this."})
    if ProtocolSetting.objects.filter(council=council, key=key, since=since).exists():
        raise ValidationError({"since": "There is already a value from this date. Enter another date."})
    setting = ProtocolSetting(council=council, key=key, value=value, since=since, source=source.strip())
    setting.full_clean()
    setting.save(force_insert=True)
    log.record("agreed a protocol value", setting, by=by, detail={"key": key, "council": str(council.pk)})
    return setting


@transaction.atomic
def serve(*, by: AbstractBaseUser | None, kind: Kind, name: str, councils: Iterable[Agency]) -> Agency:
    """Record that a force, a provider or a home also works for these councils. Creates the organisation if it is new.

    From that moment, everyone with a role at a force sees the children of the councils. Ask each council first.
    """
    councils = list(councils)
    if kind == Kind.COUNCIL or any(council.kind != Kind.COUNCIL for council in councils):
        raise ValidationError("Only police forces, providers and homes serve councils. A council cannot serve another council.")
    agency = Agency.objects.filter(kind=kind, name__iexact=name.strip()).first() or Agency(kind=kind, name=name.strip())
    agency.full_clean()
    agency.save()
    agency.serves.add(*councils)
    log.record("said whom it serves:", agency, by=by, detail={"councils": [str(council.pk) for council in councils]})
    return agency
