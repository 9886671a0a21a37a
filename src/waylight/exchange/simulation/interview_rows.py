"""The provider's rows about one child: which interviews were offered, held, declined or not made."""

import random
from collections.abc import Iterator

from waylight.exchange.simulation import profile
from waylight.exchange.simulation.clock_text import DAY, existing_minute
from waylight.exchange.simulation.plan import PackCounts, Plan
from waylight.exchange.simulation.police_rows import RareRows
from waylight.exchange.simulation.simulated_children import SimulatedChild, SimulatedEpisode
from waylight.exchange.simulation.workbook import Cell, Day, Minute

TITLE = "Return interview provider: quarterly return"
HEADINGS = (
    "Incident ref(s)", "Young person", "DOB", "Offered", "Outcome", "Interview held", "Mode", "Worker", "Reason declined",
    "Push factors", "Pull factors", "Harm disclosed",
)  # fmt: skip
SOON = 3 * DAY
COMPLETED = "Completed"


class InterviewRows:
    def __init__(self, plan: Plan, counts: PackCounts) -> None:
        self.plan, self.counts = plan, counts
        self.chance = random.Random(f"{plan.seed} interviews")
        self.unknown = RareRows(0 if plan.clean else profile.UNKNOWN_INCIDENT)
        self.unknown.balance = 1.0 if not plan.clean else 0.0  # so that even a small pack has such a row

    def of(self, child: SimulatedChild) -> Iterator[list[Cell]]:
        """Yield a row for each interview recorded by the end of the plan."""
        ended = [episode for episode in child.episodes if episode.ended is not None]
        place = 0
        while place < len(ended):
            covered = self._covered(ended, place)
            place += len(covered)
            next_episode = child.episodes[place] if place < len(child.episodes) else None
            row = self._row(child, covered, next_episode)
            if row:
                self.counts.interview_rows += 1
                yield row
            if self.unknown.due():
                self.counts.interview_rows += 1
                self.counts.interviews_refused += 1
                yield [f"{self.plan.letters}000000-0000", *(row or ["", "", "", "", COMPLETED])[1:5]]

    def _covered(self, ended: list[SimulatedEpisode], place: int) -> list[SimulatedEpisode]:
        """Return the episodes of one interview: sometimes two, when the second began within three days of the first return."""
        pair = ended[place : place + 2]
        together = len(pair) == 2 and pair[1].began - (pair[0].ended or 0) < SOON  # noqa: PLR2004 - a pair
        return pair if together and self.chance.random() < profile.ONE_INTERVIEW_FOR_TWO else pair[:1]

    def _row(
        self, child: SimulatedChild, covered: list[SimulatedEpisode], next_episode: SimulatedEpisode | None
    ) -> list[Cell] | None:
        chance, ends = self.chance, self.plan.ends
        returned = covered[-1].ended or ends
        if chance.random() < profile.UNRECORDED:
            return None
        outcome = self._outcome(covered, returned, next_episode)
        offered = existing_minute(returned + profile.UNTIL_OFFERED(chance))
        held = existing_minute(returned + profile.UNTIL_HELD(chance)) if outcome == COMPLETED else None
        if held is not None and held <= offered:
            offered = existing_minute(returned + (held - returned) // 2)
        if offered >= ends:
            return None
        if held is not None and held >= ends:
            outcome, held = "", None
        return [
            ";".join(episode.reference for episode in covered), f"{child.forename} {child.surname}", Day(child.born),
            None if outcome == "Not offered" else Minute(offered), outcome, None if held is None else Minute(held),
            profile.MODE(chance) if held else None,
            self.plan.interviewers[int(chance.random() * len(self.plan.interviewers))],
            profile.DECLINED_BECAUSE(chance) if outcome.startswith("Declined") else None,
            *(self._factors_and_harm() if held else (None, None, None)),
        ]  # fmt: skip

    def _outcome(self, covered: list[SimulatedEpisode], returned: int, next_episode: SimulatedEpisode | None) -> str:
        if len(covered) > 1:
            return COMPLETED
        outcome = profile.OUTCOME(self.chance)
        gone_again = next_episode is not None and next_episode.began - returned < 4 * DAY
        if outcome == "Missing again" and not gone_again:
            return COMPLETED
        if outcome == COMPLETED and gone_again and self.chance.random() < 0.12:  # noqa: PLR2004 - gone before it could be held
            return "Missing again"
        return outcome

    def _factors_and_harm(self) -> tuple[str, str, str | None]:
        chance = self.chance
        push = dict.fromkeys(profile.PUSH(chance) for _ in range(1 + int(chance.random() * 3)))
        pull = dict.fromkeys(profile.PULL(chance) for _ in range(1 + int(chance.random() * 2)))
        return ", ".join(push), ", ".join(pull), "Yes" if chance.random() < profile.HARM else None
