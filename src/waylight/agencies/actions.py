"""What a partnership agrees for itself, from a day on and with the paper that says so."""

from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import transaction

from waylight.agencies.models import Agency, Kind, ProtocolSetting
from waylight.audit import log


@transaction.atomic
def agree(council: Agency, *, by: AbstractBaseUser | None, key: str, value: object, since: date, source: str) -> ProtocolSetting:
    """Record one agreed value. The one before stays and is what was agreed until that day.

    Whether the value is a sound one is for the package whose setting it is to say, before this is called.
    """
    if council.kind != Kind.COUNCIL:
        raise ValidationError("A protocol is a council's.")
    if not source.strip():
        raise ValidationError({"source": "Name the paper or the meeting that agreed this."})
    if ProtocolSetting.objects.filter(council=council, key=key, since=since).exists():
        raise ValidationError({"since": "A value from this day is recorded already. Give another day."})
    setting = ProtocolSetting(council=council, key=key, value=value, since=since, source=source.strip())
    setting.full_clean()
    setting.save(force_insert=True)
    log.record("agreed a protocol value", setting, by=by, detail={"key": key, "council": str(council.pk)})
    return setting
