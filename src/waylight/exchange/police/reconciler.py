"""Reconciling a newer export with the episodes of a child.

The reports are updated first. Then all reports of the child are grouped again, and each group gets an episode. A time or a
fact that a worker entered stays, and the result of the load reports the difference.
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
from waylight.exchange.police.incident import REPORT_FIELDS, Incident
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
    """An episode with times that people entered, in the form in which reports are grouped."""

    episode: Episode

    @property
    def last_seen_at(self) -> datetime:
        return self.episode.started_at

    @property
    def returned_at(self) -> datetime | None:
        return self.episode.returned_at


@dataclass
class Reconciler:
    """Updates the reports and episodes of one child.

    `reasons` gives, by reference, why a new report belongs to this child. A report of an episode that was recorded in error
    stays with that episode. `moved` gives, for each episode that lost reports, the episode that they moved to.
    """

    child: UUID
    council: Agency
    journal: Journal
    homes: Mapping[str, UUID]
    reasons: Mapping[str, str] = field(default_factory=dict)
    counts: ReconcilerCounts = field(default_factory=ReconcilerCounts)
    moved: dict[UUID, UUID] = field(default_factory=dict)

    def apply_incidents(self, incidents: Sequence[Incident]) -> ReconcilerCounts:
        reports = {report.reference: report for report in self._reports().exclude(reference="")}
        void = {report.reference for report in reports.values() if report.episode.category == Category.VOID}
        values_before = self._reported_values(reports.values())
        for incident in incidents:
            if incident.reference in reports:
                self._update_report(reports[incident.reference], incident)
            else:
                reports[incident.reference] = self._as_report(incident)
        self._regroup([report for report in reports.values() if report.reference not in void], values_before)
        return self.counts

    def regroup(self) -> ReconcilerCounts:
        """Group the child's reports again, after a merge moved some here from another record."""
        reports = list(self._reports().exclude(reference="").exclude(episode__category=Category.VOID))
        self._regroup(reports, self._reported_values(reports))
        return self.counts

    def _reports(self) -> Any:
        return Report.objects.filter(episode__child=self.child).select_related("episode")

    def _reported_values(self, reports: Any) -> dict[UUID, dict[str, Any]]:
        """Return the values that each episode's reports gave before this load.

        If the episode has a different value, a person entered it.
        """
        by_episode: dict[UUID, list[Report]] = defaultdict(list)
        for report in sorted(reports, key=_order):
            by_episode[report.episode_id].append(report)
        return {episode: episode_values(group, self.homes) for episode, group in by_episode.items()}

    def _as_report(self, incident: Incident) -> Report:
        values = {name: getattr(incident, name) for name in REPORT_FIELDS}
        because = self.reasons.get(incident.reference, "")
        return Report(
            council=self.council, reference=incident.reference, digest=incident.digest(), matched_because=because, **values
        )

    def _update_report(self, report: Report, incident: Incident) -> None:
        """Update a report. An empty value in the newer export never replaces another."""
        for name in REPORT_FIELDS:
            if getattr(incident, name) in {"", None}:
                setattr(incident, name, getattr(report, name))
        if not incident.times_in_order:
            self.journal.differs.append(f"{report.reference}: its new times do not fit the times it gave before")
            return
        self.journal.update(report, {name: getattr(incident, name) for name in REPORT_FIELDS}, label=report.reference)
        self.journal.change(report, {"digest": incident.digest()})

    def _regroup(self, reports: list[Report], values_before: Mapping[UUID, dict[str, Any]]) -> None:
        episodes = {episode.pk: episode for episode in Episode.objects.filter(child=self.child).exclude(category=Category.VOID)}
        with_reports = {report.episode_id for report in reports if report.episode_id}
        timed = [
            PersonTimedEpisode(episode)
            for episode in episodes.values()
            if episode.pk not in with_reports or _timed_by_a_person(episode)
        ]
        taken_keys: set[UUID] = set()
        periods: list[Report | PersonTimedEpisode] = [*reports, *timed]
        for group in group_into_episodes(sorted(periods, key=_order)):
            group_reports = [member for member in group if isinstance(member, Report)]
            if not group_reports:
                continue
            kept_episode = self._update_or_create(group_reports, _episode_to_keep(group, episodes, taken_keys), values_before)
            episodes[kept_episode.pk] = kept_episode
            taken_keys.add(kept_episode.pk)
            self._attach(group_reports, kept_episode)
        self._void_emptied(episodes, with_reports - taken_keys)

    def _update_or_create(
        self, reports: list[Report], episode: Episode | None, values_before: Mapping[UUID, dict[str, Any]]
    ) -> Episode:
        values = episode_values(reports, self.homes)
        new = sum(not report.episode_id for report in reports)
        if episode is not None:
            self._update_episode(episode, values, values_before.get(episode.pk, {}))
            self.counts.second_reports += new
            return episode
        sources = {f"{moment}_told_by": POLICE for moment in MOMENTS if values[f"{moment}_at"]}
        self.counts.opened += 1
        self.counts.second_reports += max(new - 1, 0)
        return self.journal.create(Episode(child_id=self.child, **values, **sources))

    def _update_episode(self, episode: Episode, values: Mapping[str, Any], values_before: Mapping[str, Any]) -> None:
        """Take the force's new values, except where a worker entered their own."""
        changes: dict[str, Any] = {}
        label = episode.reference or values["reference"]
        for moment in MOMENTS:
            name, source = f"{moment}_at", f"{moment}_told_by"
            current, reported = getattr(episode, name), values[name]
            if reported is None or current == reported:
                continue
            from_police = getattr(episode, source) == POLICE and current == values_before.get(name, current)
            if current is not None and (episode.batch is None or not from_police):
                self.journal.differs.append(f"{label}: the force gives a different time for when the child {_TIME_WORDS[moment]}")
                continue
            changes |= {name: reported, source: POLICE}
        if not _in_order(episode, changes):
            self.journal.differs.append(f"{label}: the force's times do not fit the times recorded here")
            changes = {}
        for name in FACTS:
            current, reported = getattr(episode, name), values[name]
            if not reported or current == reported:
                continue
            if current and current != values_before.get(name, "a person's own"):
                if values_before and reported != values_before.get(name):
                    self.journal.differs.append(f"{label}: the force gives a different {_FACT_WORDS[name]}")
                continue
            changes[name] = reported
        self.journal.change(episode, changes)

    def _attach(self, reports: Sequence[Report], episode: Episode) -> None:
        for report in reports:
            if not report.episode_id:
                report.episode = episode
                self.journal.create(report)
            elif report.episode_id != episode.pk:
                self.moved[report.episode_id] = episode.pk
                self.journal.change(report, {"episode_id": episode.pk})

    def _void_emptied(self, episodes: Mapping[UUID, Episode], emptied: set[UUID]) -> None:
        """Void the episodes that have no reports left, so that no figure counts them, unless people worked on them."""
        for key in emptied & episodes.keys():
            if written_by_a_person(episodes[key]):
                reference = episodes[key].reference
                self.journal.differs.append(
                    f"{reference}: its reports now belong to another episode, but someone has worked on this one"
                )
                continue
            self.journal.change(episodes[key], {"category": Category.VOID})
            self._move_interview(episodes[key], self.moved[key])

    def _move_interview(self, emptied: Episode, into: UUID) -> None:
        """Move the interview of an emptied episode to the episode that its reports moved to.

        If that episode has another interview already, the one that was held covers it, and a message asks people to check.
        """
        moving, existing = (
            Coverage.objects.select_related("interview").filter(episode=key).first() for key in (emptied.pk, into)
        )
        if moving is None:
            return
        if existing is None:
            self.journal.change(moving, {"episode_id": into})
            return
        if moving.interview_id == existing.interview_id:
            return
        message = f"{emptied.reference}: two interviews were arranged for one episode, and both are kept"
        if _held(moving) and not _held(existing):
            held, other = moving.interview_id, existing.interview_id
            self.journal.change(moving, {"interview_id": other})
            self.journal.change(existing, {"interview_id": held})
            message = f"{emptied.reference}: two interviews were arranged for one episode; the one that was held counts"
        self.journal.differs.append(message)


