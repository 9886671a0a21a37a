"""Which parts of a child's record a person may read, following the partnership's matrix of roles and records.

Visibility (`access.visibility`) decides which children; this module decides what of each.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from waylight.accounts.roles import (
    KNOWS_OF_POLICE_LOG,
    LIVING_HERE,
    READS_ALL_RISK,
    READS_CHECK,
    READS_POLICE_LOG,
    READS_WORDS,
    REFERRED,
    WHOLE_FORCE,
    Role,
)
from waylight.episodes.choices import Assessor
from waylight.episodes.models import LogLine, RiskAssessment
from waylight.placements.labels import POLICE_HELD, flag_words
from waylight.placements.models import Flag

POLICE_SOURCES = frozenset({"POLICE", POLICE_HELD})


@dataclass(frozen=True)
class Reader:
    roles: frozenset[Role]

    def _has_role(self, roles: frozenset[Role]) -> bool:
        return not self.roles.isdisjoint(roles)

    @property
    def works_the_case(self) -> bool:
        """Whether the reader works the case; homes and interview providers learn what was done, not every reason given."""
        return not self.roles <= (LIVING_HERE | REFERRED)

    @property
    def reads_words(self) -> bool:
        return self._has_role(READS_WORDS)

    @property
    def reads_check(self) -> bool:
        return self._has_role(READS_CHECK)

    @property
    def knows_how_check_went(self) -> bool:
        return self.reads_check or self._has_role(REFERRED)

    def visible_risks(self, risks: Iterable[RiskAssessment]) -> list[RiskAssessment]:
        """Return every agency's view of the risk; for a home, only its own."""
        return [risk for risk in risks if self._has_role(READS_ALL_RISK) or risk.agency == Assessor.CARER]

    @property
    def knows_of_police_lines(self) -> bool:
        return self._has_role(READS_POLICE_LOG | KNOWS_OF_POLICE_LOG)

    def knows_of_line(self, line: LogLine) -> bool:
        return line.side != Assessor.POLICE or self.knows_of_police_lines

    def reads_line(self, line: LogLine) -> bool:
        """Whether the reader may read a line. Police lines are read by the police, and by the council and home once shared."""
        return (
            line.side != Assessor.POLICE
            or self._has_role(READS_POLICE_LOG)
            or (line.shared and self._has_role(KNOWS_OF_POLICE_LOG))
        )

    def knows_of_flag(self, flag: Flag) -> bool:
        return self.works_the_case or not is_police_flag(flag)

    def reads_flag(self, flag: Flag) -> bool:
        """Whether the reader learns what the flag says: only the police read police intelligence."""
        return self.knows_of_flag(flag) and (POLICE_HELD not in {flag.kind, flag.source} or self._has_role(WHOLE_FORCE))

    def flag_label(self, flag: Flag) -> str:
        """Return the flag in words; police intelligence is "Police marker" to other agencies."""
        return flag_words(flag.kind, flag.level) if self.reads_flag(flag) else "Police marker"

    def flag_labels(self, flags: Iterable[Flag]) -> tuple[str, ...]:
        """Return the wordings of the flags that the reader may know of, without repeats."""
        return tuple(dict.fromkeys(self.flag_label(flag) for flag in flags if self.knows_of_flag(flag)))


def is_police_flag(flag: Flag) -> bool:
    return flag.source in POLICE_SOURCES
