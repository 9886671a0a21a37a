"""Four duties of the future, said in the language, and what their clocks say."""

from datetime import UTC, datetime

import pytest

from tests.duties.made_up_duties import HIGH, LONG_MISSING, LOW, MEDIUM, OFFICER_TOLD, PLAN_REVIEW, STRATEGY_MEETING, MadeUpMoment
from waylight.chronology.circumstances import Circumstance, CircumstancePeriod
from waylight.chronology.moments import Moment, Precision
from waylight.chronology.timeline import Occurrence, Timeline
from waylight.core.clock import ENGLAND
from waylight.duties.duty import Duty

CHANGED, REVIEWED = MadeUpMoment.RISK_CHANGED, MadeUpMoment.RISK_REVIEWED
MET_AT, WEEKLY, PLAN = MadeUpMoment.STRATEGY_MEETING, MadeUpMoment.LONG_MISSING_REVIEWED, MadeUpMoment.PLAN_REVIEWED
TOLD, IN, OUT = MadeUpMoment.REVIEWING_OFFICER_TOLD, MadeUpMoment.IN_HOSPITAL, MadeUpMoment.OUT_OF_HOSPITAL


def at(text: str) -> datetime:
    """A time in England in June 2026: "Mon 1 10:20"."""
    _, day, clock = text.split()
    hour, minute = clock.split(":")
    return datetime(2026, 6, int(day), int(hour), int(minute), tzinfo=ENGLAND).astimezone(UTC)


def on(day: int) -> Occurrence:
    return Occurrence(datetime(2026, 6, day, tzinfo=ENGLAND).astimezone(UTC), Precision.DATE)


def risk(*levels: tuple[str, str]) -> Timeline:
    """Reported on Monday 1 June at 10:20, with this level from each of these times on."""
    since = [at(when) for _, when in levels]
    periods = [
        CircumstancePeriod(begun, over, level) for (level, _), begun, over in zip(levels, since, [*since[1:], None], strict=True)
    ]
    return Timeline({Moment.REPORTED: at("Mon 1 10:20"), CHANGED: since[1:]}, circumstances={Circumstance.RISK: periods})


def told(duty: Duty, timeline: Timeline, now: str) -> list[str]:
    """Each clock as "2: met, due 1 15:00"."""
    return [
        f"{clock.number}: {clock.state}, due {clock.due.astimezone(ENGLAND):%-d %H:%M}"
        for clock in duty.clocks(timeline, now=at(now))
        if clock.due
    ]


high = risk(("HIGH", "Mon 1 10:00"))
lowered = risk(("HIGH", "Mon 1 10:00"), ("MEDIUM", "Mon 1 16:00"))
raised = risk(("LOW", "Mon 1 10:00"), ("HIGH", "Tue 2 20:00"))


@pytest.mark.parametrize(
    ("duty", "timeline", "now", "expected"),
    [
        pytest.param(HIGH, high, "Mon 1 11:20", ["1: running, due 1 11:20"], id="high: at once, within the hour of the report"),
        pytest.param(HIGH, high, "Mon 1 11:21", ["1: overdue, due 1 11:20"], id="high: a minute over the hour"),
        pytest.param(
            HIGH, high | {REVIEWED: at("Mon 1 11:00")}, "Mon 1 15:00",
            ["1: met, due 1 11:20", "2: running, due 1 23:00"], id="high: then in the next shift, by its end",
        ),
        pytest.param(
            HIGH, high | {REVIEWED: [at("Mon 1 11:00"), at("Mon 1 12:00")]}, "Mon 1 16:00",
            ["1: met, due 1 11:20", "2: running, due 1 23:00"], id="high: a second review in one shift is not the next shift's",
        ),
        pytest.param(
            HIGH, high | {REVIEWED: [at("Mon 1 11:00"), at("Mon 1 23:30")]}, "Tue 2 06:00",
            ["1: met, due 1 11:20", "2: met late, due 1 23:00", "3: running, due 2 07:00"],
            id="high: a review that comes late for one shift is not the next one's",
        ),
        pytest.param(
            HIGH, high | {REVIEWED: [at("Tue 2 08:00"), at("Tue 2 09:00")]}, "Tue 2 10:00",
            ["1: met late, due 1 11:20", "2: met late, due 1 23:00", "3: met late, due 2 07:00", "4: met, due 2 15:00"],
            id="high: one late review ends all that were overdue, the next one meets this shift's",
        ),
        pytest.param(
            HIGH, high | {REVIEWED: at("Mon 1 23:00")}, "Tue 2 00:00",
            ["1: met late, due 1 11:20", "2: overdue, due 1 23:00", "3: running, due 2 07:00"],
            id="high: late for one, it does not count for the next, even in its last minute",
        ),
        pytest.param(
            HIGH, high | {Moment.RETURNED: at("Mon 1 18:00")}, "Wed 3 09:00",
            ["1: stopped, due 1 11:20", "2: stopped, due 1 23:00"], id="high: nothing more once the child is back",
        ),
        pytest.param(MEDIUM, high, "Mon 1 12:00", [], id="medium: nothing is due while the risk is high"),
        pytest.param(
            HIGH, lowered | {REVIEWED: at("Mon 1 11:00")}, "Tue 2 09:00",
            ["1: met, due 1 11:20", "2: stopped, due 1 23:00"], id="high: a lower level stops it",
        ),
        pytest.param(MEDIUM, lowered, "Tue 2 09:00", ["1: running, due 2 16:00"], id="medium: a day from when the level changed"),
        pytest.param(
            LOW, raised | {REVIEWED: at("Tue 2 09:00")}, "Wed 3 00:00",
            ["1: met, due 2 10:20", "2: stopped, due 3 10:20"], id="low: each day until the level is raised",
        ),
        pytest.param(HIGH, raised, "Tue 2 20:30", ["1: running, due 2 21:00"], id="high: at once when the level is raised"),
        pytest.param(
            HIGH, raised | {REVIEWED: at("Tue 2 20:00")}, "Tue 2 20:30",
            ["1: met, due 2 21:00"], id="high: the review that raised the level meets what it starts",
        ),
    ],
)  # fmt: skip
def test_a_police_supervisor_reviews_the_risk(duty: Duty, timeline: Timeline, now: str, expected: list[str]) -> None:
    assert told(duty, timeline, now) == expected


