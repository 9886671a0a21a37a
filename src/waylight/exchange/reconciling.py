"""A newer export about a child whose episodes are already recorded.

The reports are brought up to date first; then the child's reports are grouped afresh and each group finds its episode.
A moment or fact that a worker entered stays, and the load says where it differs.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from waylight.agencies.models import Agency
from waylight.episodes.models import Episode, Report
from waylight.episodes.words import Category
from waylight.exchange.grouping import into_episodes
from waylight.exchange.journal import Journal
from waylight.exchange.police import TOLD, Incident
from waylight.exchange.telling import episode_values

POLICE = "POLICE"
MOMENTS = ("started", "reported", "returned")


@dataclass
class Counts:
    opened: int = 0
    second_reports: int = 0


@dataclass
class Standing:
    """An episode that people opened themselves, as a period for grouping beside the force's reports."""

    episode: Episode

    @property
    def last_seen_at(self) -> datetime:
        return self.episode.started_at

    @property
    def returned_at(self) -> datetime | None:
        return self.episode.returned_at


def reconcile(
    child: UUID,
    incidents: Sequence[Incident],
    council: Agency,
    journal: Journal,
    reasons: Mapping[str, str],
    homes: Mapping[str, UUID],
) -> Counts:
    """Bring one child's reports and episodes up to the incidents told; `reasons` says why new ones are this child's."""
    reports = {report.reference: report for report in Report.objects.filter(episode__child=child).exclude(reference="")}
    fresh = {
        incident.reference: _as_report(incident, council, reasons) for incident in incidents if incident.reference not in reports
    }
    for incident in incidents:
        if incident.reference in reports:
            _update_report(reports[incident.reference], incident, journal)
    return _regroup(child, [*reports.values(), *fresh.values()], journal, homes)


def _as_report(incident: Incident, council: Agency, reasons: Mapping[str, str]) -> Report:
    told = {name: getattr(incident, name) for name in TOLD}
    because = reasons.get(incident.reference, "")
    return Report(council=council, reference=incident.reference, digest=incident.digest(), matched_because=because, **told)


def _update_report(report: Report, incident: Incident, journal: Journal) -> None:
    """A blank in the newer export never wipes what an earlier one said; then the report is as the two together tell it."""
    for name in TOLD:
        if getattr(incident, name) in {"", None}:
            setattr(incident, name, getattr(report, name))
    journal.change(report, {name: getattr(incident, name) for name in TOLD} | {"digest": incident.digest()})


def _regroup(child: UUID, reports: list[Report], journal: Journal, homes: Mapping[str, UUID]) -> Counts:
    counts = Counts()
    episodes = {episode.pk: episode for episode in Episode.objects.filter(child=child).exclude(category=Category.VOID)}
    told = {report.episode_id for report in reports if report.episode_id}
    standing = [Standing(episode) for episode in episodes.values() if episode.pk not in told]
    periods: list[Report | Standing] = sorted([*reports, *standing], key=_order)
    taken: set[UUID] = set()
    for group in into_episodes(periods):
        its_reports = [member for member in group if isinstance(member, Report)]
        if not its_reports:
            continue
        keeper = _keeper(group, episodes, taken)
        fresh = [report for report in its_reports if not report.episode_id]
        values = episode_values(its_reports, homes)
        if keeper is None:
            keeper = journal.create(_opened(child, values))
            episodes[keeper.pk] = keeper
            counts.opened += 1
            counts.second_reports += len(fresh) - 1 if fresh else 0
        else:
            _update_episode(keeper, values, journal)
            counts.second_reports += len(fresh)
        taken.add(keeper.pk)
        _attach(its_reports, keeper, journal)
    _void_emptied(episodes, taken, told, journal)
    return counts


def _order(period: Report | Standing) -> tuple[datetime, str]:
    return period.last_seen_at, period.reference if isinstance(period, Report) else ""


def _keeper(group: Sequence[Report | Standing], episodes: Mapping[UUID, Episode], taken: set[UUID]) -> Episode | None:
    """The episode a group already has: one people opened before one a load did, else that of its first report."""
    standing = [member.episode for member in group if isinstance(member, Standing)]
    attached = [episodes[member.episode_id] for member in group if isinstance(member, Report) and member.episode_id in episodes]
    return next((episode for episode in [*standing, *attached] if episode.pk not in taken), None)


def _opened(child: UUID, values: Mapping[str, Any]) -> Episode:
    told_by = {f"{moment}_told_by": POLICE for moment in MOMENTS if values[f"{moment}_at"]}
    return Episode(child_id=child, **values, **told_by)


def _update_episode(episode: Episode, values: Mapping[str, Any], journal: Journal) -> None:
    """Take what the force now says, save where a worker's own word stands."""
    wanted: dict[str, Any] = {}
    for moment in MOMENTS:
        name, who = f"{moment}_at", f"{moment}_told_by"
        ours, theirs = getattr(episode, name), values[name]
        if theirs is None or ours == theirs:
            continue
        if ours is not None and getattr(episode, who) != POLICE:
            journal.differs.append(
                f"{episode.reference or values['reference']}: the force gives another time for when the child {moment}"
            )
            continue
        wanted |= {name: theirs, who: POLICE}
    loaded = episode.batch is not None
    for name in ("category", "reference", "missing_from", "home_id", "missing_from_name", "postcode", "found_at"):
        ours = getattr(episode, name)
        if values[name] and (loaded or not ours):
            wanted[name] = values[name]
    journal.change(episode, wanted)


def _attach(reports: Sequence[Report], keeper: Episode, journal: Journal) -> None:
    for report in reports:
        if not report.episode_id:
            report.episode = keeper
            journal.create(report)
        elif report.episode_id != keeper.pk:
            journal.change(report, {"episode_id": keeper.pk})


def _void_emptied(episodes: Mapping[UUID, Episode], taken: set[UUID], told: set[UUID], journal: Journal) -> None:
    """An episode whose reports all turned out to be of another is kept, out of every count."""
    for key in told - taken:
        if key in episodes:
            journal.change(episodes[key], {"category": Category.VOID})
