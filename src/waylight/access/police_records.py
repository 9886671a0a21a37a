"""Who may read what the police record about a child: their lines in the log of an episode, their flags and their intelligence.

The force reads all of it. The council and the child's home know that a police line exists, and read it once the police share it.
Homes do not know of police flags; interview providers know of neither. Each rule takes the roles by which a person sees the
child.
"""

from waylight.accounts.roles import KNOWS_OF_POLICE_LOG, LIVING_HERE, READS_POLICE_LOG, REFERRED, WHOLE_FORCE, Role
from waylight.placements.labels import POLICE_HELD, flag_words
from waylight.placements.models import Flag

type Roles = frozenset[Role]

POLICE_SOURCES = frozenset({"POLICE", POLICE_HELD})


def knows_of_police_lines(roles: Roles) -> bool:
    """Return whether these roles may know that the police wrote a line, without reading it."""
    return not roles.isdisjoint(READS_POLICE_LOG | KNOWS_OF_POLICE_LOG)


def reads_police_line(roles: Roles, *, shared: bool) -> bool:
    """Return whether these roles may read a police line. `shared` says whether the police share it with partners."""
    return not roles.isdisjoint(READS_POLICE_LOG) or (shared and not roles.isdisjoint(KNOWS_OF_POLICE_LOG))


def is_police_flag(flag: Flag) -> bool:
    return flag.source in POLICE_SOURCES


def knows_of_flag(roles: Roles, flag: Flag) -> bool:
    """Return whether these roles may know that the flag exists. Homes and interview providers do not know of police flags."""
    return not is_police_flag(flag) or not roles <= (LIVING_HERE | REFERRED)


def reads_flag(roles: Roles, flag: Flag) -> bool:
    """Return whether these roles may read the flag. Only the force reads police intelligence."""
    return knows_of_flag(roles, flag) and (POLICE_HELD not in {flag.kind, flag.source} or not roles.isdisjoint(WHOLE_FORCE))


def flag_label(roles: Roles, flag: Flag) -> str:
    """Return the label of the flag, or "Police marker" for police intelligence that these roles may not read."""
    return flag_words(flag.kind, flag.level) if reads_flag(roles, flag) else "Police marker"
