"""A chart's title says what its numbers show, and never speaks of a number that is hidden."""

import pytest

from waylight.reports.counts.months import Month
from waylight.reports.figures import Figure, Number, change, percent
from waylight.reports.findings import of_ages, of_durations, of_episodes, of_hours, of_interviews

NONE, SECRET = Number(None), Number(3, hidden=True)


@pytest.mark.parametrize(
    ("now", "before", "others", "finding"),
    [
        pytest.param(Number(121), Number(139), [139], "121 episodes in March, 18 fewer than in last March", id="fewer"),
        pytest.param(Number(1), Number(0), [0], "1 episode in March, 1 more than in last March", id="one more"),
        pytest.param(Number(7), Number(7), [7], "7 episodes in March, the same as in last March", id="the same"),
        pytest.param(Number(90), NONE, [50, 60], "90 episodes in March, the most of the twelve months", id="the most"),
        pytest.param(Number(40), NONE, [50, 60], "40 episodes in March, the fewest of the twelve months", id="the fewest"),
        pytest.param(
            Number(66), NONE, [50, 70], "66 episodes in March, 10 % above the average of the months before", id="above average"
        ),
        pytest.param(Number(60), NONE, [50, 70], "60 episodes in March, about the average of the months before", id="average"),
        pytest.param(NONE, NONE, [], "There are no records for March", id="no records"),
        pytest.param(SECRET, Number(9), [9], "Episodes in each month; small numbers are hidden", id="hidden"),
    ],
)
def test_episodes(now: Number, before: Number, others: list[int], finding: str) -> None:
    assert of_episodes("March", now, before, "last March", others) == finding


def test_the_six_hours_in_which_most_began_may_pass_midnight() -> None:
    hours = [Number(10 if hour in {22, 23, 0, 1} else 0) for hour in range(24)]
    assert of_hours(hours).startswith("100 % of episodes began between 20:00 and 02:00")


@pytest.mark.parametrize(
    ("closed", "still", "finding"),
    [
        pytest.param(
            Figure(Number(9), Number(10)), Number(0), "90 % of those who came back were back within 24 hours", id="all back"
        ),
        pytest.param(
            Figure(Number(9), Number(10)),
            Number(1),
            "90 % of those who came back were back within 24 hours; 1 child is not yet back",
            id="one is still missing",
        ),
        pytest.param(Figure(Number(0), Number(0)), Number(2), "No children have come back yet", id="nobody back"),
        pytest.param(
            Figure(SECRET, Number(10)), Number(0), "How long children were missing; small numbers are hidden", id="hidden"
        ),
    ],
)
def test_durations(closed: Figure, still: Number, finding: str) -> None:
    assert of_durations(closed, still) == finding


def test_ages_speak_of_the_commonest() -> None:
    ages = [("Under 10", Number(1)), ("15", Number(30)), ("16", Number(20))]
    assert of_ages(ages) == "15-year-olds went missing most: 30 of 51 episodes"
    assert of_ages([("Under 10", Number(9))]) == "Children under 10 went missing most: 9 of 9 episodes"
    assert of_ages([("15", Number(30)), ("16", SECRET)]) == "Ages; small numbers are hidden"


def test_a_board_is_told_of_every_age_that_went_missing_most() -> None:
    ages = [("14", Number(20)), ("15", Number(20)), ("Under 10", Number(3))]
    assert of_ages(ages) == "14-year-olds and 15-year-olds went missing most: 20 of 43 episodes each"
    three = [(label, Number(4)) for label in ("13", "14", "15")]
    assert of_ages(three) == "No one age went missing most: the largest number is 4 of 12 episodes"


def test_a_board_is_not_told_of_a_most_common_hour_while_a_number_is_hidden() -> None:
    hours = [Number(9), Number(9), SECRET, *([Number(0)] * 21)]
    assert of_hours(hours) == "Hours; small numbers are hidden"


def test_interviews_say_how_many_of_how_many() -> None:
    held, in_time = Figure(Number(15), Number(21)), Figure(Number(12), Number(21))
    assert of_interviews(held, in_time, "72 hours") == "15 of 21 interviews due were held, 12 of them within 72 hours"
    nothing = Figure(Number(0), Number(0))
    assert of_interviews(nothing, nothing, "72 hours") == "No return interviews were due"


@pytest.mark.parametrize(
    ("now", "before", "words"),
    [
        pytest.param(Figure(Number(8), Number(10)), Figure(Number(7), Number(10)), "Up 10 points", id="up"),
        pytest.param(Figure(Number(7), Number(100)), Figure(Number(8), Number(100)), "Down 1 point", id="down one point"),
        pytest.param(Figure(Number(7)), Figure(Number(7)), "No change", id="no change"),
        pytest.param(Figure(Number(7)), Figure(NONE), "No records to compare", id="no records"),
        pytest.param(Figure(Number(7)), Figure(SECRET), "Not shown", id="hidden"),
        pytest.param(Figure(Number(1), Number(2)), Figure(Number(0), Number(0)), "Nothing to compare", id="nothing of nothing"),
    ],
)
def test_change_in_words(now: Figure, before: Figure, words: str) -> None:
    assert change(now, before) == words


@pytest.mark.parametrize(("share", "points"), [(0.0, 0), (0.001, 1), (0.705, 71), (0.9999, 99), (1.0, 100)])
def test_a_part_is_never_called_all_or_nothing(share: float, points: int) -> None:
    assert percent(share) == points


def test_a_share_is_never_without_its_base() -> None:
    assert (Figure(Number(221), Number(315)).words, Figure(Number(221), Number(315)).base) == ("70 %", "221 of 315")
    assert (Figure(SECRET, Number(315)).words, Figure(SECRET, Number(315)).base) == ("hidden", "of 315")


def test_the_thirteen_months_run_over_new_year() -> None:
    months = Month(2026, 1).thirteen
    assert (str(months[0]), str(months[1]), str(months[-1]), len(months)) == ("2025-01", "2025-02", "2026-01", 13)
    assert Month(2026, 12).until.isoformat() == "2027-01-01"
    assert (Figure(Number(55), SECRET).words, Figure(Number(55), SECRET).base) == ("hidden", "55 of a hidden number")
    assert Figure(Number(0), Number(0)).words == "none"