def test_a_restarted_clock_says_why() -> None:
    clock = MEDIUM.clock(lowered, now=at("Tue 2 09:00"))
    assert (clock.because, clock.started) == ("the level of risk changed", at("Mon 1 16:00"))
    stopped = HIGH.clocks(lowered, now=at("Tue 2 09:00"))[-1]
    assert (stopped.ended_by, stopped.stopped_because, stopped.ended) == (CHANGED, "the level of risk changed", at("Mon 1 16:00"))


def test_a_warning_and_the_superintendent_are_times_of_the_clock() -> None:
    clock = MEDIUM.clock(lowered, now=at("Tue 2 09:00"))
    assert clock.warn_at == at("Tue 2 04:00")
    assert [(step.to, step.at) for step in clock.escalations] == [
        ("the superintendent", at("Tue 2 16:00")),
        ("the superintendent", at("Wed 3 16:00")),
    ]
    again = LOW.clocks(risk(("LOW", "Mon 1 10:00")) | {REVIEWED: at("Tue 2 09:00")}, now=at("Wed 3 11:00"))
    assert [len(clock.escalated(at("Wed 3 11:00"))) for clock in again] == [0, 2, 2]


def missing(day: str) -> Timeline:
    return Timeline({Moment.WENT_MISSING: at(day)})


@pytest.mark.parametrize(
    ("timeline", "now", "expected"),
    [
        pytest.param(missing("Mon 1 10:00"), "Thu 4 10:00", "running, due 4 10:00", id="72 hours in the week"),
        pytest.param(missing("Mon 1 10:00"), "Thu 4 10:01", "overdue, due 4 10:00", id="still missing a minute later"),
        pytest.param(missing("Fri 5 10:00"), "Sat 6 10:00", "running, due 8 10:00", id="72 hours run over a weekend: sooner"),
        pytest.param(
            missing("Mon 1 10:00") | {MET_AT: at("Thu 4 10:00")}, "Fri 5 10:00", "met, due 4 10:00", id="met in the last minute"
        ),
        pytest.param(
            missing("Mon 1 10:00") | {MadeUpMoment.STRATEGY_DISCUSSION: at("Wed 3 10:00"), MET_AT: at("Fri 5 10:00")},
            "Sat 6 10:00", "met, due 4 10:00", id="a discussion meets it too: the earlier of the two counts",
        ),
        pytest.param(
            missing("Mon 1 10:00") | {Moment.RETURNED: at("Wed 3 10:00")}, "Sat 6 10:00", "stopped, due 4 10:00", id="back first"
        ),
        pytest.param(
            missing("Mon 1 10:00") | {MadeUpMoment.MEETING_DECIDED_AGAINST: at("Wed 3 10:00")}, "Sat 6 10:00",
            "stopped, due 4 10:00", id="a manager decided against it",
        ),
        pytest.param(missing("Mon 1 10:00") | {MET_AT: on(3)}, "Fri 5 10:00", "met, due 4 10:00", id="on a day wholly in time"),
        pytest.param(missing("Mon 1 10:00") | {MET_AT: on(4)}, "Fri 5 10:00", "cannot say, due 4 10:00", id="the day it is due"),
        pytest.param(missing("Mon 1 10:00") | {MET_AT: on(5)}, "Fri 5 10:00", "met late, due 4 10:00", id="on the day after"),
    ],
)  # fmt: skip
def test_a_strategy_meeting_is_due_while_the_child_is_missing(timeline: Timeline, now: str, expected: str) -> None:
    assert told(STRATEGY_MEETING, timeline, now) == [f"1: {expected}"]


