"""Which names there are near what was typed: read by leaping through an index from one name to the next.

However many children bear a name it is read once and then passed over, so this costs as much among a million children
as among a thousand with as many names. What it gives is names, not children: whoever bears them is asked for through
the door.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db import connection, models

from waylight.people.names import sounds_like

type Name = tuple[str, str]  # forename, surname
type Born = tuple[date, date] | None


class Part(StrEnum):
    """Which half of a name; also how its columns begin."""

    FORENAME = "forename"
    SURNAME = "surname"

    @property
    def other(self) -> "Part":
        return Part.SURNAME if self is Part.FORENAME else Part.FORENAME


# From sound to sound for as long as they begin as the typed name sounds, then in each sound from name to name.
_NEAR = """
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
# The forenames beside a surname, or the surnames beside a forename, that begin as asked.
_BESIDE = """
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
_BORNE = """
    WITH wanted(heard, surname, forename) AS (VALUES {names})
    SELECT forename, surname FROM wanted WHERE (
        SELECT 1 FROM search_name entry
        WHERE entry.council_id IN ({councils}) AND entry.surname_heard = wanted.heard
        AND entry.surname_key = wanted.surname AND entry.forename_key = wanted.forename {born} LIMIT 1
    ) IS NOT NULL
"""
# Sorts after every sound, and no sound begins so.
_NONE = ("~", "~")


def near(part: Part, councils: Collection[UUID], *, heard: Iterable[str], beginnings: Iterable[str]) -> set[str]:
    """The forenames or surnames of these councils' children that sound like one of `heard`, or begin as typed."""
    heards = [(each,) for each in sorted(heard)] or [_NONE[:1]]
    begun = [(typed, sounds_like(typed)) for typed in sorted(beginnings)] or [_NONE]
    words = {"part": part.value, "heards": _marks(heards), "beginnings": _marks(begun)}
    return {name for (name,) in _read(_NEAR, councils, words, [*heards, *begun])}


def beside(part: Part, councils: Collection[UUID], known: Sequence[Name]) -> set[Name]:
    """The whole names of which this part is as given; each comes with how the other part should begin."""
    typed = [(sounds_like(name), name, low) for name, low in known]
    words = {"part": part.value, "other": part.other.value, "typed": _marks(typed)}
    found = _read(_BESIDE, councils, words, typed)
    return {(name, other) if part is Part.FORENAME else (other, name) for name, other in found}


def borne(councils: Collection[UUID], names: Collection[Name], born: Born) -> set[Name]:
    """Those of the names that a child of these councils bears, born within those days."""
    rows = [(sounds_like(surname), surname, forename) for forename, surname in names]
    words = {"names": _marks(rows), "born": "AND entry.born_on BETWEEN %s AND %s" if born else ""}
    return set(_read(_BORNE, councils, words, rows, last=True, more=born or ()))


def _read(
    statement: str, councils: Collection[UUID], words: dict[str, str], rows: Sequence[tuple[str, ...]], *,
    last: bool = False, more: Sequence[date] = (),
) -> list[Any]:  # fmt: skip
    """What a statement gives; its marks stand for the councils and then the rows, or the other way about."""
    places = [models.UUIDField().get_db_prep_value(key, connection) for key in sorted(councils)]
    said = [value for row in rows for value in row]
    with connection.cursor() as cursor:
        marks = ", ".join(["%s"] * len(places))
        given = [*said, *places, *more] if last else [*places, *said]
        cursor.execute(statement.format(councils=marks, **words), given)
        rows_found: list[Any] = cursor.fetchall()
        return rows_found


def _marks(rows: Sequence[tuple[str, ...]]) -> str:
    return ", ".join(f"({', '.join(['%s'] * len(row))})" for row in rows)
