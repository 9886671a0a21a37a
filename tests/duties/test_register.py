"""Every duty is in the register, can be read, and is due only while its rule is in force."""

import inspect
import pkgutil
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from importlib import import_module

import pytest

import waylight.duties
from waylight.chronology.moments import Moment
from waylight.chronology.timeline import Timeline
from waylight.duties import missing_from_home, register, return_interview_deadlines
from waylight.duties.duty import Duty, DutyCode, level_of_meeting, repeat_meeting_code
from waylight.duties.language.terms import ClockState
from waylight.duties.protocol import Protocol

BACK = datetime(2026, 6, 2, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)


def test_every_duty_defined_is_registered() -> None:
    modules = [import_module(f"waylight.duties.{module.name}") for module in pkgutil.iter_modules(waylight.duties.__path__)]
    made = {
        make.__name__.replace("_", "-")
        for module in modules
        for make in vars(module).values()
        if inspect.isfunction(make) and make.__annotations__.get("return") is Duty
    }
    assert made == {duty.code.rstrip("-0123456789") for duty in register.all_duties()}


def test_no_two_duties_share_a_code() -> None:
    codes = [duty.code for duty in register.all_duties()]
    assert len(codes) == len(set(codes))


@pytest.mark.parametrize("duty", register.all_duties(), ids=lambda duty: duty.code)
def test_a_duty_names_who_must_do_it_the_time_allowed_and_its_source(duty: Duty) -> None:
    assert all((duty.name, duty.due_from, str(duty.within), duty.source.title, duty.source.section))
    assert duty.ends_when.startswith(duty.met_by.ending_phrase)


def test_a_return_starts_the_duties_that_its_page_lists() -> None:
    assert [duty.code for duty in register.duties_after(Moment.RETURNED)] == [
        "safe-and-well-check",
        "interview-allocated",
        "first-offer",
        "return-interview",
    ]


def test_only_clocks_that_started_are_shown() -> None:
    shown = {clock.duty.code for clock in register.clocks_for(Timeline({Moment.RETURNED: BACK}), now=BACK + HOUR)}
    assert shown == {"safe-and-well-check", "interview-allocated", "first-offer", "return-interview"}


def test_a_meeting_is_due_for_each_level_that_a_council_agreed() -> None:
    own = Protocol(trigger_levels=(2, 4), meeting_working_days=(5, 5))
    codes = [duty.code for duty in register.all_duties(own)]
    assert codes[-2:] == ["repeat-meeting-2", "repeat-meeting-4"]


def test_a_rule_is_in_force_from_its_first_day_until_the_day_before_its_last() -> None:
    duty = replace(return_interview_deadlines.RETURN_INTERVIEW, since=date(2014, 1, 1), until=date(2026, 1, 1))
    days = (date(2013, 12, 31), date(2014, 1, 1), date(2025, 12, 31), date(2026, 1, 1))
    assert [duty.in_force(day) for day in days] == [False, True, True, False]


def test_an_interview_held_ends_the_clocks_for_allocating_and_offering_one() -> None:
    timeline = Timeline({Moment.RETURNED: BACK, Moment.INTERVIEWED: BACK + HOUR})
    states = {clock.duty.code: clock.state for clock in register.clocks_for(timeline, now=BACK + 2 * HOUR)}
    assert (states["interview-allocated"], states["first-offer"]) == (ClockState.EXCUSED, ClockState.EXCUSED)


def test_what_ends_a_clock_reads_as_a_sentence() -> None:
    assert missing_from_home.SAFE_AND_WELL_CHECK.ends_when == (
        "the check is made, a recorded agreement says that no check is needed or the child declines the check"
    )


def test_a_worker_s_page_can_name_every_duty_by_its_code() -> None:
    levels = Protocol().trigger_levels
    meetings = {repeat_meeting_code(level): level for level in levels}
    assert {duty.code for duty in register.all_duties()} == {*DutyCode, *meetings} - {DutyCode.REPEAT_MEETING}
    assert {code: level_of_meeting(code) for code in (*DutyCode, *meetings)} == dict.fromkeys(DutyCode) | meetings
