"""Duties that the product does not have yet, in the product's words: they show what a declaration can say."""

from datetime import time
from enum import StrEnum

from waylight.chronology.circumstances import Circumstance
from waylight.chronology.moments import Moment
from waylight.core.sources import WORKING_DEFAULT
from waylight.duties.duty import Duty
from waylight.duties.language.allowance import Allowance, Days, EarlierOf, Hours, WorkingDays
from waylight.duties.language.condition import Is, Under
from waylight.duties.language.recurrence import AfterTheLast, EachShift, Every, FixedSchedule
from waylight.duties.language.terms import DutyHolder, Escalation, Pause, Restart


class MadeUpMoment(StrEnum):
    RISK_CHANGED = "risk was given another level"
    RISK_REVIEWED = "risk was reviewed by a police supervisor"
    MEETING_DECIDED_AGAINST = "did not need a strategy meeting, as a manager recorded"
    STRATEGY_MEETING = "was discussed at a strategy meeting"
    STRATEGY_DISCUSSION = "was discussed by telephone"
    LONG_MISSING_REVIEWED = "was reviewed as missing for long"
    PLAN_REVIEWED = "plan was reviewed"
    CASE_CLOSED = "case was closed"
    IN_HOSPITAL = "was in hospital"
    OUT_OF_HOSPITAL = "left hospital"
    REVIEWING_OFFICER_TOLD = "reviewing officer was told"

    @property
    def ending_phrase(self) -> str:
        return f"the child {self.value}"


SHIFTS = EachShift((time(7), time(15), time(23)))
SOURCE = WORKING_DEFAULT.at("a made-up duty")


def police_review(level: str, within: Allowance, then: FixedSchedule, warn_after: Allowance | None = None) -> Duty:
    """The police supervisor reviews the risk at this level, first within a time of the report and then again and again."""
    return Duty(
        code=f"police-review-{level.lower()}",
        name=f"Police supervisor reviews a {level.lower()} risk",
        due_from=DutyHolder.POLICE,
        applies_if=Is(Circumstance.RISK, level),
        starts=Moment.REPORTED,
        within=within,
        then=then,
        restarts=(Restart(MadeUpMoment.RISK_CHANGED, "the level of risk changed"),),
        met_by=MadeUpMoment.RISK_REVIEWED,
        excused_by=frozenset({Moment.RETURNED}),
        warn_after=warn_after,
        escalates=(
            Escalation("the superintendent", Hours(24), from_the_first=True),
            Escalation("the superintendent", Hours(48), from_the_first=True),
        ),
        source=SOURCE,
    )


HIGH = police_review("HIGH", Hours(1), SHIFTS)
MEDIUM = police_review("MEDIUM", Hours(24), Every(Hours(24)), warn_after=Hours(12))
LOW = police_review("LOW", Hours(24), Every(Hours(24)))

STRATEGY_MEETING = Duty(
    code="strategy-meeting",
    name="Strategy meeting for a child still missing",
    due_from=DutyHolder.COUNCIL,
    starts=Moment.WENT_MISSING,
    within=EarlierOf(Hours(72), WorkingDays(3)),
    met_by=MadeUpMoment.STRATEGY_MEETING,
    also_met_by=frozenset({MadeUpMoment.STRATEGY_DISCUSSION}),
    excused_by=frozenset({Moment.RETURNED, MadeUpMoment.MEETING_DECIDED_AGAINST}),
    warn_after=Hours(48),
    escalates=(Escalation("the head of service", Hours(72)),),
    source=SOURCE,
)

LONG_MISSING = Duty(
    code="long-missing",
    name="Weekly review of a child still missing",
    due_from=DutyHolder.COUNCIL,
    starts=MadeUpMoment.STRATEGY_MEETING,
    within=Days(7),
    then=Every(Days(7)),
    met_by=MadeUpMoment.LONG_MISSING_REVIEWED,
    excused_by=frozenset({Moment.RETURNED}),
    escalates=(Escalation("the assistant director", Days(7), from_the_first=True),),
    source=SOURCE,
)

PLAN_REVIEW = Duty(
    code="plan-review",
    name="Plan reviewed",
    due_from=DutyHolder.COUNCIL,
    starts=MadeUpMoment.PLAN_REVIEWED,
    within=Days(90),
    then=AfterTheLast(Days(90)),
    restarts=(Restart(Moment.RETURNED, "the child came back from an episode", WorkingDays(5), never_later=True),),
    met_by=MadeUpMoment.PLAN_REVIEWED,
    excused_by=frozenset({MadeUpMoment.CASE_CLOSED}),
    source=SOURCE,
)

OFFICER_TOLD = Duty(
    code="officer-told",
    name="Reviewing officer told",
    due_from=DutyHolder.COUNCIL,
    applies_while=Is(Circumstance.LOOKED_AFTER) & Under(13),
    starts=Moment.WENT_MISSING,
    within=Hours(24),
    pauses=(Pause(MadeUpMoment.IN_HOSPITAL, MadeUpMoment.OUT_OF_HOSPITAL, "the child is in hospital"),),
    met_by=MadeUpMoment.REVIEWING_OFFICER_TOLD,
    source=SOURCE,
)
