"""Who may read what the police hold about a child: their lines of an episode's log, their flags and their intelligence."""

from waylight.access.disclosure import Reader, RecordPart, register
from waylight.access.matrix_columns import (
    CARERS,
    COORDINATOR,
    COUNCIL,
    EXPLOITATION_HUB,
    FRONT_DOOR,
    MANAGEMENT,
    OTHER_AUTHORITY,
    POLICE_OF_ALL_KINDS,
    REVIEWING,
    SOCIAL_WORK,
    WORKS_THE_CASE,
)
from waylight.access.record_parts import COUNCIL_FLAGS
from waylight.accounts.roles import Role
from waylight.agencies.police_sources import POLICE_INTELLIGENCE, POLICE_SOURCES
from waylight.placements.labels import flag_words
from waylight.placements.models import Flag

POLICE_LINES = register(
    RecordPart(
        code="police_lines",
        name="Police lines of an episode's log",
        reads=POLICE_OF_ALL_KINDS,
        knows=COUNCIL | CARERS | EXPLOITATION_HUB | OTHER_AUTHORITY | {Role.AUDITOR},
        minimum="that the police wrote a line; its words once the police share it",
    )
)
POLICE_FLAGS = register(RecordPart(code="police_flags", name="Flags of the police", reads=WORKS_THE_CASE))
INTELLIGENCE = register(
    RecordPart(
        code="police_intelligence",
        name="Police intelligence",
        reads=POLICE_OF_ALL_KINDS | FRONT_DOOR | EXPLOITATION_HUB,
        knows=COORDINATOR | SOCIAL_WORK | MANAGEMENT | REVIEWING,
        minimum="that there is a police marker",
    )
)


def reads_police_line(reader: Reader, *, shared: bool) -> bool:
    """Return whether the reader reads the words of a police line; `shared` is whether the police share it with partners."""
    return reader.reads(POLICE_LINES) or (shared and reader.knows_of(POLICE_LINES))


def is_police_flag(flag: Flag) -> bool:
    return flag.source in POLICE_SOURCES


def part_of(flag: Flag) -> RecordPart:
    """Return the part of the record that a flag belongs to."""
    if POLICE_INTELLIGENCE in {flag.kind, flag.source}:
        return INTELLIGENCE
    return POLICE_FLAGS if is_police_flag(flag) else COUNCIL_FLAGS


def flag_label(reader: Reader, flag: Flag) -> str:
    """Return the flag in words, or "Police marker" for police intelligence that the reader does not read."""
    return flag_words(flag.kind, flag.level) if reader.reads(part_of(flag)) else "Police marker"
