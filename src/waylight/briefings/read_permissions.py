"""Which parts of a child's record a person may read, following the partnership's matrix of roles and records.

`access.visibility` decides which children a person sees; this module decides which parts of their records. The rules about what
the police record are in `access.police_records`.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from waylight.access import police_records
from waylight.accounts.roles import LIVING_HERE, READS_ALL_RISK, READS_CHECK, READS_WORDS, REFERRED, Role
from waylight.episodes.choices import Assessor
from waylight.episodes.models import LogLine, RiskAssessment
from waylight.placements.models import Flag

JOINT_RISK = "joint-risk"


@dataclass(frozen=True)
class Reader:
    roles: frozenset[Role]

    def _has_role(self, roles: frozenset[Role]) -> bool:
        return not self.roles.isdisjoint(roles)

    @property
    def works_the_case(self) -> bool:
        """Whether the reader works on the case. Homes and interview providers do not: they read what was done but not why."""
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

    def knows_of_duty(self, code: str) -> bool:
        """Return whether the reader may know of a duty: agreeing a low risk tells that another agency set one."""
        return code != JOINT_RISK or self._has_role(READS_ALL_RISK)

    @property
    def knows_of_police_lines(self) -> bool:
        return police_records.knows_of_police_lines(self.roles)

    def knows_of_line(self, line: LogLine) -> bool:
        return line.side != Assessor.POLICE or self.knows_of_police_lines

    def reads_line(self, line: LogLine) -> bool:
        return line.side != Assessor.POLICE or police_records.reads_police_line(self.roles, shared=line.shared)

    def knows_of_flag(self, flag: Flag) -> bool:
        return police_records.knows_of_flag(self.roles, flag)

    def reads_flag(self, flag: Flag) -> bool:
        return police_records.reads_flag(self.roles, flag)

    def flag_label(self, flag: Flag) -> str:
        return police_records.flag_label(self.roles, flag)

    def flag_labels(self, flags: Iterable[Flag]) -> tuple[str, ...]:
        """Return the different labels of the flags of which the reader may know."""
        return tuple(dict.fromkeys(self.flag_label(flag) for flag in flags if self.knows_of_flag(flag)))
