"""The state of all records, with keys replaced by what they stand for: two databases can be held side by side.

Run as a program it prints the SHA-256 of the state of the installation that WAYLIGHT_HOME and DATABASE_URL name.
"""

import hashlib
import json
from typing import Any

from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

KEYS = {"id", "created_at", "batch", "since", "started_at_of_batch"}
ABOUT_THE_RUN = {"audit_entry", "audit_segment", "batch", "batch_change", "search_name"}


def state() -> dict[str, list[str]]:
    """Every table that holds what was loaded, its rows sorted, without keys and times of writing."""
    from waylight.core.models import Record  # noqa: PLC0415 - Django must be set up first

    kinds = [model for model in apps.get_models() if issubclass(model, Record) and model._meta.db_table not in ABOUT_THE_RUN]
    named: dict[Any, str] = {}
    return {model._meta.db_table: sorted(_line(record, named) for record in model._default_manager.all()) for model in kinds}


def _line(record: models.Model, named: dict[Any, str]) -> str:
    values = {field.name: _value(record, field, named) for field in record._meta.fields if field.name not in KEYS}
    return json.dumps(values, cls=DjangoJSONEncoder, sort_keys=True)


def _value(record: models.Model, field: Any, named: dict[Any, str]) -> Any:
    if not field.is_relation:
        return field.value_from_object(record)
    key = getattr(record, field.attname)
    if key is not None and key not in named:
        named[key] = _called(getattr(record, field.name))
    return named.get(key)


def _called(thing: Any) -> str:
    """What names a record without its key: a child's name and birth date, an episode's reference and start."""
    told = [
        getattr(thing, name, None)
        for name in ("reference", "started_at", "surname", "forename", "born_on", "urn", "source_key", "name", "code", "email")
    ]
    owner = f"{thing.child.surname} {thing.child.forename} {thing.child.born_on}" if hasattr(thing, "child_id") else ""
    return " ".join(str(part) for part in (*told, owner) if part)


def digest() -> str:
    return hashlib.sha256(json.dumps(state(), sort_keys=True).encode()).hexdigest()


if __name__ == "__main__":
    import os

    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "waylight.config.settings")
    django.setup()
    print(digest())  # noqa: T201 - the answer
