"""Writing the incidents of a police export into the records: reports, and the episodes they make.

Incidents of children without an episode are inserted in bulk. For a child with episodes, `Reconciler` goes through the
reports one by one, and never overwrites what a worker entered.
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
from waylight.exchange.police.incident import REPORT_FIELDS, Incident
from waylight.exchange.police.reader import PoliceFile
from waylight.exchange.police.reconciler import Reconciler
from waylight.people.forename_matching import Decision, MatchAnswer
from waylight.people.models import Child, OtherName
from waylight.people.names import name_key, sounds_like
from waylight.placements.homes import homes_by_name

# The columns that differ between the episodes of a first load, and the same values of all other columns.
EPISODE_COLUMNS = (
    "id", "child", "category", "reference", "started_at", "reported_at", "reported_told_by", "returned_at", "returned_told_by",
    "missing_from", "home", "missing_from_name", "postcode", "found_at",
)  # fmt: skip
SAME_FOR_ALL = {f"{moment}_precision": "MINUTE" for moment in ("started", "reported", "located", "returned")} | {
    "started_told_by": POLICE, "located_told_by": "", "circumstances": "", "why_worried": "", "done_so_far": "",
    "return_method": "", "returned_to": "",
}  # fmt: skip
REPORT_COLUMNS = ("id", "episode", "reference", "matched_because", "digest", *REPORT_FIELDS)


@dataclass
class WriterResult:
    """Counts of opened episodes and of reports that joined one or changed nothing, and the unmatched reports.

    An unmatched report comes with the reason and the children it may be about.
    """

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
        decisions: Mapping[str, Decision[UUID]] | None = None,
    ) -> None:
        """`decisions` gives the child that people chose for single reports. They come before every rule of matching."""
        self.council = council
        self.decisions = decisions or {}
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
        self.homes = homes_by_name()
        self.result = WriterResult()
        self.written_identities: set[Identity] = set()

    def write(self, file: PoliceFile, matching: MatchingResult, identities: ReportedIdentities) -> WriterResult:
        """Create the new children of the file, then write every incident under its child."""
        ordinary, matches = file.ordinary, ChildMatches.of(identities, matching)
        known, unchanged = self._known(ordinary, matches)
        one_by_one = ~unchanged & (known | (matches.child == UNMATCHED))
        single = [*file.other_incidents.values(), *file.as_incidents(np.flatnonzero(one_by_one))]
        by_child, reasons = self._by_child(single, matching)
        with_episodes = self._with_episodes()
        affects_others = matches.about(with_episodes | by_child.keys()) | ~without_overlaps(ordinary, matches)
        affecting = ~(one_by_one | unchanged) & affects_others
        for child, incidents in self._by_child(file.as_incidents(np.flatnonzero(affecting)), matching, reasons)[0].items():
            by_child[child] += incidents
        rest = ~(one_by_one | unchanged | affecting)
        with_incidents = by_child.keys() | set(matches.among(rest))
        self._insert_children([child for child in matching.new if child.key in with_incidents])
        self._insert_names(self._new_names(matching, identities, rest))
        for child in sorted(with_episodes & by_child.keys()):
            counts = Reconciler(child, self.council, self.journal, self.homes, reasons).apply_incidents(by_child.pop(child))
            self.result.opened += counts.opened
            self.result.second_reports += counts.second_reports
        with bulk.indexes_made_after(Episode, Report, rows=int(rest.sum()), alone=self.journal.alone):
            self._insert_all(by_child, reasons)
            self._insert_ordinary(ordinary, matches, np.flatnonzero(rest))
        return self.result

    def _known(self, ordinary: OrdinaryIncidents, matches: ChildMatches) -> tuple[Booleans, Booleans]:
        """Return which ordinary incidents are recorded already or decided by a person, and which of them have not changed."""
        known, unchanged = np.zeros(len(ordinary), np.bool_), np.zeros(len(ordinary), np.bool_)
        if not self.reports and not self.decisions:
            return known, unchanged
        references, hashes = ordinary.table["reference"].to_pylist(), digests(ordinary.table).to_pylist()
        rows = zip(references, hashes, matches.child.tolist(), strict=True)
        for place, (reference, digest, child) in enumerate(rows):
            report = self.reports.get(reference)
            known[place] = report is not None or reference in self.decisions
            unchanged[place] = report == KnownReport(digest, matches.children[child]) if child != UNMATCHED else False
        self.result.unchanged += int(unchanged.sum())
        return known, unchanged

    def _by_child(
        self, incidents: Iterable[Incident], matching: MatchingResult, reasons: dict[str, str] | None = None
    ) -> tuple[dict[UUID, list[Incident]], dict[str, str]]:
        by_child: dict[UUID, list[Incident]] = defaultdict(list)
        reasons = {} if reasons is None else reasons
        for incident in incidents:
            known = self.reports.get(incident.reference)
            if known is not None:
                self._note_another_child(incident, known.child, matching)
                if known.digest == incident.digest():
                    self.result.unchanged += 1
                else:
                    by_child[known.child].append(incident)
                continue
            decision = self.decisions.get(incident.reference) or matching.by_identity[incident.identity]
            if decision.answer == MatchAnswer.UNDECIDED or decision.key is None:
                self.result.waiting.append((incident, decision.because, decision.candidates))
                continue
            reasons[incident.reference] = decision.because
            by_child[decision.key].append(incident)
            if incident.reference not in self.decisions:
                self.written_identities.add(incident.identity)
        return by_child, reasons

    def _new_names(
        self, matching: MatchingResult, identities: ReportedIdentities, rest: Booleans
    ) -> Iterator[tuple[UUID, str, str]]:
        """Yield the other forms of names under which this load wrote a report.

        A report that stays with another child does not add a name.
        """
        if not matching.other_names:
            return
        self.written_identities.update(identities.distinct[at].identity for at in np.unique(identities.which[rest]).tolist())
        for name in matching.other_names:
            if name.identity in self.written_identities:
                yield name.key, name.forename, name.surname

    def _note_another_child(self, incident: Incident, child: UUID, matching: MatchingResult) -> None:
        """Add a message if the newer row of a report names another known child. The report stays with its child."""
        decision = matching.by_identity[incident.identity]
        if decision.answer == MatchAnswer.KNOWN and decision.key != child and incident.reference not in self.decisions:
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
        new = [name for name in dict.fromkeys(names) if name not in known]
        shared = (1, self.at, self.journal.key)
        rows = (
            (new_key(), *shared, child, forename, surname, name_key(surname), sounds_like(surname), "police report")
            for child, forename, surname in new
        )
        self.journal.created += bulk.insert(OtherName, columns, rows)
        self.journal.renamed.update(child for child, _, _ in new)

    def _insert_all(self, by_child: dict[UUID, list[Incident]], reasons: dict[str, str]) -> None:
        """Insert the episodes of these children, then their reports."""
        groups: list[tuple[UUID, UUID, list[Incident]]] = []
        for child, incidents in by_child.items():
            incidents.sort(key=Incident.sort_key)
            groups.extend((next(self.keys), child, group) for group in group_into_episodes(incidents))
        self.result.opened += len(groups)
        self.result.second_reports += sum(len(group) - 1 for _, _, group in groups)
        always = self._always()
        self.journal.created += bulk.insert(Episode, EPISODE_COLUMNS, self._episode_rows(groups), always=always[Episode])
        reports = self._report_rows(groups, reasons)
        self.journal.created += bulk.insert(Report, REPORT_COLUMNS, reports, always=always[Report])

    def _insert_ordinary(self, ordinary: OrdinaryIncidents, matches: ChildMatches, places: Integers) -> None:
        if len(places):
            self.journal.created += insert(ordinary, matches, places, homes=self.homes, always=self._always())
            self.result.opened += len(places)
            self.tick(self.result.opened)

    def _always(self) -> dict[type[Record], dict[str, Any]]:
        """Return the values that all records of a load share, for each model."""
        shared = {"version": 1, "created_at": self.at, "batch": self.journal.key}
        return {Episode: shared | SAME_FOR_ALL, Report: shared | {"council": self.council.pk}}

    def _episode_rows(self, groups: Iterable[tuple[UUID, UUID, list[Incident]]]) -> Iterator[bulk.Row]:
        for count, (key, child, group) in enumerate(groups, start=1):
            values = episode_values(group, self.homes)
            if not count % 10_000:
                self.tick(count)
            yield (
                key, child, values["category"], values["reference"], values["started_at"],
                values["reported_at"], POLICE if values["reported_at"] else "",
                values["returned_at"], POLICE if values["returned_at"] else "",
                values["missing_from"], values["home_id"], values["missing_from_name"], values["postcode"], values["found_at"],
            )  # fmt: skip

    def _report_rows(self, groups: Iterable[tuple[UUID, UUID, list[Incident]]], reasons: dict[str, str]) -> Iterator[bulk.Row]:
        for key, _, group in groups:
            for incident in group:
                reference = incident.reference
                yield (next(self.keys), key, reference, reasons[reference], incident.digest(), *incident.report_values())
