"""Reports whose child the rules cannot decide: they wait, a person decides, and the decision is remembered."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, fields
from datetime import date, datetime
from typing import Any, get_type_hints
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction

from waylight.accounts.models import User
from waylight.agencies.models import Agency
from waylight.audit import log
from waylight.core.clock import now
from waylight.episodes.models import Report
from waylight.exchange.batches.journal import Journal
from waylight.exchange.batches.lock import lock_council_or_refuse
from waylight.exchange.models import Waiting
from waylight.exchange.police.incident import Incident
from waylight.exchange.police.reconciler import Reconciler
from waylight.exchange.police.writer import WriterResult
from waylight.people.actions import add_child
from waylight.people.models import Child, OtherName
from waylight.people.name_matching import Decision, MatchAnswer
from waylight.people.names import name_key, sounds_like
from waylight.people.search.index import index_children
from waylight.placements.models import Home

AT_A_TIME = 500


def queue_unmatched_reports(written: WriterResult, council: Agency, journal: Journal) -> None:
    """Each report whose child is undecided waits once, however often it is exported; what the newest export says stands."""
    queued = {waiting.reference: waiting for waiting in Waiting.objects.filter(council=council)}
    fresh: list[tuple[Waiting, Collection[UUID]]] = []
    for incident, because, candidates in written.waiting:
        told = as_told(incident)
        known = queued.get(incident.reference)
        if known is None:
            waiting = Waiting(council=council, batch=journal.batch, reference=incident.reference, told=told, because=because)
            fresh.append((waiting, candidates))
        elif known.told != told:
            known.told, known.because = told, because
            known.save(update_fields=["told", "because"])
            known.candidates.set(Child.objects.filter(pk__in=candidates))
            journal.changed += 1
    _queue(fresh)
    journal.created += len(fresh)
    _close_those_that_loaded(council)


def _queue(fresh: Sequence[tuple[Waiting, Collection[UUID]]]) -> None:
    Waiting.objects.bulk_create([waiting for waiting, _ in fresh], batch_size=AT_A_TIME)
    link = Waiting.candidates.through
    known = [link(waiting=waiting, child_id=child) for waiting, candidates in fresh for child in candidates]
    link.objects.bulk_create(known, batch_size=AT_A_TIME)


def _close_those_that_loaded(council: Agency) -> None:
    """A report that the rules could place after all, since the council now knows the child, waits no longer."""
    undecided = Waiting.objects.filter(council=council).undecided()
    placed = dict(
        Report.objects.filter(council=council, reference__in=undecided.values("reference"))
        .exclude(reference="")
        .values_list("reference", "episode__child_id")
    )
    for waiting in undecided.filter(reference__in=placed):
        waiting.decided_at, waiting.child_id = now(), placed[waiting.reference]
        waiting.save(update_fields=["decided_at", "child"])


def decisions_by_people(council: Agency) -> dict[str, Decision[UUID]]:
    """What people have decided about single reports; a child since merged leads to the record that was kept."""
    settled = {}
    for waiting in Waiting.objects.filter(council=council).exclude(child=None).select_related("child", "decided_by"):
        settled[waiting.reference] = Decision(MatchAnswer.KNOWN, waiting.decided_because, _standing(waiting.child).pk)
    return settled


def undecided_references(council: Agency) -> set[str]:
    return set(Waiting.objects.filter(council=council).undecided().values_list("reference", flat=True))


def _standing(child: Child | None) -> Child:
    while child is not None and child.merged_into is not None:
        child = child.merged_into
    if child is None:
        raise ValueError("A decided report has a child.")
    return child


@transaction.atomic
def link(waiting: Waiting, child: Child, *, by: User) -> Waiting:
    """Decide that a waiting report is about `child`: it loads under them, and the name it gave leads to them from now on."""
    waiting = _undecided(waiting)
    if child.council_id != waiting.council_id:
        raise ValidationError("Another council keeps that child's record.")
    incident, child = from_told(waiting.told), _standing(child)
    _also_called(child, incident)
    return _decide(waiting, child, incident, by=by, made_new=False)


@transaction.atomic
def keep_apart(waiting: Waiting, *, by: User) -> Waiting:
    """Decide that a waiting report is about none of the children like it: a new record is made for its child."""
    waiting = _undecided(waiting)
    incident = from_told(waiting.told)
    child = add_child(
        by=by,
        council=waiting.council,
        forename=incident.forename,
        surname=incident.surname,
        born_on=incident.born_on,
        sex=incident.sex or "U",
    )
    return _decide(waiting, child, incident, by=by, made_new=True)


def _undecided(waiting: Waiting) -> Waiting:
    lock_council_or_refuse(waiting.council)
    waiting = Waiting.objects.select_for_update(of=("self",)).get(pk=waiting.pk)
    if waiting.decided_at is not None:
        raise ValidationError("Someone has already decided this report.")
    return waiting


def _decide(waiting: Waiting, child: Child, incident: Incident, *, by: User, made_new: bool) -> Waiting:
    waiting.decided_at, waiting.decided_by, waiting.child, waiting.made_new = now(), by, child, made_new
    waiting.save(update_fields=["decided_at", "decided_by", "child", "made_new"])
    homes = {home.name.casefold(): home.pk for home in Home.objects.all()}
    reasons = {incident.reference: waiting.decided_because}
    Reconciler(child.pk, waiting.council, Journal(waiting.batch), homes, reasons).bring_up_to([incident])
    verb = "made a new record from" if made_new else "linked"
    log.record(verb, waiting, by=by, child=child.pk)
    return waiting


def _also_called(child: Child, incident: Incident) -> None:
    """A report without a forename teaches no name."""
    if not name_key(incident.forename) or name_key(incident.forename) == name_key(child.forename):
        return
    OtherName.objects.get_or_create(
        child=child,
        forename=incident.forename,
        surname=incident.surname,
        defaults={
            "surname_key": name_key(incident.surname),
            "sounds_like": sounds_like(incident.surname),
            "source": "police report, linked by a person",
        },
    )
    index_children([child.pk])


def as_told(incident: Incident) -> dict[str, Any]:
    """What it says, without its row: a newer export that only moves it says nothing new."""
    told: dict[str, Any] = json.loads(json.dumps(asdict(incident), cls=DjangoJSONEncoder))
    del told["row"]
    return told


def from_told(told: Mapping[str, Any]) -> Incident:
    """The incident as it was read, from how it is kept while it waits."""
    kinds = get_type_hints(Incident)
    values = {field.name: _read(told[field.name], kinds[field.name]) for field in fields(Incident) if field.name != "row"}
    return Incident(**values)


def _read(value: Any, kind: Any) -> Any:
    if not value:
        return value
    if kind is date:
        return date.fromisoformat(value)
    return datetime.fromisoformat(value) if kind in {datetime, datetime | None} else value
