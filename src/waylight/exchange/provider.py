"""The provider's workbook: one row an interview, which may cover several incidents."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import blake2b
from pathlib import Path

from waylight.exchange.police import TIME_FORM
from waylight.exchange.refusals import Refusal, Refused
from waylight.exchange.tables import FileMapping, open_table
from waylight.exchange.times import NeverWas, read_instant

HELD = "COMPLETED"


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


def read_provider(
    path: Path, mapping: FileMapping, *, exists: Callable[[str], bool], adults: set[str] | frozenset[str] = frozenset()
) -> ProviderFile:
    """Read the workbook. `exists` says whether an incident is known; a row naming one that is not is refused whole."""
    told = ProviderFile(path.name)
    table = open_table(path, mapping)
    for number, cells in table.rows:
        told.rows += 1
        cell = dict(zip(table.fields, cells, strict=True))
        try:
            interview = _interview(number, cell, mapping)
            if adults.issuperset(interview.references):
                told.out_of_scope += 1
                continue
            unknown = [reference for reference in interview.references if not exists(reference)]
            if unknown:
                raise Refused(
                    mapping.heading("references"), cell["references"], f"no incident {unknown[0]} is known",
                    "Correct the reference, or load the police export that holds it first.",
                )  # fmt: skip
            told.interviews[interview.key] = _joined(told.interviews.get(interview.key), interview)
        except Refused as refused:
            told.refused.append(refused.at(path.name, number))
    return told


def _interview(number: int, cell: dict[str, str], mapping: FileMapping) -> InterviewRow:
    references = tuple(dict.fromkeys(part.strip().upper() for part in cell["references"].split(";") if part.strip()))
    if not references:
        raise Refused(mapping.heading("references"), "", "no incident named", "Give the incident the interview was about.")
    outcome = mapping.code("outcome", cell["outcome"]) if cell["outcome"] else ""
    if outcome is None:
        words = ", ".join(word.capitalize() for word in mapping.values["outcome"])
        raise Refused(mapping.heading("outcome"), cell["outcome"], "not an outcome we know", f"Use one of: {words}.")
    return InterviewRow(
        row=number,
        references=references,
        outcome=outcome,
        offered_at=_instant("offered_at", cell, mapping),
        held_at=_instant("held_at", cell, mapping),
        mode=mapping.code("mode", cell["mode"]) or "",
        worker=cell["worker"][:80],
        decline_reason=(mapping.code("declined_because", cell["declined_because"]) or "OTHER")
        if cell["declined_because"]
        else "",
        decline_words=cell["declined_because"],
        push=_codes(cell["push"]),
        pull=_codes(cell["pull"]),
        harm={"yes": True, "no": False}.get(mapping.code("harm", cell["harm"]) or ""),
    )


def _codes(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _instant(field: str, cell: dict[str, str], mapping: FileMapping) -> datetime | None:
    if not cell[field]:
        return None
    try:
        instant = read_instant(cell[field])
    except NeverWas:
        instant = None
    if instant is None:
        raise Refused(mapping.heading(field), cell[field], "not a date and time there has been", TIME_FORM)
    return instant


def _joined(earlier: InterviewRow | None, later: InterviewRow) -> InterviewRow:
    """The same interview exported twice: the later row stands, and its blanks keep what the earlier one knew."""
    if earlier is not None:
        for name in InterviewRow.__slots__:
            if getattr(later, name) in (None, "", []):
                setattr(later, name, getattr(earlier, name))
    return later
