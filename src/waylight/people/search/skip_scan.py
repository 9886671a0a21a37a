"""The distinct names that are similar to a typed one, read from an index by skipping from each name to the next.

This is a loose index scan: it reads each distinct name once, however many children have it, so its cost grows with the number of
names and not of children. It returns only names. The search then reads the children who have them, with the visibility rule.
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
    """A part of a name. Its value is also the start of the names of its columns."""

    FORENAME = "forename"
    SURNAME = "surname"

    @property
    def other(self) -> "NamePart":
        return NamePart.SURNAME if self is NamePart.FORENAME else NamePart.FORENAME


# Skips from sound to sound while they begin with the sound of the typed name, then within each sound from name to name.
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
# The forenames beside a surname, or the surnames beside a forename, that begin with certain letters.
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
# For an empty list of values, which SQL does not allow: sorts after every sound, and no sound begins with it.
_NO_MATCH = ("~", "~")


def similar_names(part: NamePart, councils: Collection[UUID], *, heard: Iterable[str], beginnings: Iterable[str]) -> set[str]:
    """Return these councils' forenames or surnames that sound as one of `heard` or begin with one of `beginnings`."""
    sound_rows = [(each,) for each in sorted(heard)] or [_NO_MATCH[:1]]
    beginning_rows = [(typed, sounds_like(typed)) for typed in sorted(beginnings)] or [_NO_MATCH]
    words = {"part": part.value, "heards": _placeholders(sound_rows), "beginnings": _placeholders(beginning_rows)}
    return {name for (name,) in _run(_SIMILAR_NAMES, councils, words, [*sound_rows, *beginning_rows])}


def names_beside(part: NamePart, councils: Collection[UUID], known: Sequence[Name]) -> set[Name]:
    """Return the whole names that have a `part` in `known`. Each known part comes with the first letters of the other part."""
    typed = [(sounds_like(name), name, low) for name, low in known]
    words = {"part": part.value, "other": part.other.value, "typed": _placeholders(typed)}
    found = _run(_NAMES_BESIDE, councils, words, typed)
    return {(name, other) if part is NamePart.FORENAME else (other, name) for name, other in found}


def names_borne_by_children(councils: Collection[UUID], names: Collection[Name], born: BornBetween) -> set[Name]:
    """Return the names that at least one child of these councils, born between these days, has."""
    rows = [(sounds_like(surname), surname, forename) for forename, surname in names]
    words = {"names": _placeholders(rows), "born": "AND entry.born_on BETWEEN %s AND %s" if born else ""}
    return set(_run(_NAMES_BORNE, councils, words, rows, councils_last=True, dates=born or ()))


def _run(
    statement: str, councils: Collection[UUID], words: dict[str, str], rows: Sequence[tuple[str, ...]], *,
    councils_last: bool = False, dates: Sequence[date] = (),
) -> list[Any]:  # fmt: skip
    """Return the rows of a statement. Its placeholders are the councils, then `rows`; with `councils_last`, `rows` come first."""
    keys = [models.UUIDField().get_db_prep_value(key, connection) for key in sorted(councils)]
    values = [value for row in rows for value in row]
    with connection.cursor() as cursor:
        parameters = [*values, *keys, *dates] if councils_last else [*keys, *values]
        cursor.execute(statement.format(councils=", ".join(["%s"] * len(keys)), **words), parameters)
        rows_found: list[Any] = cursor.fetchall()
        return rows_found


def _placeholders(rows: Sequence[tuple[str, ...]]) -> str:
    return ", ".join(f"({', '.join(['%s'] * len(row))})" for row in rows)