def test_its_declaration_reads_aloud() -> None:
    assert str(STRATEGY_MEETING.within) == "72 hours or 3 working days, whichever is sooner"
    assert str(LONG_MISSING.then) == "then every 7 days"
    assert str(PLAN_REVIEW.then) == "then 90 days after the last time"
    assert str(HIGH.then) == "then each shift, changing at 07:00, 15:00, 23:00"
    assert str(HIGH.applies_if) == "the risk is high"
    assert str(OFFICER_TOLD.applies_while) == "the child is looked after and the child is under 13"
    assert OFFICER_TOLD.ends_when.endswith("or it is no longer so that the child is looked after and the child is under 13")


met = Timeline({MET_AT: at("Mon 1 10:00")})


@pytest.mark.parametrize(
    ("timeline", "now", "expected"),
    [
        pytest.param(met, "Mon 8 23:59", ["1: running, due 8 23:59"], id="seven days after the meeting, to the end of the day"),
        pytest.param(
            met | {WEEKLY: at("Thu 4 10:00")}, "Tue 9 10:00",
            ["1: met, due 8 23:59", "2: running, due 15 23:59"], id="an early review does not bring the next one forward",
        ),
        pytest.param(
            met | {WEEKLY: at("Wed 10 10:00")}, "Thu 11 10:00",
            ["1: met late, due 8 23:59", "2: running, due 15 23:59"], id="a late review does not move the next or count for it",
        ),
        pytest.param(
            met, "Tue 16 10:00",
            ["1: overdue, due 8 23:59", "2: overdue, due 15 23:59", "3: running, due 22 23:59"], id="each week has its own clock",
        ),
        pytest.param(
            met | {WEEKLY: at("Tue 9 10:00"), Moment.RETURNED: at("Wed 10 10:00")}, "Tue 30 10:00",
            ["1: met late, due 8 23:59", "2: stopped, due 15 23:59"], id="until the child is back",
        ),
        pytest.param(
            met | {WEEKLY: on(8)}, "Tue 9 10:00",
            ["1: met, due 8 23:59", "2: running, due 15 23:59"], id="on the last day, time unknown",
        ),
        pytest.param(
            Timeline({MET_AT: on(1)}), "Mon 8 10:00", ["1: running, due 8 23:59"], id="days do not ask for the time of day"
        ),
    ],
)  # fmt: skip
def test_a_child_missing_for_long_is_reviewed_each_week(timeline: Timeline, now: str, expected: list[str]) -> None:
    assert told(LONG_MISSING, timeline, now) == expected


def plan(*reviews: datetime, back: str = "") -> Timeline:
    return Timeline({PLAN: reviews} | ({Moment.RETURNED: at(back)} if back else {}))


MARCH, MAY = datetime(2026, 3, 1, 10, tzinfo=UTC), datetime(2026, 5, 1, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("timeline", "now", "expected"),
    [
        pytest.param(plan(MARCH), "Sat 30 10:00", ["1: overdue, due 30 23:59"], id="ninety days after the last review"),
        pytest.param(
            plan(MARCH, at("Mon 1 10:00")), "Tue 2 10:00",
            ["1: met late, due 30 23:59", "2: running, due 30 23:59"], id="a late review: ninety days from then",
        ),
        pytest.param(
            plan(MAY, at("Mon 1 10:00")), "Tue 2 10:00",
            ["1: met, due 30 23:59", "2: running, due 30 23:59"], id="an early review: ninety days from then too",
        ),
        pytest.param(
            plan(MAY, back="Mon 1 10:00"), "Tue 2 10:00",
            ["1: stopped, due 30 23:59", "2: running, due 8 23:59"], id="after an episode: in five working days",
        ),
        pytest.param(
            plan(MAY, at("Wed 3 10:00"), back="Mon 1 10:00"), "Thu 4 10:00",
            ["1: stopped, due 30 23:59", "2: met, due 8 23:59", "3: running, due 1 23:59"], id="reviewed: ninety days again",
        ),
        pytest.param(
            plan(MARCH, back="Mon 1 10:00"), "Tue 2 10:00",
            ["1: stopped, due 30 23:59", "2: overdue, due 30 23:59"], id="an episode does not give more time to what is overdue",
        ),
    ],
)  # fmt: skip
def test_a_plan_is_reviewed_in_ninety_days_or_after_an_episode(timeline: Timeline, now: str, expected: list[str]) -> None:
    assert told(PLAN_REVIEW, timeline, now) == expected
