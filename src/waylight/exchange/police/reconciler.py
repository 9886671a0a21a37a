"""A newer export about a child whose episodes are already recorded.

The reports are brought up to date first; then the child's reports are grouped afresh and each group finds its episode.
A moment or fact that a worker entered stays, and the load says where it differs.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from waylight.agencies.models import Agency
from waylight.episodes.choices import Category
from waylight.episodes.from_reports import POLICE, episode_values
from waylight.episodes.models import Episode, Report
from waylight.episodes.report_grouping import group_into_episodes
from waylight.episodes.time_rules import EPISODE_TIMES, wrong_order
from waylight.exchange.batches.journal import Journal, written_by_a_person
from waylight.exchange.police.incident import TOLD, Incident
from waylight.interviews.choices import Outcome
from waylight.interviews.models import Coverage

MOMENTS = ("started", "reported", "returned")
FACTS = ("category", "reference", "missing_from", "home_id", "missing_from_name", "postcode", "found_at")


@dataclass
class ReconcilerCounts:
    opened: int = 0
    second_reports: int = 0


@dataclass
class PersonTimedEpisode:
    """An episode whose times people gave themselves, as a period for grouping beside the force's reports."""

    episode: Episode

    @property
    def last_seen_at(self) -> datetime:
        return self.episode.started_at

    @property
    def returned_at(self) -> datetime | None:
        return self.episode.returned_at


@dataclass
class Reconciler:
    """One child's reports and episodes, brought up to the incidents told.

    `reasons` says why new reports are this child's. A report whose episode a person recorded in error stays there.
    """

    child: UUID
    council: Agency
    journal: Journal
    homes: Mapping[str, UUID]
    reasons: Mapping[str, str] = field(default_factory=dict)
    counts: ReconcilerCounts = field(default_factory=ReconcilerCounts)
    moved: dict[UUID, UUID] = field(default_factory=dict)

    def bring_up_to(self, incidents: Sequence[Incident]) -> ReconcilerCounts:
        reports = {report.reference: report for report in self._reports().exclude(reference="")}
        void = {report.reference for report in reports.values() if report.episode.category == Category.VOID}
        said_before = self._said(reports.values())
        for incident in incidents:
            if incident.reference in reports:
                self._update_report(reports[incident.reference], incident)
            else:
                reports[incident.reference] = self._as_report(incident)
        self._regroup([report for report in reports.values() if report.reference not in void], said_before)
        return self.counts

    def regroup(self) -> ReconcilerCounts:
        """Group the child's reports afresh after some came from another record."""
        reports = list(self._reports().exclude(reference="").exclude(episode__category=Category.VOID))
        self._regroup(reports, self._said(reports))
        return self.counts

    def _reports(self) -> Any:
        return Report.objects.filter(episode__child=self.child).select_related("episode")

    def _said(self, reports: Any) -> dict[UUID, dict[str, Any]]:
        """What each episode's reports said before this load: where the episode says otherwise, a person wrote it."""
        together: dict[UUID, list[Report]] = defaultdict(list)
        for report in sorted(reports, key=_order):
            together[report.episode_id].append(report)
        return {episode: episode_values(group, self.homes) for episode, group in together.items()}

    def _as_report(self, incident: Incident) -> Report:
        told = {name: getattr(incident, name) for name in TOLD}
        because = self.reasons.get(incident.reference, "")
        return Report(
            council=self.council, reference=incident.reference, digest=incident.digest(), matched_because=because, **told
        )

    def _update_report(self, report: Report, incident: Incident) -> None:
        """A blank in the newer export never wipes; then the report is as the two exports together tell it."""
        for name in TOLD:
            if getattr(incident, name) in {"", None}:
                setattr(incident, name, getattr(report, name))
        if not incident.in_order:
            self.journal.differs.append(f"{report.reference}: its new times do not fit the times it gave before")
            return
        self.journal.update(report, {name: getattr(incident, name) for name in TOLD}, called=report.reference)
        self.journal.change(report, {"digest": incident.digest()})

    def _regroup(self, reports: list[Report], said_before: Mapping[UUID, dict[str, Any]]) -> None:
        episodes = {episode.pk: episode for episode in Episode.objects.filter(child=self.child).exclude(category=Category.VOID)}
        told = {report.episode_id for report in reports if report.episode_id}
        standing = [
            PersonTimedEpisode(episode) for episode in episodes.values() if episode.pk not in told or _timed_by_a_person(episode)
        ]
        taken: set[UUID] = set()
        periods: list[Report | PersonTimedEpisode] = [*reports, *standing]
        for group in group_into_episodes(sorted(periods, key=_order)):
            its_reports = [member for member in group if isinstance(member, Report)]
            if not its_reports:
                continue
            keeper = self._keep(its_reports, _keeper(group, episodes, taken), said_before)
            episodes[keeper.pk] = keeper
            taken.add(keeper.pk)
            self._attach(its_reports, keeper)
        self._void_emptied(episodes, told - taken)

    def _keep(self, reports: list[Report], keeper: Episode | None, said_before: Mapping[UUID, dict[str, Any]]) -> Episode:
        values = episode_values(reports, self.homes)
        fresh = sum(not report.episode_id for report in reports)
        if keeper is not None:
            self._update_episode(keeper, values, said_before.get(keeper.pk, {}))
            self.counts.second_reports += fresh
            return keeper
        told_by = {f"{moment}_told_by": POLICE for moment in MOMENTS if values[f"{moment}_at"]}
        self.counts.opened += 1
        self.counts.second_reports += max(fresh - 1, 0)
        return self.journal.create(Episode(child_id=self.child, **values, **told_by))

    def _update_episode(self, episode: Episode, values: Mapping[str, Any], said_before: Mapping[str, Any]) -> None:
        """Take what the force now says, save where a worker's own word stands."""
        wanted: dict[str, Any] = {}
        called = episode.reference or values["reference"]
        for moment in MOMENTS:
            name, who = f"{moment}_at", f"{moment}_told_by"
            ours, theirs = getattr(episode, name), values[name]
            if theirs is None or ours == theirs:
                continue
            said = getattr(episode, who) == POLICE and ours == said_before.get(name, ours)
            if ours is not None and (episode.batch is None or not said):
                self.journal.differs.append(f"{called}: the force gives a different time for when the child {_DID[moment]}")
                continue
            wanted |= {name: theirs, who: POLICE}
        if not _run_in_order(episode, wanted):
            self.journal.differs.append(f"{called}: the force's times do not fit the times recorded here")
            wanted = {}
        for name in FACTS:
            ours, theirs = getattr(episode, name), values[name]
            if not theirs or ours == theirs:
                continue
            if ours and ours != said_before.get(name, "a person's own"):
                if said_before and theirs != said_before.get(name):
                    self.journal.differs.append(f"{called}: the force gives a different {_CALLED[name]}")
                continue
            wanted[name] = theirs
        self.journal.change(episode, wanted)

    def _attach(self, reports: Sequence[Report], keeper: Episode) -> None:
        for report in reports:
            if not report.episode_id:
                report.episode = keeper
                self.journal.create(report)
            elif report.episode_id != keeper.pk:
                self.moved[report.episode_id] = keeper.pk
                self.journal.change(report, {"episode_id": keeper.pk})

    def _void_emptied(self, episodes: Mapping[UUID, Episode], emptied: set[UUID]) -> None:
        """An episode whose reports all turned out to be of another is kept, out of every count, unless people worked in it."""
        for key in emptied & episodes.keys():
            if written_by_a_person(episodes[key]):
                called = episodes[key].reference
                self.journal.differs.append(
                    f"{called}: its reports now belong to another episode, but someone has worked on this one"
                )
                continue
            self.journal.change(episodes[key], {"category": Category.VOID})
            self._cover_what_stands(episodes[key], self.moved[key])

    def _cover_what_stands(self, emptied: Episode, into: UUID) -> None:
        """The interview about a report goes where the report went. Of two, one that was held counts, and a person is told."""
        theirs, ours = (Coverage.objects.select_related("interview").filter(episode=key).first() for key in (emptied.pk, into))
        if theirs is None:
            return
        if ours is None:
            self.journal.change(theirs, {"episode_id": into})
            return
        if theirs.interview_id == ours.interview_id:
            return
        told = f"{emptied.reference}: two interviews were arranged for one episode, and both are kept"
        if _held(theirs) and not _held(ours):
            held, other = theirs.interview_id, ours.interview_id
            self.journal.change(theirs, {"interview_id": other})
            self.journal.change(ours, {"interview_id": held})
            told = f"{emptied.reference}: two interviews were arranged for one episode; the one that was held counts"
        self.journal.differs.append(told)


