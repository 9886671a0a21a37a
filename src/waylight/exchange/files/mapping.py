"""Which mapping reads a file: the one that ships with Waylight, or a council's own whose headings fit."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import transaction

from waylight.accounts.models import User
from waylight.agencies.models import Agency
from waylight.audit import log
from waylight.core.clock import now
from waylight.exchange import models
from waylight.exchange.files.refusals import UnreadableFile
from waylight.exchange.files.spreadsheets import FileMapping, first_lines, fits, headings_in, open_table

KINDS = {
    "police-reports": "Police reports",
    "interviews": "Return interviews",
    "children": "Children",
    "care": "Care periods",
    "placements": "Placements",
    "flags": "Flags",
    "homes": "Children's homes",
    "population": "Population",
}
FIRST_ROWS = 5


def mapping_for(path: Path, kind: str, council: Agency) -> FileMapping:
    """The mapping whose headings this file has: the council's own first, then ours, which also says why none fits."""
    lines = first_lines(path)
    own = (FileMapping.from_toml(kept.told) for kept in models.Mapping.objects.filter(council=council, kind=kind))
    ours = FileMapping.named(kind)
    return next((mapping for mapping in (*own, ours) if fits(lines, mapping)), ours)


def kind_of(path: Path, council: Agency) -> str:
    """What kind of file this is, by its name, else by its headings; "" when nobody can tell."""
    for kind in KINDS:
        if path.name.lower() in {FileMapping.named(kind).file, f"{Path(FileMapping.named(kind).file).stem}.csv"}:
            return kind
    lines = first_lines(path)
    return next((kind for kind in KINDS if fits(lines, mapping_for(path, kind, council))), "")


@dataclass(frozen=True)
class Sample:
    """A file's headings and first rows, and which of our columns each of its columns would become."""

    headings: Sequence[str]
    rows: Sequence[Sequence[str]]

    def words_in(self, heading: str) -> list[str]:
        """The different words a column holds in the rows looked at."""
        place = self.headings.index(heading)
        return sorted({row[place] for row in self.rows if place < len(row) and row[place]}, key=str.casefold)


def sample(path: Path, rows: int = FIRST_ROWS) -> Sample:
    """The line with most headings among the first, and the rows under it. Raises UnreadableFile."""
    lines = first_lines(path, rows + 200)
    if not lines:
        raise UnreadableFile(f"{path.name} is empty.")
    place = headings_in(lines)
    return Sample([cell.strip() for cell in lines[place]], [list(line) for line in lines[place + 1 :] if any(line)])


def guess(told: Sample, kind: str) -> dict[str, str]:
    """Each of our fields with the heading that ours or its own name fits, "" where none does."""
    ours = FileMapping.named(kind)
    known = {_plain(heading): heading for heading in told.headings if heading}
    return {
        field: next((known[_plain(name)] for name in (*names, field) if _plain(name) in known), "")
        for field, names in ours.columns.items()
    }


def _plain(heading: str) -> str:
    return "".join(letter for letter in heading.casefold() if letter.isalnum())


def _check_columns(ours: FileMapping, columns: Mapping[str, str]) -> None:
    """Each field we need has a column, and no column becomes two of ours; what is wrong is said beside its field."""
    lacking = {field: "Choose a column for this." for field in ours.columns if field in ours.required and not columns.get(field)}
    chosen = [heading for heading in columns.values() if heading]
    twice = {
        field: f"{heading} is chosen twice. Choose each column only once."
        for field, heading in columns.items()
        if heading and chosen.count(heading) > 1
    }
    if lacking or twice:
        raise ValidationError({field: [words] for field, words in (lacking | twice).items()})


@transaction.atomic
def keep_mapping(
    council: Agency,
    *,
    by: User,
    kind: str,
    name: str,
    columns: Mapping[str, str],
    words: Mapping[str, Mapping[str, str]],
) -> models.Mapping:
    """Keep a council's own mapping: which heading holds each of our fields, and its words for our codes."""
    ours = FileMapping.named(kind)
    _check_columns(ours, columns)
    told = "\n".join(_as_toml(ours, columns, words))
    FileMapping.from_toml(told)
    kept, _ = models.Mapping.objects.update_or_create(
        council=council, kind=kind, name=name, defaults={"told": told, "by": by, "saved_at": now()}
    )
    log.record("kept a mapping", kept, by=by, detail={"kind": kind})
    return kept


def _as_toml(ours: FileMapping, columns: Mapping[str, str], words: Mapping[str, Mapping[str, str]]) -> Iterator[str]:
    yield f"file = {_quoted(ours.file)}"
    yield f"required = [{', '.join(_quoted(field) for field in sorted(ours.required))}]"
    yield "[columns]"
    for field in ours.columns:
        yield f"{field} = {_quoted(columns.get(field) or f'(no {field})')}"
    for field, known in ours.values.items():
        yield f"[values.{field}]"
        for word, code in {**known, **{word.casefold(): code for word, code in words.get(field, {}).items() if code}}.items():
            yield f"{_quoted(word)} = {_quoted(code)}"


def _quoted(text: str) -> str:
    escaped = "".join(letter if letter.isprintable() and letter not in '"\\' else f"\\u{ord(letter):04X}" for letter in text)
    return f'"{escaped}"'


def preview(path: Path, mapping: FileMapping, rows: int = FIRST_ROWS) -> list[dict[str, str]]:
    """The first rows as they would load: each of our fields with its cell."""
    table = open_table(path, mapping)
    return [dict(zip(table.fields, cells, strict=True)) for _, (_, cells) in zip(range(rows), table.rows, strict=False)]
