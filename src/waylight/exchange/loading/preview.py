"""The preview of each file before it is loaded: its first rows, and the rows that will not load, with the reason."""

from pathlib import Path
from typing import Any

from waylight.agencies.models import Agency
from waylight.exchange.files.spreadsheets import open_table
from waylight.exchange.loading.council_mappings import mapping_for
from waylight.exchange.loading.file_kinds import FILE_KINDS, FileKind
from waylight.exchange.loading.run import LoadResult

FIRST_ROWS = 5
REFUSED_AT_MOST = 100
COLUMNS = 6


def preview_of(folder: Path, council: Agency, dry_run_result: LoadResult) -> list[dict[str, Any]]:
    """Return one entry for each file, in the order in which pages list the kinds. `dry_run_result` has the refused rows."""
    entries = []
    for kind in FILE_KINDS.values():
        path = kind.find_in(folder)
        if path is not None:
            refusals = {refusal.row: refusal for refusal in dry_run_result.refused if refusal.file == path.name}
            entries.append(_file(path, kind, council, refusals) | {"counts": dry_run_result.files.get(path.name, {})})
    return entries


def _file(path: Path, kind: FileKind, council: Agency, refusals: dict[int, Any]) -> dict[str, Any]:
    mapping = mapping_for(path, kind, council)
    fields = [field for field in mapping.columns if field in mapping.required][:COLUMNS]
    fields += [field for field in mapping.columns if field not in mapping.required][: COLUMNS - len(fields)]
    table = open_table(path, mapping)
    places = [table.at(field) for field in fields]
    still_to_find = set(sorted(refusals)[:REFUSED_AT_MOST])
    rows = []
    for count, (number, cells) in enumerate(table.rows):
        if count < FIRST_ROWS or number in still_to_find:
            refused = refusals[number].sentence if number in refusals else ""
            rows.append({"number": number, "cells": [_as_written(cells[place]) for place in places], "refused": refused})
        still_to_find.discard(number)
        if count >= FIRST_ROWS and not still_to_find:
            break
    not_shown = len(refusals) - REFUSED_AT_MOST
    return {
        "file": path.name,
        "kind": kind.name,
        "called": kind.label,
        "head": [mapping.heading(name) for name in fields],
        "rows": rows,
        "more": max(not_shown, 0),
        "first": FIRST_ROWS,
    }


def _as_written(cell: str) -> str:
    """Return a cell without the midnight that a workbook adds to each date."""
    return cell.removesuffix(" 00:00:00") if cell[2:3] == "/" else cell
