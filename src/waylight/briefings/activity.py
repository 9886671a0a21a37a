"""What other people have recorded about the children a person may see, since that person last opened Today."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Max

from waylight.access.disclosure import Reader
from waylight.accounts.models import User
from waylight.audit.models import Entry
from waylight.briefings.worklist_scope import WorklistScope
from waylight.episodes.models import Episode
from waylight.episodes.record_parts import EPISODES, RISK, SAFE_AND_WELL_CHECK
from waylight.interviews.record_parts import INTERVIEW_PROCESS
from waylight.people.models import Child

# The audit verbs that Today reports, and the phrase for each.
VERB_PHRASES = {
    "reported missing in": "was reported missing",
    "added a second report to": "was reported again, in the same episode",
    "assessed the risk in": "has a new risk assessment",
    "recorded as located in": "has been located",
    "recorded the return in": "is back",
    "recorded the safe and well check in": "has a safe and well check recorded",
    "allocated": "has an interview allocated",
    "booked": "has an interview booked",
    "held": "has been interviewed",
    "merged another record into": "had two records, which were merged",
    "undid a merge into": "has two records again: a merge was undone",
}
# The part of the record that an act belongs to. Who acted is told to those who read the part.
VERB_PARTS = {
    "assessed the risk in": RISK,
    "recorded the safe and well check in": SAFE_AND_WELL_CHECK,
    "allocated": INTERVIEW_PROCESS,
    "booked": INTERVIEW_PROCESS,
    "held": INTERVIEW_PROCESS,
}
# A reader of the minimum knows of these: a view of the risk is known only to those who read it.
MINIMUM_KNOWS = frozenset({SAFE_AND_WELL_CHECK.code, INTERVIEW_PROCESS.code})
LOADED_PHRASE = "was reported missing"
MOST_SHOWN = 50
ENTRIES_READ = 20_000


@dataclass(frozen=True, kw_only=True)
class Activity:
    child: Child
    phrase: str
    at: datetime
    by: str
    episode: UUID | None = None


def last_audit_entry() -> int:
    """Return the key of the latest audit entry, or 0 when there is none."""
    return Entry.objects.aggregate(last=Max("id"))["last"] or 0


def activity_for(user: User, *, after: int, until: int, since: datetime, missing: Iterable[Episode] = ()) -> list[Activity]:
    """Return what other people did after the audit entry `after`, newest first, and the children whom a load reported missing.

    `until` is the latest entry when the page was opened: it limits how far back to read. Acts are in the order in which they
    were recorded, so a return that is entered late is new when it is entered. The person's own acts are left out.
    """
    entries = _acts(user, after, until, since)
    visible = Child.objects.visible_to(user).in_bulk({entry.child for entry in entries if entry.child})
    acts = [
        Activity(
            child=visible[entry.child], phrase=VERB_PHRASES[entry.verb], at=entry.at,
            by=entry.by.name if entry.by and names else "",
            episode=entry.record if entry.kind == Episode._meta.db_table else None,
        )
        for entry, names in _readable(user, entries, visible.keys()) if entry.child
    ]  # fmt: skip
    loaded = [
        Activity(child=episode.child, phrase=LOADED_PHRASE, at=episode.created_at, by="loaded from a file", episode=episode.pk)
        for episode in missing
        if episode.batch is not None and episode.created_at > since
    ]
    return sorted([*acts, *loaded], key=lambda activity: activity.at, reverse=True)[:MOST_SHOWN]


def count_activity(user: User, *, after: int, since: datetime) -> int:
    """Return how many activities there are after an audit entry. A load counts once for each child whom it reported missing."""
    entries = _acts(user, after, last_audit_entry(), since)
    children = {entry.child for entry in entries if entry.child}
    visible = set(Child.objects.visible_to(user).filter(pk__in=children).values_list("pk", flat=True)) if children else set()
    loaded = Episode.objects.visible_to(user).still_missing().filter(created_at__gt=since).exclude(batch=None).count()
    return len(_readable(user, entries, visible)) + loaded


def _readable(user: User, entries: Iterable[Entry], visible: Collection[UUID]) -> list[tuple[Entry, bool]]:
    """Return the entries about these children that the person may know of, each with whether they may know who acted.

    What they may know follows from the roles by which they see each child.
    """
    scope = WorklistScope.for_children(user, visible)
    readable = []
    for entry in entries:
        if entry.child and entry.child in visible:
            reader, part = Reader(scope.for_child(entry.child).roles), VERB_PARTS.get(entry.verb, EPISODES)
            if reader.reads(part) or (part.code in MINIMUM_KNOWS and reader.knows_of(part)):
                readable.append((entry, reader.reads(part)))
    return readable


def _acts(user: User, after: int, until: int, since: datetime) -> list[Entry]:
    """Return the latest acts of other people. Reads at most ENTRIES_READ entries, because views of records are entries too."""
    floor = max(after, until - ENTRIES_READ)
    entries = Entry.objects.filter(id__gt=floor, at__gt=since, verb__in=VERB_PHRASES).exclude(child=None).exclude(by=user)
    return list(entries.select_related("by").order_by("-id")[:MOST_SHOWN])