_DID = {"started": "was last seen", "reported": "was reported missing", "returned": "came back"}
_CALLED = {
    "category": "category",
    "reference": "reference",
    "missing_from": "place missing from",
    "home_id": "home",
    "missing_from_name": "place missing from",
    "postcode": "postcode",
    "found_at": "place found",
}


def _held(line: Coverage) -> bool:
    return line.interview.outcome == Outcome.COMPLETED


def _run_in_order(episode: Episode, wanted: Mapping[str, Any]) -> bool:
    """Whether an episode's moments would still follow one another."""
    return wrong_order({name: wanted.get(name, getattr(episode, name)) for name in EPISODE_TIMES}) is None


def _timed_by_a_person(episode: Episode) -> bool:
    """Whether a person's word stands for when it began or ended; such times count when reports are grouped."""
    if episode.batch is None:
        return True
    return episode.started_told_by != POLICE or (episode.returned_at is not None and episode.returned_told_by != POLICE)


def _order(period: Report | PersonTimedEpisode) -> tuple[datetime, datetime, str]:
    if isinstance(period, Report):
        return period.last_seen_at, period.reported_at or period.last_seen_at, period.reference
    return period.last_seen_at, period.last_seen_at, ""


def _keeper(group: Sequence[Report | PersonTimedEpisode], episodes: Mapping[UUID, Episode], taken: set[UUID]) -> Episode | None:
    """The episode a group already has: one that people worked in, then one they timed, else that of its first report."""
    standing = [member.episode for member in group if isinstance(member, PersonTimedEpisode)]
    attached = [episodes[member.episode_id] for member in group if isinstance(member, Report) and member.episode_id in episodes]
    worked_in = [episode for episode in attached if written_by_a_person(episode)]
    return next((episode for episode in [*worked_in, *standing, *attached] if episode.pk not in taken), None)
