"""Two records of one child, as loads left them, made one and taken apart."""

from collections.abc import Mapping
from typing import Any

from django.apps import apps

from tests.exchange.packs import child, on
from waylight.accounts.models import User
from waylight.core.models import Record
from waylight.merging.actions import MergeResult, merge_records, undo_record_merge
from waylight.people.models import Child

SAME = "her surname changed when she was adopted"
KNOWN = [child("1"), child("2", surname="Byrne")]
EVENING = [on("1", "18:00", "23:00", ref="A"), on("1", "20:00", "23:30", ref="B", surname="Byrne")]


def somebody() -> User:
    return User.objects.create_user("priya@example.org", name="Priya Shah")


def both() -> tuple[Child, Child]:
    return Child.objects.get(surname="Okafor"), Child.objects.get(surname="Byrne")


def made_one(by: User, *, keep: str = "Okafor") -> MergeResult:
    kept, merged = sorted(both(), key=lambda each: each.surname != keep)
    return merge_records(kept, merged, by=by, versions=(kept.version, merged.version), because=SAME)


def apart(done: MergeResult, by: User) -> MergeResult:
    return undo_record_merge(done.merge, by=by, version=done.merge.version)


def records() -> Mapping[Any, Mapping[str, Any]]:
    """Every record as it stands, but for its version, which only ever rises, and the merges themselves."""
    kinds = [kind for kind in apps.get_models() if issubclass(kind, Record) and kind._meta.label != "people.Merge"]
    return {
        (kind._meta.label, row["id"]): {name: value for name, value in row.items() if name != "version"}
        for kind in kinds
        for row in kind._default_manager.values()
    }
