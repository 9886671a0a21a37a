"""What people do in an episode, from the first report to the safe and well check.

Each action is one transaction and writes its audit entry.
"""

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from waylight.accounts.models import User
from waylight.accounts.permissions import Permission
from waylight.agencies.models import Agency
from waylight.audit import log
from waylight.core.clock import now
from waylight.core.versions import save_change
from waylight.episodes.choices import Assessor, Category, CheckStatus, FactorState, LogKind, MissingFrom, RiskLevel
from waylight.episodes.log_line import recording_agency_of
from waylight.episodes.models import Episode, LogLine, Report, RiskAssessment, SafeAndWellCheck
from waylight.episodes.risk.factors import FACTORS
from waylight.episodes.safe_and_well import validate_check
from waylight.episodes.time_rules import ReportedTime, check_period, last_return, refuse_future, refuse_void, refuse_wrong_order
from waylight.people.forename_matching import Candidate, MatchAnswer, decide
from waylight.people.locking import lock_child, lock_child_of
from waylight.people.models import Child
from waylight.people.names import name_key
from waylight.placements.models import Home

__all__ = [
    "ReportedTime", "add_log_line", "find_recorded_child", "record_check", "record_located", "record_return", "record_risk",
    "report_missing", "take_ownership",
]  # fmt: skip


def find_recorded_child(*, council: Agency, forename: str, surname: str, born_on: date) -> Child | None:
    """Return the one child of the council with this surname, date of birth and a form of this forename, or None."""
    same_surname = list(Child.objects.current().filter(council=council, surname_key=name_key(surname), born_on=born_on))
    decision = decide(forename, [Candidate(child.pk, (child.forename,)) for child in same_surname])
    return next((child for child in same_surname if decision.answer == MatchAnswer.KNOWN and child.pk == decision.key), None)


@transaction.atomic
def report_missing(
    child: Child,
    *,
    by: User | None,
    last_seen: ReportedTime,
    reported: ReportedTime,
    missing_from: MissingFrom | str,
    reported_by: str,
    reference: str = "",
    home: Home | None = None,
    place: str = "",
    **details: Any,
) -> Episode:
    """Open an episode, or add a report to the episode that is open. Raises ValidationError for impossible times.

    A further report that repeats a reference of the episode is saved without it, because a reference is unique. `details` are
    other fields of a report: `last_seen_by`, `noticed_at`, `circumstances`, `why_worried`,
    `done_so_far`, `police_told`, `police_told_at`, `police_not_told_because`.
    """
    refuse_future(last_seen.at, child_was="last seen", field="last_seen")
    refuse_future(reported.at, child_was="reported", field="reported")
    child = lock_child(child.pk)
    place = home.name if home else place
    episode = Episode.objects.filter(child=child).still_missing().first()
    is_further_report = episode is not None
    if episode is None:
        episode = _open(child, by, last_seen, reported, missing_from, home, place, reference, details)
    repeats_reference = is_further_report and episode.reports.filter(reference=reference).exists()
    report = Report(
        episode=episode,
        council=child.council,
        reference="" if repeats_reference else reference,
        last_seen_at=last_seen.at,
        reported_at=reported.not_before(last_seen.at).at,
        missing_from=missing_from,
        missing_from_name=place,
        reported_by=reported_by,
        taken_by=by,
        **details,
    )
    report.full_clean()
    report.save(force_insert=True)
    log.record("added a second report to" if is_further_report else "reported missing in", episode, by=by, child=child.pk)
    return episode


