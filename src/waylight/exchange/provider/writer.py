"""Writing the provider's workbook into the records: interviews, and the episodes that each covers."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from waylight.access.models import Involvement, InvolvementReason
from waylight.agencies.models import Agency, Kind
from waylight.core import bulk
from waylight.core.clock import now
from waylight.core.keys import new_key
from waylight.episodes.models import Report
from waylight.exchange.batches.journal import Journal
from waylight.exchange.provider.rows import HELD, InterviewRow, outcome_rank
from waylight.interviews.models import Coverage, Interview

INTERVIEW_COLUMNS = (
    "id", "version", "created_at", "batch", "child", "provider", "worker_name", "offered_at", "held_at", "outcome", "ended_at",
    "decline_reason", "decline_words", "ended_because", "exempt_because", "mode", "place", "booked_place", "others_present",
    "independence", "late_because", "push", "pull", "harm_disclosed", "source", "source_key",
)  # fmt: skip


class InterviewWriter:
    def __init__(self, council: Agency, journal: Journal) -> None:
        self.council = council
        self.journal = journal
        self.source = f"{council.authority_id}: provider's return"
        self.at = now()
        serving = Agency.objects.filter(kind=Kind.PROVIDER, serves=council, active=True)[:2]
        self.provider = serving[0] if len(serving) == 1 else None
        self.episode_of: dict[str, tuple[UUID, UUID]] = {
            reference: (episode, child)
            for reference, episode, child in Report.objects.filter(council=council)
            .exclude(reference="")
            .values_list("reference", "episode_id", "episode__child_id")
            .iterator(chunk_size=10_000)
        }

    def child_of(self, reference: str) -> UUID | None:
        return self.episode_of[reference][1] if reference in self.episode_of else None

    def write(self, rows: Iterable[InterviewRow]) -> None:
        known = {record.source_key: record for record in Interview.objects.filter(source=self.source)}
        coverage_of: dict[UUID, Coverage] = {}
        if Interview.objects.filter(child__council=self.council).exists():
            coverage_of = {
                coverage.episode_id: coverage
                for coverage in Coverage.objects.filter(interview__child__council=self.council).select_related("interview")
            }
        new: list[tuple[UUID, InterviewRow]] = []
        covered: dict[UUID, tuple[UUID, str]] = {}
        for row in sorted(rows, key=lambda row: (outcome_rank(row.outcome), row.row)):
            interview = known.get(row.key) or self._arranged_here(row, coverage_of)
            if interview:
                key = self._update(interview, row).pk
            else:
                key = new_key()
                new.append((key, row))
            for reference in row.references:
                covered.setdefault(self.episode_of[reference][0], (key, row.outcome))
        self.journal.created += bulk.insert(Interview, INTERVIEW_COLUMNS, (self._row(key, row) for key, row in new))
        self._cover(covered, coverage_of)
        self._involve({self.episode_of[row.references[0]][1] for _, row in new})

    def _arranged_here(self, row: InterviewRow, coverage_of: dict[UUID, Coverage]) -> Interview | None:
        """Return the interview that people arranged in Waylight for one of these episodes, or None. The row updates it."""
        covering = (coverage_of.get(self.episode_of[reference][0]) for reference in row.references)
        return next((coverage.interview for coverage in covering if coverage and not coverage.interview.source_key), None)

    def _cover(self, covered: dict[UUID, tuple[UUID, str]], coverage_of: dict[UUID, Coverage]) -> None:
        new = []
        for episode, (interview, outcome) in covered.items():
            coverage = coverage_of.get(episode)
            if coverage is None:
                new.append((new_key(), 1, self.at, self.journal.key, episode, interview))
            elif (
                coverage.interview_id != interview
                and coverage.batch
                and outcome_rank(outcome) < outcome_rank(coverage.interview.outcome)
            ):
                self.journal.change(coverage, {"interview_id": interview})
        columns = ("id", "version", "created_at", "batch", "episode", "interview")
        self.journal.created += bulk.insert_missing(Coverage, columns, new)  # someone may have arranged an interview meanwhile

    def _involve(self, children: set[UUID]) -> None:
        """Let the provider see the children whom it interviews."""
        if self.provider is None or not children:
            return
        reason = InvolvementReason.RETURN_INTERVIEW.value
        referred = Involvement.objects.filter(agency=self.provider, user=None, reason=reason, until=None)
        involved = set(referred.values_list("child_id", flat=True))
        columns = ("id", "version", "created_at", "batch", "child", "agency", "reason", "since")
        rows = (
            (new_key(), 1, self.at, self.journal.key, child, self.provider.pk, reason, self.at)
            for child in sorted(children - involved)
        )
        self.journal.created += bulk.insert_missing(Involvement, columns, rows)

    def _update(self, interview: Interview, row: InterviewRow) -> Interview:
        """Update an interview from a newer workbook. If it had ended without being held and is now held, its end is removed."""
        had_ended = interview.outcome not in {"", HELD}
        self.journal.update(interview, self._values(row), label=row.references[0])
        if had_ended and interview.outcome == HELD:
            self.journal.change(interview, {"ended_at": None, "decline_reason": "", "decline_words": ""})
        return interview

    def _values(self, row: InterviewRow) -> dict[str, Any]:
        ended = row.outcome not in {"", "COMPLETED"}
        return {
            "worker_name": row.worker,
            "offered_at": row.offered_at,
            "held_at": row.held_at,
            "outcome": row.outcome,
            "ended_at": row.offered_at if ended else None,
            "decline_reason": row.decline_reason,
            "decline_words": row.decline_words,
            "mode": row.mode,
            "push": row.push,
            "pull": row.pull,
            "harm_disclosed": row.harm,
        }

    def _row(self, key: UUID, row: InterviewRow) -> bulk.Row:
        values = self._values(row) | {
            "id": key, "version": 1, "created_at": self.at, "batch": self.journal.key,
            "child": self.episode_of[row.references[0]][1], "provider": self.provider.pk if self.provider else None,
            "push": bulk.as_json(row.push), "pull": bulk.as_json(row.pull), "source": self.source, "source_key": row.key,
        }  # fmt: skip
        return tuple(values.get(column, "") for column in INTERVIEW_COLUMNS)
