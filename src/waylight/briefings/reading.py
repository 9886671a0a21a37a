"""What a person may read of a record they may open: the partnership's agreement, part by part."""

from collections.abc import Iterable
from dataclasses import dataclass

from waylight.accounts.roles import (
    KNOWS_OF_POLICE_LOG,
    LIVING_HERE,
    READS_ALL_RISK,
    READS_CHECK,
    READS_WORDS,
    REFERRED,
    WHOLE_FORCE,
    Role,
)
from waylight.episodes.models import LogLine, RiskAssessment
from waylight.episodes.words import Assessor
from waylight.placements.models import Flag
from waylight.placements.words import POLICE_HELD, flag_words

POLICE_SOURCES = frozenset({"POLICE", POLICE_HELD})


@dataclass(frozen=True)
class Reader:
    roles: frozenset[Role]

    def _any(self, roles: frozenset[Role]) -> bool:
        return not self.roles.isdisjoint(roles)

    @property
    def works_the_case(self) -> bool:
        """Homes and interview providers are told what was done, not everything that was said."""
        return not self.roles <= (LIVING_HERE | REFERRED)

    @property
    def reads_words(self) -> bool:
        return self._any(READS_WORDS)

    @property
    def reads_check(self) -> bool:
        return self._any(READS_CHECK)

    @property
    def knows_how_check_went(self) -> bool:
        return self.reads_check or self._any(REFERRED)

    def risks(self, risks: Iterable[RiskAssessment]) -> list[RiskAssessment]:
        """Every agency's view; a home reads its own."""
        return [risk for risk in risks if self._any(READS_ALL_RISK) or risk.agency == Assessor.CARER]

    def knows_of(self, line: LogLine) -> bool:
        return self.reads_line(line) or self._any(KNOWS_OF_POLICE_LOG)

    def reads_line(self, line: LogLine) -> bool:
        """The police's lines stay theirs unless they share one."""
        return line.side != Assessor.POLICE or line.shared or self._any(WHOLE_FORCE)

    def sees_flag(self, flag: Flag) -> bool:
        return self.works_the_case or not by_police(flag)

    def flag(self, flag: Flag) -> str:
        """A flag in words; what the police hold as intelligence is only a "police marker" to anyone else."""
        if POLICE_HELD in {flag.kind, flag.source} and not self._any(WHOLE_FORCE):
            return "Police marker"
        return flag_words(flag.kind, flag.level)


def by_police(flag: Flag) -> bool:
    """Whether the police hold it, rather than the council."""
    return flag.source in POLICE_SOURCES
