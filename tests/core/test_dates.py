"""One reader of dates and clock times: what files, forms, searches and commands may write, and what never was."""

from argparse import ArgumentTypeError
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from waylight.core.clock import local
from waylight.core.dates import (
    MONTHS,
    SkippedHour,
    day_argument,
    full_year,
    instant_of,
    month_number,
    read_clock,
    read_day,
    read_instant,
)

A_DAY = date(2012, 3, 14)
days = some.dates(date(1970, 1, 1), date(2069, 12, 31))


@pytest.mark.parametrize(
    "text",
    [
        "14/03/2012",
        "14/3/2012",
        "14/3/12",
        "2012-03-14",
        "14-Mar-12",
        "14-MAR-2012",
        "14-March-2012",
        " 14/03/2012 ",
        "14-03-2012",
        "14-3-12",
        "14/Mar/2012",
    ],
)
def test_a_date_is_read_in_every_form_that_files_use(text: str) -> None:
    assert read_day(text) == A_DAY


@pytest.mark.parametrize(
    "text",
    [
        "",
        "31/02/2015",
        "14/13/2012",
        "2012/03/14",
        "2012-W11-3",
        "1\u0664/03/2012",
        "+1/01/2012",
        "1_0/01/2012",
        "14.3.2012",
        "yesterday",
        "14-Xyz-2012",
        "2012",
        "1/2/5",
        "14/03/201",
        "14-Mar-2",
        "14/03/20122",
        "14/3/+5",
        "01/02/ 005",
    ],
)
def test_what_is_no_date_is_not_read_as_one(text: str) -> None:
    assert read_day(text) is None
    with pytest.raises(ArgumentTypeError, match="is not a date"):
        day_argument(text)


@given(days)
def test_a_date_reads_the_same_however_it_is_written(day: date) -> None:
    month = MONTHS[day.month - 1]
    written = [f"{day:%d/%m/%Y}", f"{day:%Y-%m-%d}", f"{day.day}-{month[:3]}-{day.year}", f"{day.day}/{day.month}/{day:%y}"]
    assert {read_day(text) for text in written} == {day}
    assert day_argument(day.isoformat()) == day


@pytest.mark.parametrize(("text", "number"), [("3", 3), ("03", 3), ("mar", 3), ("Mar.", 3), ("March", 3), ("Sept", 9)])
def test_a_month_is_a_number_or_a_name(text: str, number: int) -> None:
    assert month_number(text) == number


@pytest.mark.parametrize(
    ("digits", "latest", "year"), [(26, 2026, 2026), (27, 2026, 1927), (0, 2026, 2000), (69, 2069, 2069), (70, 2069, 1970)]
)
def test_two_digits_mean_the_last_year_that_ends_with_them(digits: int, latest: int, year: int) -> None:
    assert full_year(digits, latest=latest) == year


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("09:05", time(9, 5)), ("9:5", time(9, 5)), ("21:40:30", time(21, 40, 30)), ("24:00", None), ("9:60", None),
        ("0905", None), ("", None), ("9", None), ("9:05:00:00", None), ("nine", None),
    ],
)  # fmt: skip
def test_a_clock_time_has_hours_and_minutes_that_clocks_show(text: str, clock: time | None) -> None:
    assert read_clock(text) == clock


@given(some.datetimes(datetime(1970, 1, 2), datetime(2069, 12, 30)))  # noqa: DTZ001 - as clocks on the wall show it
def test_a_time_in_a_file_is_the_time_that_clocks_in_england_showed(wall: datetime) -> None:
    wall = wall.replace(second=0, microsecond=0)
    text = f"{wall:%d/%m/%Y %H:%M}"
    try:
        instant = instant_of(wall.date(), wall.time())
    except SkippedHour:
        with pytest.raises(SkippedHour):
            read_instant(text)
        return
    assert local(instant).replace(tzinfo=None) == wall
    for written in (text, f"{text}:00", f"{wall:%d-%b-%y %H:%M}"):
        assert read_instant(written) == instant


def test_an_hour_that_the_clocks_skip_never_was() -> None:
    with pytest.raises(SkippedHour):
        read_instant("29/03/2015 01:30")
    assert read_instant("29/03/2015 02:00") == datetime(2015, 3, 29, 1, tzinfo=UTC)


def test_in_the_hour_that_comes_twice_the_first_is_meant() -> None:
    first = read_instant("25/10/2015 01:30")
    assert first == datetime(2015, 10, 25, 0, 30, tzinfo=UTC)
    assert local(first + timedelta(hours=1)).time() == local(first).time()


@pytest.mark.parametrize("text", ["", "01/06/2015", "01/06/2015 25:00", "31/12/9999 10:00", "01/06/2015T10:00", "10:00"])
def test_what_is_no_date_and_time_is_not_read_as_one(text: str) -> None:
    assert read_instant(text) is None


@pytest.mark.parametrize("text", ["01/01/0026 10:00", "31/12/1899 10:00", "01/01/0026 9:00"])
def test_a_year_with_zeros_before_it_is_no_time(text: str) -> None:
    assert read_instant(text) is None
