"""Working days, bank holidays and school days in England, and days and clock times as instants."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache

import holidays

from waylight.core.clock import ENGLAND, local

DAY = timedelta(days=1)
SATURDAY = 5


@cache
def bank_holidays(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=year))


def is_working_day(day: date) -> bool:
    return day.weekday() < SATURDAY and day not in bank_holidays(day.year)


def working_days_after(day: date, count: int) -> date:
    """Return the `count`th working day after `day`. The day itself does not count."""
    while count:
        day += DAY
        count -= is_working_day(day)
    return day


def end_of(day: date) -> datetime:
    """Return the last instant of a day in England, in UTC."""
    midnight = datetime.combine(day + DAY, time(), ENGLAND)
    return midnight.astimezone(UTC) - timedelta(microseconds=1)


def day_of(instant: datetime) -> date:
    return local(instant).date()


def at_local(day: date, clock: time) -> datetime:
    """Return a wall-clock time in England as an instant in UTC. In the hour that occurs twice in autumn, it is the first one."""
    return datetime.combine(day, clock, ENGLAND).astimezone(UTC)


@dataclass(frozen=True)
class SchoolCalendar:
    """The school holidays of one council: each from its first to its last day. Bank holidays and weekends are off as well."""

    holidays: tuple[tuple[date, date], ...] = ()

    def is_school_day(self, day: date) -> bool:
        return is_working_day(day) and not any(first <= day <= last for first, last in self.holidays)

    def school_days_after(self, day: date, count: int) -> date:
        """Return the `count`th school day after `day`, which is not counted itself."""
        while count:
            day += DAY
            count -= self.is_school_day(day)
        return day
