"""What people do in an episode, from the first report to the safe and well check. Each act is one transaction, audited."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from waylight.accounts.models import User
from waylight.audit import log
from waylight.chronology.moments import Precision
from waylight.core.clock import now
from waylight.core.versions import save_change
from waylight.episodes.models import Episode, LogLine, Report, RiskAssessment, SafeAndWellCheck
from waylight.episodes.words import Assessor, Category, CheckStatus, LogKind, MissingFrom, RiskLevel
from waylight.people.models import Child
from waylight.placements.models import Home


@dataclass(frozen=True, kw_only=True)
class Known:
    """A moment as somebody knows it: when, how exactly, and whose word it is (a value of words.Told)."""

    at: datetime
    precision: Precision = Precision.MINUTE
    told_by: str = ""


@transaction.atomic
def report_missing(
    child: Child,
    *,
    by: User | None,
    last_seen: Known,
    reported: Known,
    missing_from: MissingFrom | str,
    reported_by: str,
    reference: str = "",
    home: Home | None = None,
    circumstances: str = "",
    why_worried: str = "",
    done_so_far: str = "",
) -> Episode:
    """Open an episode, or add a second report to the one already open. Raises ValidationError for times that cannot be."""
    not_yet("last seen", last_seen.at)
    Child.objects.select_for_update(of=("self",)).get(pk=child.pk)
    episode = Episode.objects.filter(child=child).still_missing().first()
    second = episode is not None
    if episode is None:
        episode = Episode(
            child=child,
            category=Category.MISSING,
            reference=reference,
            started_at=last_seen.at,
            started_precision=last_seen.precision,
            started_told_by=last_seen.told_by,
            reported_at=reported.at,
            reported_precision=reported.precision,
            reported_told_by=reported.told_by,
            missing_from=missing_from,
            home=home,
            missing_from_name=home.name if home else "",
            circumstances=circumstances,
            why_worried=why_worried,
            done_so_far=done_so_far,
            owner=by,
        )
        refuse_overlap(episode)
        episode.full_clean()
        episode.save(force_insert=True)
    report = Report(
        episode=episode,
        council=child.council,
        reference=reference,
        last_seen_at=last_seen.at,
        reported_at=reported.at,
        missing_from=missing_from,
        missing_from_name=home.name if home else "",
        reported_by=reported_by,
        taken_by=by,
    )
    report.full_clean()
    report.save(force_insert=True)
    log.record("added a second report to" if second else "reported missing in", episode, by=by, child=child.pk)
    return episode


@transaction.atomic
def record_risk(
    episode: Episode,
    *,
    by: User | None,
    agency: Assessor | str,
    level: RiskLevel | str,
    rationale: str,
    factors: dict[str, str] | None = None,
    next_review_at: datetime | None = None,
) -> RiskAssessment:
    """Add one agency's view of the risk; earlier views stay. A lower view than the agency's last one needs a reason."""
    before = episode.risk_assessments.filter(agency=agency).first()
    order = list(RiskLevel.values)
    if before and order.index(level) < order.index(before.level) and not rationale.strip():
        raise ValidationError({"rationale": "Say why the risk is now lower."})
    risk = RiskAssessment(
        episode=episode,
        agency=agency,
        level=level,
        rationale=rationale,
        factors=factors or {},
        assessor=by,
        next_review_at=next_review_at,
        assessed_at=now(),
    )
    risk.full_clean()
    risk.save(force_insert=True)
    log.record("assessed the risk in", episode, by=by, child=episode.child_id)
    return risk


@transaction.atomic
def add_log_line(episode: Episode, *, by: User, kind: LogKind | str, what: str, next_step: str = "") -> LogLine:
    line = LogLine(episode=episode, by=by, kind=kind, what=what, next_step=next_step, at=now())
    line.full_clean()
    line.save(force_insert=True)
    log.record("wrote in the log of", episode, by=by, child=episode.child_id)
    return line


@transaction.atomic
def take_on(episode: Episode, *, by: User, version: int) -> Episode:
    """Accept the episode: from now on it is this person's to see through."""
    saved = save_change(episode, expected=version, owner=by)
    log.record("took on", episode, by=by, child=episode.child_id)
    return saved


@transaction.atomic
def record_located(episode: Episode, *, by: User | None, version: int, located: Known, found_at: str = "") -> Episode:
    not_yet("located", located.at)
    saved = save_change(
        episode,
        expected=version,
        located_at=located.at,
        located_precision=located.precision,
        located_told_by=located.told_by,
        found_at=found_at or episode.found_at,
    )
    log.record("recorded as located in", episode, by=by, child=episode.child_id)
    return saved


@transaction.atomic
def record_return(
    episode: Episode,
    *,
    by: User | None,
    version: int,
    returned: Known,
    method: str = "",
    returned_to: str = "",
    found_at: str = "",
) -> Episode:
    """Record when the child came back. This starts the clocks of what they are owed.

    Raises Overtaken when someone saved the episode first, ValidationError for a time before the child was last seen or
    not yet come.
    """
    not_yet("back", returned.at)
    changed: dict[str, Any] = {
        "returned_at": returned.at,
        "returned_precision": returned.precision,
        "returned_told_by": returned.told_by,
        "return_method": method,
        "returned_to": returned_to,
        "found_at": found_at or episode.found_at,
    }
    saved = save_change(episode, expected=version, **changed)
    log.record("recorded the return in", episode, by=by, child=episode.child_id)
    return saved


@transaction.atomic
def amend(episode: Episode, *, by: User, version: int, because: str, **fields: Any) -> Episode:
    """Correct what an episode says, with a reason. Everything worked out from it follows."""
    if not because.strip():
        raise ValidationError({"because": "Say why this is being corrected."})
    saved = save_change(episode, expected=version, **fields)
    add_log_line(saved, by=by, kind=LogKind.OTHER, what=f"Corrected: {because}")
    log.record("corrected", episode, by=by, child=episode.child_id, detail={"fields": sorted(fields)})
    return saved


@transaction.atomic
def record_check(
    episode: Episode, *, by: User | None, status: CheckStatus | str, done_at: datetime, **told: Any
) -> SafeAndWellCheck:
    """Record the safe and well check of a child who is back; there is one an episode."""
    not_yet("checked", done_at)
    if episode.returned_at is None or done_at < episode.returned_at:
        raise ValidationError({"done_at": "The check comes after the child is back."})
    check = SafeAndWellCheck(episode=episode, status=status, done_at=done_at, **told)
    check.full_clean()
    check.save(force_insert=True)
    log.record("recorded the safe and well check in", episode, by=by, child=episode.child_id)
    return check


def not_yet(what: str, at: datetime) -> None:
    """Refuse a moment that has not come."""
    if at > now():
        raise ValidationError(f"The time the child was {what} has not come yet. Check the date and time.")


def refuse_overlap(episode: Episode) -> None:
    """The periods of one child never overlap."""
    clash = Episode.objects.filter(child=episode.child, returned_at__gt=episode.started_at).exclude(category=Category.VOID)
    if clash.exists():
        raise ValidationError(
            "This child already has an episode covering that time. Check when they were last seen, or correct the earlier return."
        )
