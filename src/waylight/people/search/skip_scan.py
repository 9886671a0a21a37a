"""The distinct names like a typed one, read from an index by skipping from each name to the next (a loose index scan).

Each distinct name is read once, however many children have it, so the cost grows with the names and not with the children. The
results are names only; the children who have them are read with the visibility rule.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db import connection, models

from waylight.people.names import sounds_like

type Name = tuple[str, str]  # forename, surname
type BornBetween = tuple[date, date] | None


class NamePart(StrEnum):
    """A part of a name; its value is also the start of its column names."""

    FORENAME = "forename"
    SURNAME = "surname"

    @property
    def other(self) -> "NamePart":
        return NamePart.SURNAME if self is NamePart.FORENAME else NamePart.FORENAME


# Skips from sound to sound while they begin as the typed name sounds, then within each sound from name to name.
_SIMILAR_NAMES = """
    WITH RECURSIVE council(id) AS (SELECT id FROM agency WHERE id IN ({councils})),
    sound(heard) AS (VALUES {heards}),
    typed(low, begins) AS (VALUES {beginnings}),
    begun(council, low, begins, heard) AS (
        SELECT council.id, low, begins, (
            SELECT entry.{part}_heard FROM search_name entry
            WHERE entry.council_id = council.id AND entry.{part}_heard >= typed.begins ORDER BY entry.{part}_heard LIMIT 1
        ) FROM council CROSS JOIN typed
        UNION ALL
        SELECT council, low, begins, (
            SELECT entry.{part}_heard FROM search_name entry
            WHERE entry.council_id = begun.council AND entry.{part}_heard > begun.heard ORDER BY entry.{part}_heard LIMIT 1
        ) FROM begun WHERE substr(heard, 1, length(begins)) = begins
    ),
    place(council, heard, low) AS (
        SELECT council.id, heard, '' FROM council CROSS JOIN sound
        UNION SELECT council, heard, low FROM begun WHERE substr(heard, 1, length(begins)) = begins
    ),
    found(council, heard, low, name) AS (
        SELECT council, heard, low, (
            SELECT entry.{part}_key FROM search_name entry
            WHERE entry.council_id = place.council AND entry.{part}_heard = place.heard AND entry.{part}_key >= place.low
            ORDER BY entry.{part}_key LIMIT 1
        ) FROM place
        UNION ALL
        SELECT council, heard, low, (
            SELECT entry.{part}_key FROM search_name entry
            WHERE entry.council_id = found.council AND entry.{part}_heard = found.heard AND entry.{part}_key > found.name
            ORDER BY entry.{part}_key LIMIT 1
        ) FROM found WHERE substr(name, 1, length(low)) = low
    )
    SELECT DISTINCT name FROM found WHERE substr(name, 1, length(low)) = low
"""
# The forenames that occur with a surname, or the surnames with a forename, that begin with given letters.
_NAMES_BESIDE = """
    WITH RECURSIVE council(id) AS (SELECT id FROM agency WHERE id IN ({councils})),
    typed(heard, known, low) AS (VALUES {typed}),
    found(council, heard, known, low, name) AS (
        SELECT council.id, heard, known, low, (
            SELECT entry.{other}_key FROM search_name entry
            WHERE entry.council_id = council.id AND entry.{part}_heard = typed.heard AND entry.{part}_key = typed.known
            AND entry.{other}_key >= typed.low ORDER BY entry.{other}_key LIMIT 1
        ) FROM council CROSS JOIN typed
        UNION ALL
        SELECT council, heard, known, low, (
            SELECT entry.{other}_key FROM search_name entry
            WHERE entry.council_id = found.council AND entry.{part}_heard = found.heard AND entry.{part}_key = found.known
            AND entry.{other}_key > found.name ORDER BY entry.{other}_key LIMIT 1
        ) FROM found WHERE substr(name, 1, length(low)) = low
    )
    SELECT DISTINCT known, name FROM found WHERE substr(name, 1, length(low)) = low
"""
_NAMES_BORNE = """
    WITH wanted(heard, surname, forename) AS (VALUES {names})
    SELECT forename, surname FROM wanted WHERE (
        SELECT 1 FROM search_name entry
        WHERE entry.council_id IN ({councils}) AND entry.surname_heard = wanted.heard
        AND entry.surname_key = wanted.surname AND entry.forename_key = wanted.forename {born} LIMIT 1
    ) IS NOT NULL
"""
# Sorts after every sound, and no sound begins with it.
_NO_MATCH = ("~", "~")


def similar_names(part: NamePart, councils: Collection[UUID], *, heard: Iterable[str], beginnings: Iterable[str]) -> set[str]:
    """Return the forenames or surnames of these councils' children that sound like one of `heard` or begin with a typed text."""
    heards = [(each,) for each in sorted(heard)] or [_NO_MATCH[:1]]
    begun = [(typed, sounds_like(typed)) for typed in sorted(beginnings)] or [_NO_MATCH]
    words = {"part": part.value, "heards": _placeholders(heards), "beginnings": _placeholders(begun)}
    return {name for (name,) in _run(_SIMILAR_NAMES, councils, words, [*heards, *begun])}


def names_beside(part: NamePart, councils: Collection[UUID], known: Sequence[Name]) -> set[Name]:
    """Return the whole names in which `part` is one of these names. Each comes with the letters the other part begins with."""
    typed = [(sounds_like(name), name, low) for name, low in known]
    words = {"part": part.value, "other": part.other.value, "typed": _placeholders(typed)}
    found = _run(_NAMES_BESIDE, councils, words, typed)
    return {(name, other) if part is NamePart.FORENAME else (other, name) for name, other in found}


def names_borne_by_children(councils: Collection[UUID], names: Collection[Name], born: BornBetween) -> set[Name]:
    """Return those of the names that a child of these councils, born between these days, has."""
    rows = [(sounds_like(surname), surname, forename) for forename, surname in names]
    words = {"names": _placeholders(rows), "born": "AND entry.born_on BETWEEN %s AND %s" if born else ""}
    return set(_run(_NAMES_BORNE, councils, words, rows, councils_last=True, more=born or ()))


def _run(
    statement: str, councils: Collection[UUID], words: dict[str, str], rows: Sequence[tuple[str, ...]], *,
    councils_last: bool = False, more: Sequence[date] = (),
) -> list[Any]:  # fmt: skip
    """Run a statement whose placeholders are the councils and then the rows; with `councils_last`, the rows come first."""
    keys = [models.UUIDField().get_db_prep_value(key, connection) for key in sorted(councils)]
    values = [value for row in rows for value in row]
    with connection.cursor() as cursor:
        parameters = [*values, *keys, *more] if councils_last else [*keys, *values]
        cursor.execute(statement.format(councils=", ".join(["%s"] * len(keys)), **words), parameters)
        rows_found: list[Any] = cursor.fetchall()
        return rows_found


def _placeholders(rows: Sequence[tuple[str, ...]]) -> str:
    return ", ".join(f"({', '.join(['%s'] * len(row))})" for row in rows)
