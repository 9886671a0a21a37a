"""The mapping that reads a file: a council's own if its headings fit, or else the one that ships with Waylight."""

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
from waylight.exchange.files.mapping import FileMapping
from waylight.exchange.files.refusals import UnreadableFile
from waylight.exchange.files.spreadsheets import first_lines, guess_heading_line, has_required_headings
from waylight.exchange.loading.file_kinds import FILE_KINDS, FileKind

FIRST_ROWS = 5
# Lines read above FIRST_ROWS, so that a sample has rows when there are titles and blank lines above the headings.
SPARE_LINES = 200


def mapping_for(path: Path, kind: FileKind, council: Agency) -> FileMapping:
    """Return the council's own mapping if the file has its required headings, or else the one that ships with Waylight.

    If the file fits neither, the shipped mapping makes the refusal name the missing headings.
    """
    lines = first_lines(path)
    own = (FileMapping.from_toml(stored.told) for stored in models.Mapping.objects.filter(council=council, kind=kind.name))
    return next((mapping for mapping in (*own, kind.mapping) if has_required_headings(lines, mapping)), kind.mapping)


def kind_of(path: Path, council: Agency) -> FileKind | None:
    """Return the kind of a file by its name, or else by its headings. Return None if neither fits."""
    for kind in FILE_KINDS.values():
        if path.name.lower() in {kind.mapping.file, f"{kind.stem}.csv"}:
            return kind
    lines = first_lines(path)
    return next((kind for kind in FILE_KINDS.values() if has_required_headings(lines, mapping_for(path, kind, council))), None)


@dataclass(frozen=True)
class FileSample:
    """The headings and the first rows of a file."""

    headings: Sequence[str]
    rows: Sequence[Sequence[str]]

    def words_in(self, heading: str) -> list[str]:
        """Return the different values of a column in these rows, sorted."""
        place = self.headings.index(heading)
        return sorted({row[place] for row in self.rows if place < len(row) and row[place]}, key=str.casefold)


def read_sample(path: Path, rows: int = FIRST_ROWS) -> FileSample:
    """Read the first rows of a file. Of its first lines, the one with the most cells holds the headings.

    Raises UnreadableFile.
    """
    lines = first_lines(path, rows + SPARE_LINES)
    if not lines:
        raise UnreadableFile(f"{path.name} is empty.")
    place = guess_heading_line(lines)
    return FileSample([cell.strip() for cell in lines[place]], [list(line) for line in lines[place + 1 :] if any(line)])


def guess_columns(sample: FileSample, kind: FileKind) -> dict[str, str]:
    """Return, for each field, the heading that matches one of its usual headings or its own name, or "" without a match."""
    known = {_letters(heading): heading for heading in sample.headings if heading}
    return {
        field: next((known[_letters(name)] for name in (*names, field) if _letters(name) in known), "")
        for field, names in kind.mapping.columns.items()
    }


def _letters(heading: str) -> str:
    return "".join(letter for letter in heading.casefold() if letter.isalnum())


def _check_columns(shipped: FileMapping, columns: Mapping[str, str]) -> None:
    """Refuse required fields without a column and columns chosen for two fields, with an error for each field."""
    required = [field for field in shipped.columns if field in shipped.required]
    missing = {field: "Choose a column for this." for field in required if not columns.get(field)}
    chosen = [heading for heading in columns.values() if heading]
    twice = {
        field: f"{heading} is chosen twice. Choose each column only once."
        for field, heading in columns.items()
        if heading and chosen.count(heading) > 1
    }
    if missing or twice:
        raise ValidationError({field: [message] for field, message in (missing | twice).items()})


@transaction.atomic
def save_mapping(
    council: Agency,
    *,
    by: User,
    kind: FileKind,
    name: str,
    columns: Mapping[str, str],
    words: Mapping[str, Mapping[str, str]],
) -> models.Mapping:
    """Save a council's own mapping. `columns` gives the heading of each field, `words` the code of each word of a field."""
    _check_columns(kind.mapping, columns)
    toml = "\n".join(_as_toml(kind.mapping, columns, words))
    FileMapping.from_toml(toml)
    mapping, _ = models.Mapping.objects.update_or_create(
        council=council, kind=kind.name, name=name, defaults={"told": toml, "by": by, "saved_at": now()}
    )
    log.record("kept a mapping", mapping, by=by, detail={"kind": kind.name})
    return mapping


def _as_toml(shipped: FileMapping, columns: Mapping[str, str], words: Mapping[str, Mapping[str, str]]) -> Iterator[str]:
    yield f"file = {_quoted(shipped.file)}"
    yield f"required = [{', '.join(_quoted(field) for field in sorted(shipped.required))}]"
    yield "[columns]"
    for field in shipped.columns:
        yield f"{field} = {_quoted(columns.get(field) or f'(no {field})')}"
    for field, known in shipped.values.items():
        yield f"[values.{field}]"
        for word, code in {**known, **{word.casefold(): code for word, code in words.get(field, {}).items() if code}}.items():
            yield f"{_quoted(word)} = {_quoted(code)}"


def _quoted(text: str) -> str:
    escaped = "".join(letter if letter.isprintable() and letter not in '"\\' else f"\\u{ord(letter):04X}" for letter in text)
    return f'"{escaped}"'
