"""One row of facts: local dates, ages and flags, whatever the clocks do."""

from datetime import date

import pytest

from tests.facts.made_up_facts import About, Life, row
from waylight.facts.durations import BANDS
from waylight.facts.episode_rows import DatedPeriod
from waylight.facts.tables import EPISODES

CARE = About(care=[DatedPeriod(date(2026, 1, 1), date(2026, 1, 31), "358")])
OWN_CARE = About(care=[DatedPeriod(date(2026, 1, 1), None, "356")])
FLAGGED = About(flagged=[DatedPeriod(date(2026, 1, 10), date(2026, 1, 20))])


def told(life: Life, about: About | None = None) -> dict[str, object]:
    return dict(zip(EPISODES.columns, row(1, life, about or About()), strict=True))


@pytest.mark.parametrize(
    ("started", "month", "day", "hour"),
    [
        pytest.param("2026-07-01 00:30", 202607, date(2026, 7, 1), 0, id="half past midnight in July is July"),
        pytest.param("2026-06-30 23:59", 202606, date(2026, 6, 30), 23, id="a minute to midnight in June is June"),
        pytest.param("2026-01-01 00:30", 202601, date(2026, 1, 1), 0, id="half past midnight at New Year is the new year"),
        pytest.param("2026-10-25 01:30", 202610, date(2026, 10, 25), 1, id="the doubled hour is still one o'clock"),
    ],
)
def test_an_episode_falls_where_clocks_in_england_put_it(started: str, month: int, day: date, hour: int) -> None:
    facts = told(Life("A", started))
    assert (facts["start_month"], facts["started_on"], facts["start_hour"]) == (month, day, hour)


@pytest.mark.parametrize(
    ("life", "counted", "due"),
    [
        pytest.param(
            Life("A", "2026-01-05 20:00", "2026-01-06 08:00"), 1, 1, id="missing and back: counted, and owed an interview"
        ),
        pytest.param(Life("A", "2026-01-05 20:00"), 1, 0, id="not yet back: counted, nothing owed yet"),
        pytest.param(
            Life("A", "2026-01-05 20:00", "2026-01-06 08:00", "EXEMPT"), 1, 0, id="no interview called for: counted, not owed"
        ),
        pytest.param(
            Life("A", "2026-01-05 20:00", "2026-01-06 08:00", category="ABSENT"), 0, 0, id="absent: beside, never added in"
        ),
        pytest.param(Life("A", "2026-01-05 20:00", "2026-01-06 08:00", category="AWAY"), 0, 0, id="away: beside, never added in"),
        pytest.param(Life("A", "2029-06-01 00:30", "2029-06-01 08:00"), 0, 0, id="missing on an eighteenth birthday: an adult"),
        pytest.param(
            Life("A", "2029-05-31 23:00", "2029-06-02 08:00"), 1, 1, id="eighteen while missing: still a child's episode"
        ),
    ],
)
def test_what_counts_and_what_is_owed(life: Life, counted: int, due: int) -> None:
    facts = told(life)
    assert (facts["counted"], facts["due"]) == (counted, due)


@pytest.mark.parametrize(
    ("returned", "within", "band"),
    [
        pytest.param("2026-03-28 22:00", 1, "Up to 1 hour", id="an hour"),
        pytest.param("2026-03-29 21:00", 1, "12 to 24 hours", id="a day on the wall as the clocks go forward is 23 hours"),
        pytest.param("2026-03-29 22:00", 1, "12 to 24 hours", id="25 hours on the wall are 24, and within"),
        pytest.param("2026-03-29 22:01", 0, "1 to 2 days", id="a minute more is not"),
        pytest.param("2026-04-26 00:00", 0, "Over 4 weeks", id="over four weeks"),
        pytest.param("", 0, "Not yet back", id="not yet back"),
    ],
)
def test_an_episode_lasts_real_elapsed_hours(returned: str, within: int, band: str) -> None:
    facts = told(Life("A", "2026-03-28 21:00", returned))
    assert (facts["within_24h"], BANDS[int(str(facts["duration"]))]) == (within, band)


@pytest.mark.parametrize(
    ("held", "in_time"),
    [
        pytest.param("2026-03-30 20:40", 1, id="the last minute of 72 hours across the change of clocks"),
        pytest.param("2026-03-30 20:41", 0, id="a minute later"),
        pytest.param("2026-03-27 18:00", 0, id="held before the child was back, for an earlier episode"),
    ],
)
def test_an_interview_is_in_time_by_its_dutys_own_clock(held: str, in_time: int) -> None:
    facts = told(Life("A", "2026-03-27 08:00", "2026-03-27 19:40", "COMPLETED", held))
    assert facts["in_time"] == in_time


@pytest.mark.parametrize(
    ("started", "about", "looked_after", "other", "flagged"),
    [
        pytest.param("2026-01-31 23:00", CARE, 1, 1, 0, id="on the last day in another authority's care"),
        pytest.param("2026-02-01 00:30", CARE, 0, 0, 0, id="the day after leaving care"),
        pytest.param("2026-02-01 00:30", OWN_CARE, 1, 0, 0, id="looked after by the council itself"),
        pytest.param("2026-01-20 23:30", FLAGGED, 0, 0, 1, id="on the last day of a flag"),
        pytest.param("2026-01-21 00:10", FLAGGED, 0, 0, 0, id="the day after a flag ended"),
    ],
)
def test_care_and_flags_are_as_they_stood_at_the_start(
    started: str, about: About, looked_after: int, other: int, flagged: int
) -> None:
    facts = told(Life("B", started), about)
    assert (facts["looked_after"], facts["other_authority"], facts["cse_flag"]) == (looked_after, other, flagged)


def test_no_name_and_no_key_of_a_record_crosses_the_wall() -> None:
    identifying = {"forename", "surname", "known_as", "postcode", "born_on", "reference", "id", "person"}
    assert not identifying & set(EPISODES.columns)