def _open(
    child: Child, by: User | None, last_seen: ReportedTime, reported: ReportedTime, missing_from: str, home: Home | None,
    place: str, reference: str, details: dict[str, Any],
) -> Episode:  # fmt: skip
    last_seen = last_seen.not_before(last_return(child))
    reported = reported.not_before(last_seen.at)
    episode = Episode(
        child=child,
        category=Category.MISSING,
        reference=reference,
        started_at=last_seen.at,
        started_precision=last_seen.precision,
        started_told_by=last_seen.source,
        reported_at=reported.at,
        reported_precision=reported.precision,
        reported_told_by=reported.source,
        missing_from=missing_from,
        home=home,
        missing_from_name=place,
        owner=by if by and by.has_permission(Permission.OWN_EPISODES) else None,
        **{name: value for name, value in details.items() if not name.startswith("police_")},
    )
    refuse_wrong_order(episode, fields={"reported_at": "reported"})
    check_period(episode, start_field="last_seen")
    episode.full_clean()
    episode.save(force_insert=True)
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
    """Add one agency's view of the risk. Earlier views are kept. A level below the agency's last one needs a rationale."""
    refuse_void(episode)
    previous = episode.risk_assessments.filter(agency=agency).first()
    order = list(RiskLevel.values)
    if previous and order.index(level) < order.index(previous.level) and not rationale.strip():
        raise ValidationError({"rationale": "Give the reason the risk is now lower."})
    unknown = [code for code, state in (factors or {}).items() if code not in FACTORS or state not in FactorState.values]
    if unknown:
        raise ValidationError({"factors": f"These risk factors are not on the list: {', '.join(sorted(unknown))}."})
    if next_review_at and next_review_at <= now():
        raise ValidationError({"next_review_at": "The next review must be in the future. Check the date and time."})
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
def add_log_line(
    episode: Episode, *, by: User, kind: LogKind | str, what: str, next_step: str = "", shared: bool = False
) -> LogLine:
    """Add a line about what a person did or learned. Partners can read a police line only when it is `shared`."""
    refuse_void(episode)
    side = recording_agency_of(by)
    line = LogLine(
        episode=episode,
        by=by,
        kind=kind,
        what=what,
        next_step=next_step,
        at=now(),
        side=side,
        shared=shared or side != Assessor.POLICE,
    )
    line.full_clean()
    line.save(force_insert=True)
    log.record("wrote in the log of", episode, by=by, child=episode.child_id)
    return line


@transaction.atomic
def take_ownership(episode: Episode, *, by: User, version: int) -> Episode:
    """Make this person the owner of the episode."""
    refuse_void(episode)
    saved = save_change(episode, expected=version, owner=by)
    log.record("took on", episode, by=by, child=episode.child_id)
    return saved


@transaction.atomic
def record_located(episode: Episode, *, by: User | None, version: int, located: ReportedTime, found_at: str = "") -> Episode:
    """Record that the child is known to be safe and where they are, although they are not back yet."""
    refuse_void(episode)
    refuse_future(located.at, child_was="located", field="located")
    located = located.not_before(episode.started_at)
    refuse_wrong_order(episode, fields={"located_at": "located", "returned_at": "located"}, located_at=located.at)
    saved = save_change(
        episode,
        expected=version,
        located_at=located.at,
        located_precision=located.precision,
        located_told_by=located.source,
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
    returned: ReportedTime,
    method: str = "",
    returned_to: str = "",
    found_at: str = "",
) -> Episode:
    """Record when the child came back. This starts the clocks of the duties after a return.

    Raises `EditConflict` when someone else saved the episode first, and ValidationError for a time in the future or before the
    child was last seen.
    """
    refuse_future(returned.at, child_was="back", field="returned")
    lock_child_of(episode)
    refuse_void(episode)
    if episode.returned_at is not None and episode.version == version:
        raise ValidationError("The return is already recorded. If its time is wrong, correct it and give a reason.")
    returned = returned.not_before(episode.located_at or episode.started_at)
    refuse_wrong_order(episode, fields={"returned_at": "returned"}, returned_at=returned.at)
    changed: dict[str, Any] = {
        "returned_at": returned.at,
        "returned_precision": returned.precision,
        "returned_told_by": returned.source,
        "return_method": method,
        "returned_to": returned_to,
        "found_at": found_at or episode.found_at,
    }
    episode.returned_at = returned.at
    check_period(episode, end_field="returned")
    saved = save_change(episode, expected=version, **changed)
    log.record("recorded the return in", episode, by=by, child=episode.child_id)
    return saved


@transaction.atomic
def record_check(
    episode: Episode, *, by: User | None, status: CheckStatus | str, done_at: datetime, because: str = "", **details: Any
) -> SafeAndWellCheck:
    """Record the safe and well check of a child who is back. Refuses a second check of the episode."""
    lock_child_of(episode)
    refuse_void(episode)
    if SafeAndWellCheck.objects.filter(episode=episode).exists():
        raise ValidationError(
            "A safe and well check is already recorded for this return. If it is wrong, correct it and give a reason."
        )
    check = SafeAndWellCheck(episode=episode, status=status, done_at=done_at, because=because, **details)
    validate_check(check)
    check.full_clean()
    check.save(force_insert=True)
    log.record("recorded the safe and well check in", episode, by=by, child=episode.child_id)
    return check
