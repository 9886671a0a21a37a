"""The provider's workbook: one row an interview, which may cover several incidents."""

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
# When two rows tell of one interview, or two interviews of one episode, the one that settles more stands.
WEIGHT = ("COMPLETED", "DECLINED_CHILD", "DECLINED_PARENT", "SUPERSEDED", "NO_CONTACT", "NOT_OFFERED", "EXEMPT", "")


@dataclass(slots=True)
class InterviewRow:
    """One interview as the provider tells it; `references` names the incidents it covers."""

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
        """What makes it the same interview in the next return: the incidents it names."""
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
        left = len(self.refused) + self.out_of_scope
        return {"rows": self.rows, "accepted": self.rows - left, "refused": len(self.refused), "out_of_scope": self.out_of_scope}


@dataclass(frozen=True)
class KnownIncidents:
    """What is known of the incidents a row may name: whose they are, or why they are not here."""

    child_of: Callable[[str], UUID | None]
    adults: frozenset[str] = frozenset()
    left_out: frozenset[str] = frozenset()
    waiting: frozenset[str] = frozenset()

    def about_adults(self, references: tuple[str, ...]) -> bool:
        return self.adults.issuperset(references)

    def whose(self, references: tuple[str, ...], column: str, told: str) -> UUID:
        """The one child all these incidents are about, or Refused."""
        children = {}
        for reference in references:
            child = self.child_of(reference)
            if child is None:
                raise RowRefused(column, told, *self._not_here(reference))
            children[child] = reference
        if len(children) > 1:
            one, other, *_ = children.values()
            raise RowRefused(
                column,
                told,
                f"incidents {one} and {other} are about different children",
                "Put each child's interview in its own row.",
            )
        return next(iter(children))

    def _not_here(self, reference: str) -> tuple[str, str]:
        if reference in self.adults:
            return f"incident {reference} is about an adult", "Remove that incident from the row."
        if reference in self.waiting:
            return (
                f"incident {reference} needs a decision about which child it is about",
                "Make that decision first, then load this file again.",
            )
        if reference in self.left_out:
            return f"the police row for incident {reference} did not load", "Correct that row and load it first."
        return f"incident {reference} is not recorded", "Correct the reference, or first load the police export that contains it."


def read_provider(path: Path, mapping: FileMapping, *, known: KnownIncidents) -> ProviderFile:
    """Read the workbook. A row naming an incident that is not known, or incidents of two children, is refused whole."""
    told = ProviderFile(path.name)
    table = open_table(path, mapping)
    for number, cells in table.rows:
        told.rows += 1
        cell = dict(zip(table.fields, cells, strict=True))
        try:
            interview = _interview(number, cell, mapping)
            if known.about_adults(interview.references):
                told.out_of_scope += 1
                continue
            known.whose(interview.references, mapping.heading("references"), cell["references"])
            told.interviews[interview.key] = _joined(told.interviews.get(interview.key), interview)
        except RowRefused as refused:
            told.refused.append(refused.at(path.name, number))
    return told


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


def _joined(earlier: InterviewRow | None, later: InterviewRow) -> InterviewRow:
    """One interview told twice: the row that settles more stands, else the later; its blanks keep what the other knew."""
    if earlier is None:
        return later
    stands, other = later, earlier
    if WEIGHT.index(earlier.outcome) < WEIGHT.index(later.outcome):
        stands, other = earlier, later
    for name in InterviewRow.__slots__:
        if getattr(stands, name) in (None, "", []):
            setattr(stands, name, getattr(other, name))
    if stands.outcome == HELD:
        stands.decline_reason = stands.decline_words = ""
    return stands
