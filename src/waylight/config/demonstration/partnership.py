"""Two years of four councils, simulated and then loaded like any council's files."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.db import transaction

from waylight.agencies.models import Agency
from waylight.audit import log
from waylight.config.demonstration.backfill import is_one_in, record_meetings, record_missed_interviews
from waylight.config.demonstration.cast import COUNCILS, Cast
from waylight.core.clock import at, local
from waylight.core.keys import new_key
from waylight.episodes.choices import CheckStatus
from waylight.episodes.models import Report, SafeAndWellCheck
from waylight.exchange.loading.load import load_folder
from waylight.exchange.loading.run import LoadResult
from waylight.exchange.simulation.pack import write_pack
from waylight.exchange.simulation.plan import Plan
from waylight.interviews.models import Interview

TWO_YEARS = timedelta(days=730)
SEED = 2026


@dataclass(frozen=True)
class Size:
    """The size of a council, and the first letters of its force's references and of its postcodes."""

    children: int
    episodes: int
    letters: str
    postcode_area: str


SIZES = {
    "990": Size(460, 1500, "HAR", "HM"),
    "991": Size(220, 680, "CAL", "CK"),
    "992": Size(130, 380, "ASH", "AF"),
    "993": Size(170, 500, "MER", "MB"),
}


def plan_of(code: str, *, size: Size, until: datetime, since: datetime) -> Plan:
    return Plan(
        children=size.children,
        episodes=size.episodes,
        seed=SEED + int(code),
        since=_wall_clock(since),
        until=_wall_clock(until),
        council=code,
        letters=size.letters,
        postcode_area=size.postcode_area,
        teams=("North", "South", "Early Help", "Permanence"),
        placing_councils=tuple(other for other in COUNCILS if other != code),
        interviewers=("Marcus Bell", "Sade Cole", "Rhian Pugh", "Owen Tate"),
    )


def load_council(council: Agency, *, size: Size, cast: Cast, until: datetime, folder: Path) -> LoadResult:
    """Write a council's files, load them as its coordinator would, and add the records that people made in Waylight."""
    write_pack(plan_of(str(council.authority_id), size=size, until=until, since=until - TWO_YEARS), folder)
    with at(until + timedelta(minutes=20)):
        result = load_folder(folder, council, by=cast.priya if council == cast.harrowmere else None)
        _record_checks(council, older_than=until - timedelta(days=6))
        _write_up_interviews(council, until=until)
    record_meetings(council, by=cast.priya)
    record_missed_interviews(council, by=cast.priya, provider=cast.provider)
    return result


@transaction.atomic
def _record_checks(council: Agency, *, older_than: datetime) -> None:
    """Record a safe and well check for each return: from the export's column, or as declined if an old return has none."""
    checks: dict[object, SafeAndWellCheck] = {}
    reports = Report.objects.filter(council=council, category="MISSING").exclude(episode__returned_at=None)
    for number, report in enumerate(reports.select_related("episode").order_by("reference")):
        returned = report.episode.returned_at
        if returned is None or report.episode_id in checks:
            continue
        done_at, status, because = report.checked_at, CheckStatus.DONE, ""
        if is_one_in(9, number, place=4):
            status, because = CheckStatus.BY_PHONE, "Answered the phone, would not wait in."
        if done_at is None or done_at < returned:
            if returned >= older_than:
                continue
            done_at, status, because = returned + timedelta(hours=20), CheckStatus.DECLINED, ""
        checks[report.episode_id] = SafeAndWellCheck(
            id=new_key(), episode_id=report.episode_id, status=status, done_at=done_at, because=because
        )
    SafeAndWellCheck.objects.bulk_create(checks.values(), batch_size=500)
    log.record("recorded safe and well checks for", council, by=None, detail={"checks": len(checks)})


@transaction.atomic
def _write_up_interviews(council: Agency, *, until: datetime) -> None:
    """Add the times that the provider's return does not have: allocated, accepted, written up and checked."""
    interviews = list(
        Interview.objects.filter(child__council=council, offered_at__isnull=False).prefetch_related("covers__episode")
    )
    for number, interview in enumerate(interviews):
        returned = max(coverage.episode.returned_at for coverage in interview.covers.all() if coverage.episode.returned_at)
        wait = timedelta(hours=15 if is_one_in(12, number, place=5) else 2, minutes=number % 50)  # 15 hours: the next day
        if interview.offered_at:
            interview.allocated_at = min(returned + wait, interview.offered_at - timedelta(minutes=20))
            interview.accepted_at = interview.offered_at - timedelta(minutes=10)
        if interview.held_at and interview.held_at < until - timedelta(days=2):
            interview.written_up_at = interview.held_at + timedelta(hours=19)
            interview.approved_at = interview.held_at + timedelta(hours=23)
    Interview.objects.bulk_update(interviews, ["allocated_at", "accepted_at", "written_up_at", "approved_at"], batch_size=400)
    log.record("wrote up interviews for", council, by=None, detail={"interviews": len(interviews)})


def _wall_clock(instant: datetime) -> datetime:
    """Return the naive local time in England."""
    return local(instant).replace(tzinfo=None, second=0, microsecond=0)
