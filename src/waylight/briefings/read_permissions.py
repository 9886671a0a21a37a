"""What someone may read of one child, record by record: lines of the log, views of the risk, flags and duties.

The answers come from the disclosure policy (`access.disclosure`). Visibility (`access.visibility`) decides which children.
"""

from collections.abc import Iterable
from dataclasses import replace

from waylight.access import police_records
from waylight.access.disclosure import Reader, RecordPart
from waylight.briefings.clocks import DutyStatus
from waylight.duties.duty import DutyCode, level_of_meeting
from waylight.episodes.choices import Assessor
from waylight.episodes.models import LogLine, RiskAssessment
from waylight.episodes.record_parts import COUNCIL_LINES, MEETINGS, RISK, SAFE_AND_WELL_RESULT
from waylight.interviews.models import Interview
from waylight.interviews.record_parts import INTERVIEW_PROCESS
from waylight.placements.models import Flag

NOT_SHARED = "not shared with you"
INTERVIEWER_DUTIES = frozenset({DutyCode.FIRST_OFFER, DutyCode.RETURN_INTERVIEW, DutyCode.WRITE_UP})


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

    def reads_details_of_duty(self, code: str) -> bool:
        """Return whether the reader reads why a duty stopped, and to whom it is assigned."""
        part = _part_of_duty(code)
        return part is None or self.reads(part)

    def readable_duty(self, duty: DutyStatus) -> DutyStatus:
        """Return the duty without the reason and the person that the reader may not read."""
        if self.reads_details_of_duty(duty.code):
            return duty
        is_assigned = duty.code in INTERVIEWER_DUTIES and (duty.person or duty.interview)
        person = f"someone ({NOT_SHARED})" if is_assigned else duty.person
        return replace(duty, reason=NOT_SHARED if duty.stopped else "", person=person)

    def interview_minimum(self, interview: Interview) -> str:
        """Return "Allocated", "Held" or "Ended" for a reader of the minimum, and "" for one who reads how it is arranged."""
        if self.reads(INTERVIEW_PROCESS):
            return ""
        return "Held" if interview.held_at else "Ended" if interview.is_over else "Allocated"

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


def _part_of_duty(code: str) -> RecordPart | None:
    """Return the part of the record that the details of a duty belong to, if they belong to one of their own."""
    if code in INTERVIEWER_DUTIES or code == DutyCode.INTERVIEW_ALLOCATED:
        return INTERVIEW_PROCESS
    if code == DutyCode.CHECK:
        return SAFE_AND_WELL_RESULT
    return MEETINGS if level_of_meeting(code) is not None else None
