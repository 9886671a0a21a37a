"""Who may read what the police hold about a child: their lines of an episode's log, their flags and their intelligence.

The force reads all of it. The council and the child's home know that a police line exists, and read it once the police share it.
Interview providers do not learn of police lines or police flags. Each rule takes the roles by which someone sees the child.
"""

from waylight.accounts.roles import KNOWS_OF_POLICE_LOG, LIVING_HERE, READS_POLICE_LOG, REFERRED, WHOLE_FORCE, Role
from waylight.placements.labels import POLICE_HELD, flag_words
from waylight.placements.models import Flag

type Roles = frozenset[Role]

POLICE_SOURCES = frozenset({"POLICE", POLICE_HELD})


def knows_of_police_lines(roles: Roles) -> bool:
    """Return whether these roles may learn that the police wrote a line, without its words."""
    return not roles.isdisjoint(READS_POLICE_LOG | KNOWS_OF_POLICE_LOG)


def reads_police_line(roles: Roles, *, shared: bool) -> bool:
    """Return whether these roles read the words of a police line; `shared` is whether the police share it with partners."""
    return not roles.isdisjoint(READS_POLICE_LOG) or (shared and not roles.isdisjoint(KNOWS_OF_POLICE_LOG))


def is_police_flag(flag: Flag) -> bool:
    return flag.source in POLICE_SOURCES


def knows_of_flag(roles: Roles, flag: Flag) -> bool:
    """Return whether these roles may learn that the flag exists: homes and interview providers do not learn of police flags."""
    return not is_police_flag(flag) or not roles <= (LIVING_HERE | REFERRED)


def reads_flag(roles: Roles, flag: Flag) -> bool:
    """Return whether these roles read what the flag says: only the force reads police intelligence."""
    return knows_of_flag(roles, flag) and (POLICE_HELD not in {flag.kind, flag.source} or not roles.isdisjoint(WHOLE_FORCE))


def flag_label(roles: Roles, flag: Flag) -> str:
    """Return the flag in words, or "Police marker" for police intelligence that these roles do not read."""
    return flag_words(flag.kind, flag.level) if reads_flag(roles, flag) else "Police marker"
