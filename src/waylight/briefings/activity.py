"""What others have recorded about the children a person may see, since they last looked."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Max

from waylight.accounts.models import User
from waylight.audit.models import Entry
from waylight.episodes.models import Episode
from waylight.people.models import Child

# How an act in the audit trail reads as news; acts not named here are not.
VERB_PHRASES = {
    "reported missing in": "was reported missing",
    "added a second report to": "has a duplicate report of the same episode",
    "assessed the risk in": "has a new risk assessment",
    "recorded as located in": "has been located",
    "recorded the return in": "is back",
    "recorded the safe and well check in": "had a safe and well check",
    "allocated": "has an interview allocated",
    "booked": "has an interview booked",
    "held": "has been interviewed",
    "merged another record into": "had two records, which were merged",
    "undid a merge into": "has two records again: a merge was undone",
}
LOADED = "was reported missing"
MOST = 50
FAR_ENOUGH = 20_000


@dataclass(frozen=True, kw_only=True)
class Activity:
    child: Child
    said: str
    at: datetime
    by: str
    episode: UUID | None = None


def last_audit_entry() -> int:
    """How far the audit trail has come."""
    return Entry.objects.aggregate(last=Max("id"))["last"] or 0


def activity_for(user: User, *, after: int, until: int, since: datetime, missing: Iterable[Episode] = ()) -> list[Activity]:
    """News after one entry of the trail, newest first, and the children among those `missing` that a load brought since.

    `until` is the trail's last entry.

    Acts are found in the order they were recorded, so that a return typed in late is news when it is typed. A person's
    own acts are no news to them.
    """
    entries = _acts(user, after, until, since)
    seen = Child.objects.visible_to(user).in_bulk([entry.child for entry in entries if entry.child])
    told = [
        Activity(
            child=seen[entry.child], said=VERB_PHRASES[entry.verb], at=entry.at, by=entry.by.name if entry.by else "",
            episode=entry.record if entry.kind == Episode._meta.db_table else None,
        )
        for entry in entries if entry.child in seen
    ]  # fmt: skip
    loaded = [
        Activity(child=episode.child, said=LOADED, at=episode.created_at, by="loaded from a file", episode=episode.pk)
        for episode in missing
        if episode.batch is not None and episode.created_at > since
    ]
    return sorted([*told, *loaded], key=lambda news: news.at, reverse=True)[:MOST]


def count_activity(user: User, *, after: int, since: datetime) -> int:
    """How much news there is after that entry; a load counts by the children it found missing."""
    children = [entry.child for entry in _acts(user, after, last_audit_entry(), since) if entry.child]
    seen = set(Child.objects.visible_to(user).filter(pk__in=children).values_list("pk", flat=True)) if children else set()
    loaded = Episode.objects.visible_to(user).still_missing().filter(created_at__gt=since).exclude(batch=None).count()
    return sum(child in seen for child in children) + loaded


def _acts(user: User, after: int, until: int, since: datetime) -> list[Entry]:
    """The latest acts of others; the trail is read back only so far, since every view of a record is in it too."""
    floor = max(after, until - FAR_ENOUGH)
    acts = Entry.objects.filter(id__gt=floor, at__gt=since, verb__in=VERB_PHRASES).exclude(child=None).exclude(by=user)
    return list(acts.select_related("by").order_by("-id")[:MOST])
