"""Adding entries to the audit trail, in the transaction of the act itself."""

import hashlib
import json
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import connection, models
from django.db.transaction import TransactionManagementError

from waylight.audit.models import Entry
from waylight.core.clock import now

type Detail = dict[str, object]


def record(
    verb: str, thing: models.Model, *, by: AbstractBaseUser | None, child: UUID | None = None, detail: Detail | None = None
) -> Entry:
    """Record that `by` (None for the system itself) did `verb` to `thing`. `detail` names fields, never their values."""
    key = thing.pk if isinstance(thing.pk, UUID) else None
    return _add(verb, thing._meta.db_table, key, by=by, child=child, detail=detail or {})


def viewed(child: UUID, *, by: AbstractBaseUser, page: str) -> Entry:
    """Record that `by` opened a page of this child's record."""
    return _add("viewed", page, child, by=by, child=child, detail={})


def viewed_many(children: Iterable[UUID], *, by: AbstractBaseUser, page: str) -> Entry | None:
    """Record in one entry that a page showed `by` a list with these children. An empty list needs no entry."""
    keys = sorted({str(child) for child in children})
    return _add("viewed a list", page, None, by=by, child=None, detail={"children": keys}) if keys else None


def _add(verb: str, kind: str, key: UUID | None, *, by: AbstractBaseUser | None, child: UUID | None, detail: Detail) -> Entry:
    if not connection.in_atomic_block:
        raise TransactionManagementError("An act and its audit entry belong in one transaction.")
    entry = Entry(at=now(), by_id=by.pk if by else None, verb=verb, kind=kind, record=key, child=child, detail=detail)
    entry.digest = digest_of(entry)
    entry.save(force_insert=True)
    return entry


def digest_of(entry: Entry) -> str:
    """Return the SHA-256 of an entry's content, which is the same in both databases."""
    content = [
        _instant(entry.at),
        str(entry.by_id or ""),
        entry.verb,
        entry.kind,
        str(entry.record or ""),
        str(entry.child or ""),
        entry.detail,
    ]
    return hashlib.sha256(json.dumps(content, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def _instant(at: datetime) -> str:
    return f"{at.timestamp():.6f}"