_TIME_WORDS = {"started": "was last seen", "reported": "was reported missing", "returned": "came back"}
_FACT_WORDS = {
    "category": "category",
    "reference": "reference",
    "missing_from": "place missing from",
    "home_id": "home",
    "missing_from_name": "place missing from",
    "postcode": "postcode",
    "found_at": "place found",
}


def _held(coverage: Coverage) -> bool:
    return coverage.interview.outcome == Outcome.COMPLETED


def _in_order(episode: Episode, changes: Mapping[str, Any]) -> bool:
    """Return whether the episode's times would still be in order."""
    return wrong_order({name: changes.get(name, getattr(episode, name)) for name in EPISODE_TIMES}) is None


def _timed_by_a_person(episode: Episode) -> bool:
    """Return whether a person entered when the episode began or ended. Reports are grouped by these times too."""
    if episode.batch is None:
        return True
    return episode.started_told_by != POLICE or (episode.returned_at is not None and episode.returned_told_by != POLICE)


def _order(period: Report | PersonTimedEpisode) -> tuple[datetime, datetime, str]:
    if isinstance(period, Report):
        return period.last_seen_at, period.reported_at or period.last_seen_at, period.reference
    return period.last_seen_at, period.last_seen_at, ""


def _episode_to_keep(
    group: Sequence[Report | PersonTimedEpisode], episodes: Mapping[UUID, Episode], taken_keys: set[UUID]
) -> Episode | None:
    """Return the episode to keep for a group, or None.

    An episode that people worked on comes first, then one with times that they entered, then that of the first report.
    """
    timed = [member.episode for member in group if isinstance(member, PersonTimedEpisode)]
    attached = [episodes[member.episode_id] for member in group if isinstance(member, Report) and member.episode_id in episodes]
    worked_on = [episode for episode in attached if written_by_a_person(episode)]
    return next((episode for episode in [*worked_on, *timed, *attached] if episode.pk not in taken_keys), None)
