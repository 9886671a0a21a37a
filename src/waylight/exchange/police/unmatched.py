"""Unmatched reports: reports that the rules cannot match to one child, and what people decide about them."""

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
from waylight.people.forename_matching import Decision, MatchAnswer
from waylight.people.merged_records import kept_record_key, kept_record_keys
from waylight.people.models import Child, OtherName
from waylight.people.names import name_key, sounds_like
from waylight.people.search.index import index_children
from waylight.placements.homes import homes_by_name

AT_A_TIME = 500


def queue_unmatched_reports(result: WriterResult, council: Agency, journal: Journal) -> None:
    """Store each unmatched report of a load once. A report that is stored already takes the values of the newer export."""
    stored = {waiting.reference: waiting for waiting in Waiting.objects.filter(council=council)}
    new: list[tuple[Waiting, Collection[UUID]]] = []
    for incident, because, candidates in result.waiting:
        payload = as_payload(incident)
        known = stored.get(incident.reference)
        if known is None:
            waiting = Waiting(council=council, batch=journal.batch, reference=incident.reference, told=payload, because=because)
            new.append((waiting, candidates))
        elif known.told != payload:
            known.told, known.because = payload, because
            known.save(update_fields=["told", "because"])
            known.candidates.set(Child.objects.filter(pk__in=candidates))
            journal.changed += 1
    _insert(new)
    journal.created += len(new)
    _close_matched(council)


def _insert(new: Sequence[tuple[Waiting, Collection[UUID]]]) -> None:
    Waiting.objects.bulk_create([waiting for waiting, _ in new], batch_size=AT_A_TIME)
    through = Waiting.candidates.through
    links = [through(waiting=waiting, child_id=child) for waiting, candidates in new for child in candidates]
    through.objects.bulk_create(links, batch_size=AT_A_TIME)


def _close_matched(council: Agency) -> None:
    """Close the unmatched reports that this load could match, because the council now knows the child."""
    undecided = Waiting.objects.filter(council=council).undecided()
    matched = dict(
        Report.objects.filter(council=council, reference__in=undecided.values("reference"))
        .exclude(reference="")
        .values_list("reference", "episode__child_id")
    )
    for waiting in undecided.filter(reference__in=matched):
        waiting.decided_at, waiting.child_id = now(), matched[waiting.reference]
        waiting.save(update_fields=["decided_at", "child"])


def decisions_by_people(council: Agency) -> dict[str, Decision[UUID]]:
    """Return the child of each decided report, by reference. For a child merged since, it is the record that was kept."""
    into = kept_record_keys(Child.objects.filter(council=council))
    return {
        waiting.reference: Decision(MatchAnswer.KNOWN, waiting.decided_because, into.get(waiting.child_id, waiting.child_id))
        for waiting in Waiting.objects.filter(council=council).select_related("decided_by")
        if waiting.child_id
    }


def undecided_references(council: Agency) -> set[str]:
    return set(Waiting.objects.filter(council=council).undecided().values_list("reference", flat=True))


@transaction.atomic
def link_report(waiting: Waiting, child: Child, *, by: User) -> Waiting:
    """Load an unmatched report as one about `child`, and add the name in it as another name of the child.

    Raises ValidationError when the report is decided already, the council is locked, or another council keeps the record.
    """
    waiting = _undecided(waiting)
    if child.council_id != waiting.council_id:
        raise ValidationError("Another council keeps that child's record.")
    incident, child = from_payload(waiting.told), Child.objects.get(pk=kept_record_key(child.pk))
    _add_other_name(child, incident)
    return _decide(waiting, child, incident, by=by, made_new=False)


@transaction.atomic
def create_child_for_report(waiting: Waiting, *, by: User) -> Waiting:
    """Make a new record for the child of an unmatched report. Raises ValidationError as `link_report` does."""
    waiting = _undecided(waiting)
    incident = from_payload(waiting.told)
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
    homes = homes_by_name()
    reasons = {incident.reference: waiting.decided_because}
    Reconciler(child.pk, waiting.council, Journal(waiting.batch), homes, reasons).apply_incidents([incident])
    verb = "made a new record from" if made_new else "linked"
    log.record(verb, waiting, by=by, child=child.pk)
    return waiting


def _add_other_name(child: Child, incident: Incident) -> None:
    """Add the name in the report as another name of the child. A report without a forename adds none."""
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


def as_payload(incident: Incident) -> dict[str, Any]:
    """Return the incident as JSON, without its row number, so that a newer export that only moves the row changes nothing."""
    payload: dict[str, Any] = json.loads(json.dumps(asdict(incident), cls=DjangoJSONEncoder))
    del payload["row"]
    return payload


def from_payload(payload: Mapping[str, Any]) -> Incident:
    """Return the incident that `as_payload` stored."""
    kinds = get_type_hints(Incident)
    values = {field.name: _read(payload[field.name], kinds[field.name]) for field in fields(Incident) if field.name != "row"}
    return Incident(**values)


def _read(value: Any, kind: Any) -> Any:
    if not value:
        return value
    if kind is date:
        return date.fromisoformat(value)
    return datetime.fromisoformat(value) if kind in {datetime, datetime | None} else value
