"""Bringing the force's incidents into the records: reports, and the episodes they make.

Children nobody has recorded an episode for take the short way, in bulk. A child with episodes already is reconciled
report by report, and what a worker has entered is never overwritten.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import numpy as np

from waylight.agencies.models import Agency
from waylight.core import bulk
from waylight.core.clock import now
from waylight.core.keys import new_key, new_keys
from waylight.core.models import Record
from waylight.episodes.from_reports import POLICE, episode_values
from waylight.episodes.models import Episode, Report
from waylight.episodes.report_grouping import group_into_episodes
from waylight.exchange.batches.journal import Journal
from waylight.exchange.files.columns import Booleans, Integers
from waylight.exchange.police.child_matching import Identity, MatchingResult, NewChild
from waylight.exchange.police.fast_matches import UNMATCHED, ChildMatches, ReportedIdentities
from waylight.exchange.police.fast_rows import OrdinaryIncidents
from waylight.exchange.police.fast_writer import digests, insert, without_overlaps
from waylight.exchange.police.incident import TOLD, Incident
from waylight.exchange.police.reader import PoliceFile
from waylight.exchange.police.reconciler import Reconciler
from waylight.people.models import Child, OtherName
from waylight.people.name_matching import Decision, MatchAnswer
from waylight.people.names import name_key, sounds_like
from waylight.placements.models import Home

# What differs from episode to episode of a first load, and what is the same in all.
EPISODE_COLUMNS = (
    "id", "child", "category", "reference", "started_at", "reported_at", "reported_told_by", "returned_at", "returned_told_by",
    "missing_from", "home", "missing_from_name", "postcode", "found_at",
)  # fmt: skip
ALIKE = {f"{moment}_precision": "MINUTE" for moment in ("started", "reported", "located", "returned")} | {
    "started_told_by": POLICE, "located_told_by": "", "circumstances": "", "why_worried": "", "done_so_far": "",
    "return_method": "", "returned_to": "",
}  # fmt: skip
REPORT_COLUMNS = ("id", "episode", "reference", "matched_because", "digest", *TOLD)


@dataclass
class WriterResult:
    """What became of the incidents."""

    opened: int = 0
    second_reports: int = 0
    unchanged: int = 0
    waiting: list[tuple[Incident, str, tuple[UUID, ...]]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class KnownReport:
    digest: str
    child: UUID


class EpisodeWriter:
    def __init__(
        self,
        council: Agency,
        journal: Journal,
        tick: Callable[[int], None] = lambda _: None,
        settled: Mapping[str, Decision[UUID]] | None = None,
    ) -> None:
        """`settled` gives what people have decided about single reports, which goes before every rule."""
        self.council = council
        self.settled = settled or {}
        self.journal = journal
        self.tick = tick
        self.at = now()
        self.keys = new_keys()
        self.reports = {
            reference: KnownReport(digest, child)
            for reference, digest, child in Report.objects.filter(council=council)
            .exclude(reference="")
            .values_list("reference", "digest", "episode__child_id")
            .iterator(chunk_size=10_000)
        }
        self.homes = {(home.name.casefold()): home.pk for home in Home.objects.all()}
        self.written = WriterResult()
        self.placed: set[Identity] = set()

    def write(self, told: PoliceFile, decided: MatchingResult, uses: ReportedIdentities) -> WriterResult:
        """Write children met for the first time, then every incident under its child."""
        plain, whose = told.plain, ChildMatches.of(uses, decided)
        known, unchanged = self._known(plain, whose)
        aside = ~unchanged & (known | (whose.child == UNMATCHED))
        by_child, reasons = self._by_child([*told.others.values(), *told.as_incidents(np.flatnonzero(aside))], decided)
        busy = self._with_episodes()
        crowd = ~(aside | unchanged) & (whose.about(busy | by_child.keys()) | ~without_overlaps(plain, whose))
        for child, incidents in self._by_child(told.as_incidents(np.flatnonzero(crowd)), decided, reasons)[0].items():
            by_child[child] += incidents
        rest = ~(aside | unchanged | crowd)
        met = by_child.keys() | set(whose.among(rest))
        self._insert_children([child for child in decided.new if child.key in met])
        self._insert_names(self._names_placed(decided, uses, rest))
        for child in sorted(busy & by_child.keys()):
            counts = Reconciler(child, self.council, self.journal, self.homes, reasons).bring_up_to(by_child.pop(child))
            self.written.opened += counts.opened
            self.written.second_reports += counts.second_reports
        with bulk.indexes_made_after(Episode, Report, rows=int(rest.sum()), alone=self.journal.alone):
            self._insert_all(by_child, reasons)
            self._insert_plain(plain, whose, np.flatnonzero(rest))
        return self.written

    def _known(self, plain: OrdinaryIncidents, whose: ChildMatches) -> tuple[Booleans, Booleans]:
        """Which plain incidents are recorded already or decided by a person, and which of them say nothing new."""
        known, unchanged = np.zeros(len(plain), np.bool_), np.zeros(len(plain), np.bool_)
        if not self.reports and not self.settled:
            return known, unchanged
        told = zip(plain.table["reference"].to_pylist(), digests(plain.table).to_pylist(), whose.child.tolist(), strict=True)
        for place, (reference, digest, child) in enumerate(told):
            report = self.reports.get(reference)
            known[place] = report is not None or reference in self.settled
            unchanged[place] = report == KnownReport(digest, whose.children[child]) if child != UNMATCHED else False
        self.written.unchanged += int(unchanged.sum())
        return known, unchanged

    def _by_child(
        self, incidents: Iterable[Incident], decided: MatchingResult, reasons: dict[str, str] | None = None
    ) -> tuple[dict[UUID, list[Incident]], dict[str, str]]:
        by_child: dict[UUID, list[Incident]] = defaultdict(list)
        reasons = {} if reasons is None else reasons
        for incident in incidents:
            known = self.reports.get(incident.reference)
            if known is not None:
                self._note_another_child(incident, known.child, decided)
                if known.digest == incident.digest():
                    self.written.unchanged += 1
                else:
                    by_child[known.child].append(incident)
                continue
            decision = self.settled.get(incident.reference) or decided.by_identity[incident.identity]
            if decision.answer == MatchAnswer.UNDECIDED or decision.key is None:
                self.written.waiting.append((incident, decision.because, decision.candidates))
                continue
            reasons[incident.reference] = decision.because
            by_child[decision.key].append(incident)
            if incident.reference not in self.settled:
                self.placed.add(incident.identity)
        return by_child, reasons

    def _names_placed(self, decided: MatchingResult, uses: ReportedIdentities, rest: Booleans) -> Iterator[tuple[UUID, str, str]]:
        """The other forms of a name under which a report was placed now: one that stayed with another child teaches none."""
        if not decided.other_names:
            return
        self.placed.update(uses.uses[which].identity for which in np.unique(uses.which[rest]).tolist())
        for name in decided.other_names:
            if name.identity in self.placed:
                yield name.key, name.forename, name.surname

    def _note_another_child(self, incident: Incident, child: UUID, decided: MatchingResult) -> None:
        """A report stays with its child; when the newer row names another known one, a person should look."""
        decision = decided.by_identity[incident.identity]
        if decision.answer == MatchAnswer.KNOWN and decision.key != child and incident.reference not in self.settled:
            self.journal.differs.append(f"{incident.reference}: the force now names a different child")

    def _with_episodes(self) -> set[UUID]:
        known = Episode.objects.filter(child__council=self.council).values_list("child_id", flat=True).distinct()
        return set(known.iterator(chunk_size=10_000))

    def _insert_children(self, children: Sequence[NewChild]) -> None:
        columns = (
            "id", "version", "created_at", "batch", "council", "forename", "surname", "surname_key", "sounds_like",
            "known_as", "born_on", "sex", "ethnicity", "postcode", "locality", "allocated_worker", "team",
        )  # fmt: skip
        rows = (
            (
                child.key, 1, self.at, self.journal.key, self.council.pk, child.forename, child.surname,
                name_key(child.surname), sounds_like(child.surname), "", child.born_on, child.sex or "U", "", "", "", "", "",
            )
            for child in children
        )  # fmt: skip
        self.journal.created += bulk.insert(Child, columns, rows)
        self.journal.new_children += [child.key for child in children]

    def _insert_names(self, names: Iterable[tuple[UUID, str, str]]) -> None:
        known = set(OtherName.objects.filter(child__council=self.council).values_list("child_id", "forename", "surname"))
        columns = ("id", "version", "created_at", "batch", "child", "forename", "surname", "surname_key", "sounds_like", "source")
        fresh = [name for name in dict.fromkeys(names) if name not in known]
        made = (1, self.at, self.journal.key)
        rows = (
            (new_key(), *made, child, forename, surname, name_key(surname), sounds_like(surname), "police report")
            for child, forename, surname in fresh
        )
        self.journal.created += bulk.insert(OtherName, columns, rows)
        self.journal.renamed.update(child for child, _, _ in fresh)

    def _insert_all(self, by_child: dict[UUID, list[Incident]], reasons: dict[str, str]) -> None:
        """Episodes first, then their reports: both streamed from one pass each over the children."""
        keyed: list[tuple[UUID, UUID, list[Incident]]] = []
        for child, incidents in by_child.items():
            incidents.sort(key=Incident.order)
            keyed.extend((next(self.keys), child, group) for group in group_into_episodes(incidents))
        self.written.opened += len(keyed)
        self.written.second_reports += sum(len(group) - 1 for _, _, group in keyed)
        made = self._always()
        self.journal.created += bulk.insert(Episode, EPISODE_COLUMNS, self._episode_rows(keyed), always=made[Episode])
        told = self._report_rows(keyed, reasons)
        self.journal.created += bulk.insert(Report, REPORT_COLUMNS, told, always=made[Report])

    def _insert_plain(self, plain: OrdinaryIncidents, whose: ChildMatches, places: Integers) -> None:
        if len(places):
            self.journal.created += insert(plain, whose, places, homes=self.homes, always=self._always())
            self.written.opened += len(places)
            self.tick(self.written.opened)

    def _always(self) -> dict[type[Record], dict[str, Any]]:
        """What is the same in every record a load makes."""
        made = {"version": 1, "created_at": self.at, "batch": self.journal.key}
        return {Episode: made | ALIKE, Report: made | {"council": self.council.pk}}

    def _episode_rows(self, keyed: Iterable[tuple[UUID, UUID, list[Incident]]]) -> Iterator[bulk.Row]:
        for done, (key, child, group) in enumerate(keyed, start=1):
            values = episode_values(group, self.homes)
            if not done % 10_000:
                self.tick(done)
            yield (
                key, child, values["category"], values["reference"], values["started_at"],
                values["reported_at"], POLICE if values["reported_at"] else "",
                values["returned_at"], POLICE if values["returned_at"] else "",
                values["missing_from"], values["home_id"], values["missing_from_name"], values["postcode"], values["found_at"],
            )  # fmt: skip

    def _report_rows(self, keyed: Iterable[tuple[UUID, UUID, list[Incident]]], reasons: dict[str, str]) -> Iterator[bulk.Row]:
        for key, _, group in keyed:
            for incident in group:
                reference = incident.reference
                yield (next(self.keys), key, reference, reasons[reference], incident.digest(), *incident.told())
