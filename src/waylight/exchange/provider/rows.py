"""Reading the provider's workbook: each row is one interview, which can cover several incidents."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import blake2b
from pathlib import Path
from uuid import UUID

from waylight.core.clock import now
from waylight.core.dates import SkippedHour, read_instant
from waylight.exchange.files.mapping import FileMapping
from waylight.exchange.files.refusals import TIME_FORM, Refusal, RowRefused
from waylight.exchange.files.spreadsheets import open_table

HELD = "COMPLETED"
# The most conclusive first. Of two rows about one interview, or two interviews of one episode, the earlier outcome here counts.
OUTCOMES = (
    "COMPLETED",
    "DECLINED_CHILD",
    "DECLINED_PARENT",
    "SUPERSEDED",
    "NO_CONTACT",
    "NOT_OFFERED",
    "EXEMPT",
    "",
)


def outcome_rank(outcome: str) -> int:
    """Return the index of an outcome in OUTCOMES: 0 is the most conclusive."""
    return OUTCOMES.index(outcome)


@dataclass(slots=True)
class InterviewRow:
    """One interview as the provider reports it; `references` are the incidents it covers."""

    row: int
    references: tuple[str, ...]
    outcome: str
    offered_at: datetime | None
    held_at: datetime | None
    mode: str
    worker: str
    decline_reason: str
    decline_words: str
    push: list[str]
    pull: list[str]
    harm: bool | None

    @property
    def key(self) -> str:
        """Return a hash of the incidents it covers, which identifies the interview in the next workbook."""
        return blake2b(";".join(sorted(self.references)).encode(), digest_size=20).hexdigest()


@dataclass
class ProviderFile:
    file: str
    rows: int = 0
    interviews: dict[str, InterviewRow] = field(default_factory=dict)
    refused: list[Refusal] = field(default_factory=list)
    out_of_scope: int = 0

    @property
    def counts(self) -> dict[str, int]:
        not_loaded = len(self.refused) + self.out_of_scope
        return {
            "rows": self.rows,
            "accepted": self.rows - not_loaded,
            "refused": len(self.refused),
            "out_of_scope": self.out_of_scope,
        }


@dataclass(frozen=True)
class KnownIncidents:
    """The incidents that a row can name: the child of each, or why it is not recorded."""

    child_of: Callable[[str], UUID | None]
    adults: frozenset[str] = frozenset()
    refused_reports: frozenset[str] = frozenset()
    unmatched: frozenset[str] = frozenset()

    def about_adults(self, references: tuple[str, ...]) -> bool:
        return self.adults.issuperset(references)

    def child_of_all(self, references: tuple[str, ...], column: str, value: str) -> UUID:
        """Return the one child that all these incidents are about, or raise RowRefused."""
        children = {}
        for reference in references:
            child = self.child_of(reference)
            if child is None:
                raise RowRefused(column, value, *self._why_not_recorded(reference))
            children[child] = reference
        if len(children) > 1:
            one, other, *_ = children.values()
            raise RowRefused(
                column,
                value,
                f"incidents {one} and {other} are about different children",
                "Put each child's interview in its own row.",
            )
        return next(iter(children))

    def _why_not_recorded(self, reference: str) -> tuple[str, str]:
        if reference in self.adults:
            return f"incident {reference} is about an adult", "Remove that incident from the row."
        if reference in self.unmatched:
            return (
                f"incident {reference} needs a decision about which child it is about",
                "Make that decision first, then load this file again.",
            )
        if reference in self.refused_reports:
            return f"the police row for incident {reference} did not load", "Correct that row and load it first."
        return f"incident {reference} is not recorded", "Correct the reference, or first load the police export that contains it."


def read_provider(path: Path, mapping: FileMapping, *, known: KnownIncidents) -> ProviderFile:
    """Read the workbook. A row is refused when it names an incident that is not recorded, or incidents of two children."""
    file = ProviderFile(path.name)
    table = open_table(path, mapping)
    for number, cells in table.rows:
        file.rows += 1
        cell = dict(zip(table.fields, cells, strict=True))
        try:
            interview = _interview(number, cell, mapping)
            if known.about_adults(interview.references):
                file.out_of_scope += 1
                continue
            known.child_of_all(interview.references, mapping.heading("references"), cell["references"])
            file.interviews[interview.key] = _join_rows(file.interviews.get(interview.key), interview)
        except RowRefused as refused:
            file.refused.append(refused.at(path.name, number))
    return file


def _interview(number: int, cell: dict[str, str], mapping: FileMapping) -> InterviewRow:
    references = tuple(dict.fromkeys(part.strip().upper() for part in cell["references"].split(";") if part.strip()))
    if not references:
        raise RowRefused(
            mapping.heading("references"),
            "",
            "no incident reference",
            "Enter the reference of the incident the interview was about.",
        )
    outcome = mapping.code("outcome", cell["outcome"]) if cell["outcome"] else ""
    if outcome is None:
        words = ", ".join(word.capitalize() for word in mapping.values["outcome"])
        raise RowRefused(
            mapping.heading("outcome"), cell["outcome"], "not an outcome that Waylight knows", f"Use one of: {words}."
        )
    because = cell["declined_because"]
    return InterviewRow(
        row=number,
        references=references,
        outcome=outcome,
        offered_at=_instant("offered_at", cell, mapping),
        held_at=_instant("held_at", cell, mapping, happened=True),
        mode=mapping.code("mode", cell["mode"]) or "",
        worker=cell["worker"][:80],
        decline_reason=(mapping.code("declined_because", because) or "OTHER") if because else "",
        decline_words=because,
        push=_codes(cell["push"]),
        pull=_codes(cell["pull"]),
        harm={"yes": True, "no": False}.get(mapping.code("harm", cell["harm"]) or ""),
    )


def _codes(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _instant(field: str, cell: dict[str, str], mapping: FileMapping, *, happened: bool = False) -> datetime | None:
    if not cell[field]:
        return None
    try:
        instant = read_instant(cell[field])
    except SkippedHour:
        instant = None
    if instant is None:
        raise RowRefused(mapping.heading(field), cell[field], "not a real date and time", TIME_FORM)
    if happened and instant > now():
        raise RowRefused(
            mapping.heading(field), cell[field], "in the future", "Leave the cell empty until the interview has been held."
        )
    return instant


def _join_rows(earlier: InterviewRow | None, later: InterviewRow) -> InterviewRow:
    """Return one interview from two rows about it: the one with the more conclusive outcome, or else the later.

    Its empty fields are filled from the other row.
    """
    if earlier is None:
        return later
    chosen, other = later, earlier
    if outcome_rank(earlier.outcome) < outcome_rank(later.outcome):
        chosen, other = earlier, later
    for name in InterviewRow.__slots__:
        if getattr(chosen, name) in (None, "", []):
            setattr(chosen, name, getattr(other, name))
    if chosen.outcome == HELD:
        chosen.decline_reason = chosen.decline_words = ""
    return chosen
