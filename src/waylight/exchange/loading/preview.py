"""A file as a person sees it before it is loaded: its first rows, and those that will not load, each with its reason."""

from pathlib import Path
from typing import Any

from waylight.agencies.models import Agency
from waylight.exchange.files.spreadsheets import open_table
from waylight.exchange.loading.council_mappings import mapping_for
from waylight.exchange.loading.file_kinds import FILE_KINDS, FileKind
from waylight.exchange.loading.run import LoadResult

FIRST = 5
REFUSED_AT_MOST = 100
COLUMNS = 6


def preview_of(folder: Path, council: Agency, rehearsed: LoadResult) -> list[dict[str, Any]]:
    """One entry a file, in the order they load."""
    found = []
    for kind in FILE_KINDS.values():
        path = kind.find_in(folder)
        if path is not None:
            why = {refusal.row: refusal for refusal in rehearsed.refused if refusal.file == path.name}
            found.append(_file(path, kind, council, why) | {"counts": rehearsed.files.get(path.name, {})})
    return found


def _file(path: Path, kind: FileKind, council: Agency, why: dict[int, Any]) -> dict[str, Any]:
    mapping = mapping_for(path, kind, council)
    shown = [field for field in mapping.columns if field in mapping.required][:COLUMNS]
    shown += [field for field in mapping.columns if field not in mapping.required][: COLUMNS - len(shown)]
    table = open_table(path, mapping)
    places = [table.at(field) for field in shown]
    wanted = set(sorted(why)[:REFUSED_AT_MOST])
    rows = []
    for count, (number, cells) in enumerate(table.rows):
        if count < FIRST or number in wanted:
            refused = f"{why[number].reason}. {why[number].cure}" if number in why else ""
            rows.append({"number": number, "cells": [_as_seen(cells[place]) for place in places], "refused": refused})
        wanted.discard(number)
        if count >= FIRST and not wanted:
            break
    left = len(why) - REFUSED_AT_MOST
    return {
        "file": path.name,
        "kind": kind.name,
        "called": kind.label,
        "head": [mapping.heading(name) for name in shown],
        "rows": rows,
        "more": max(left, 0),
    }


def _as_seen(cell: str) -> str:
    """A workbook's day as people write it: a sheet keeps a midnight, and seconds, behind each."""
    return cell.removesuffix(" 00:00:00") if cell[2:3] == "/" else cell
