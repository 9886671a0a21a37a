"""The provider's return of one life: which interviews were offered, held, declined or never made."""

import random
from collections.abc import Iterator

from waylight.exchange.simulation import profile
from waylight.exchange.simulation.clock_text import DAY, shown
from waylight.exchange.simulation.lives import Absence, Life
from waylight.exchange.simulation.plan import PackCounts, Plan
from waylight.exchange.simulation.police_rows import Owing
from waylight.exchange.simulation.workbook import Cell, Day, Minute

TITLE = "Return interview provider: quarterly return"
HEADINGS = (
    "Incident ref(s)", "Young person", "DOB", "Offered", "Outcome", "Interview held", "Mode", "Worker", "Reason declined",
    "Push factors", "Pull factors", "Harm disclosed",
)  # fmt: skip
SOON = 3 * DAY
COMPLETED = "Completed"


class InterviewRows:
    def __init__(self, plan: Plan, written: PackCounts) -> None:
        self.plan, self.written = plan, written
        self.chance = random.Random(f"{plan.seed} interviews")
        self.unknown = Owing(0 if plan.clean else profile.UNKNOWN_INCIDENT)
        self.unknown.owed = 1.0 if not plan.clean else 0.0  # even a small pack has one

    def of(self, life: Life) -> Iterator[list[Cell]]:
        """A row for each interview that is known of by the end of the plan."""
        over = [absence for absence in life.absences if absence.ended is not None]
        place = 0
        while place < len(over):
            covered = self._covered(over, place)
            place += len(covered)
            after = life.absences[place] if place < len(life.absences) else None
            row = self._row(life, covered, after)
            if row:
                self.written.interview_rows += 1
                yield row
            if self.unknown.due():
                self.written.interview_rows += 1
                self.written.interviews_refused += 1
                yield [f"{self.plan.letters}000000-0000", *(row or ["", "", "", "", COMPLETED])[1:5]]

    def _covered(self, over: list[Absence], place: int) -> list[Absence]:
        """One interview may cover two episodes, when the second follows before the first could be talked about."""
        here = over[place : place + 2]
        together = len(here) == 2 and here[1].began - (here[0].ended or 0) < SOON  # noqa: PLR2004 - a pair
        return here if together and self.chance.random() < profile.ONE_INTERVIEW_FOR_TWO else here[:1]

    def _row(self, life: Life, covered: list[Absence], after: Absence | None) -> list[Cell] | None:
        chance, ends = self.chance, self.plan.ends
        back = covered[-1].ended or ends
        if chance.random() < profile.UNRECORDED:
            return None
        outcome = self._outcome(covered, back, after)
        offered = shown(back + profile.UNTIL_OFFERED(chance))
        held = shown(back + profile.UNTIL_HELD(chance)) if outcome == COMPLETED else None
        if held is not None and held <= offered:
            offered = shown(back + (held - back) // 2)
        if offered >= ends:
            return None
        if held is not None and held >= ends:
            outcome, held = "", None
        return [
            ";".join(absence.reference for absence in covered), f"{life.forename} {life.surname}", Day(life.born),
            None if outcome == "Not offered" else Minute(offered), outcome, None if held is None else Minute(held),
            profile.MODE(chance) if held else None,
            self.plan.interviewers[int(chance.random() * len(self.plan.interviewers))],
            profile.DECLINED_BECAUSE(chance) if outcome.startswith("Declined") else None,
            *(self._said() if held else (None, None, None)),
        ]  # fmt: skip

    def _outcome(self, covered: list[Absence], back: int, after: Absence | None) -> str:
        if len(covered) > 1:
            return COMPLETED
        outcome = profile.OUTCOME(self.chance)
        gone_again = after is not None and after.began - back < 4 * DAY
        if outcome == "Missing again" and not gone_again:
            return COMPLETED
        if outcome == COMPLETED and gone_again and self.chance.random() < 0.12:  # noqa: PLR2004 - gone before it could be held
            return "Missing again"
        return outcome

    def _said(self) -> tuple[str, str, str | None]:
        chance = self.chance
        push = dict.fromkeys(profile.PUSH(chance) for _ in range(1 + int(chance.random() * 3)))
        pull = dict.fromkeys(profile.PULL(chance) for _ in range(1 + int(chance.random() * 2)))
        return ", ".join(push), ", ".join(pull), "Yes" if chance.random() < profile.HARM else None
