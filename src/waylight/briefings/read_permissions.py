"""What someone may read of one child, record by record: lines of the log, views of the risk, flags and duties.

The answers come from the disclosure policy (`access.disclosure`). Visibility (`access.visibility`) decides which children.
"""

from collections.abc import Iterable

from waylight.access import police_records
from waylight.access.disclosure import Reader
from waylight.duties.duty import DutyCode
from waylight.episodes.choices import Assessor
from waylight.episodes.models import LogLine, RiskAssessment
from waylight.episodes.record_parts import COUNCIL_LINES, RISK
from waylight.placements.models import Flag


class RecordReader(Reader):
    """A reader of one child's records, by the roles that let them see the child."""

    def visible_risks(self, risks: Iterable[RiskAssessment]) -> list[RiskAssessment]:
        """Return every agency's view of the risk; for a reader of the minimum, only the carer's own."""
        if self.reads(RISK):
            return list(risks)
        return [risk for risk in risks if self.knows_of(RISK) and risk.agency == Assessor.CARER]

    def knows_of_duty(self, code: str) -> bool:
        """Return whether the reader may know of a duty: agreeing a low risk tells that another agency set one."""
        return code != DutyCode.JOINT_RISK or self.reads(RISK)

    @property
    def knows_of_police_lines(self) -> bool:
        return self.knows_of(police_records.POLICE_LINES)

    def knows_of_line(self, line: LogLine) -> bool:
        return self.knows_of(police_records.POLICE_LINES if line.side == Assessor.POLICE else COUNCIL_LINES)

    def reads_line(self, line: LogLine) -> bool:
        if line.side != Assessor.POLICE:
            return self.reads(COUNCIL_LINES)
        return police_records.reads_police_line(self, shared=line.shared)

    def knows_of_flag(self, flag: Flag) -> bool:
        return self.knows_of(police_records.part_of(flag))

    def reads_flag(self, flag: Flag) -> bool:
        return self.reads(police_records.part_of(flag))

    def flag_label(self, flag: Flag) -> str:
        return police_records.flag_label(self, flag)

    def flag_labels(self, flags: Iterable[Flag]) -> tuple[str, ...]:
        """Return the wordings of the flags that the reader may know of, without repeats."""
        return tuple(dict.fromkeys(self.flag_label(flag) for flag in flags if self.knows_of_flag(flag)))
