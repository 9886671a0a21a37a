"""Months, and the periods of a report: the month a year earlier, the twelve months, and the thirteen months it shows."""

from dataclasses import dataclass
from datetime import date
from typing import Self

from waylight.core.dates import MONTHS, date_of

MONTHS_IN_A_YEAR = 12


@dataclass(frozen=True, order=True)
class Month:
    year: int
    month: int

    @classmethod
    def named(cls, text: str) -> Self:
        """Return the month written as 2015-12. Raises ValueError for any other text."""
        year, _, month = text.partition("-")
        start = date_of("1", month, int(year))
        return cls(start.year, start.month)

    @classmethod
    def of(cls, day: date) -> Self:
        return cls(day.year, day.month)

    def __str__(self) -> str:
        return f"{self.year}-{self.month:02}"

    @property
    def number(self) -> int:
        """Return the number used in the facts, such as 201512."""
        return self.year * 100 + self.month

    @property
    def words(self) -> str:
        return f"{MONTHS[self.month - 1]} {self.year}"

    @property
    def short(self) -> str:
        return f"{MONTHS[self.month - 1][:3]} {self.year}"

    @property
    def start(self) -> date:
        return date(self.year, self.month, 1)

    @property
    def until(self) -> date:
        """Return the first day after the month."""
        return self.later(1).start

    def later(self, months: int) -> "Month":
        count = self.year * MONTHS_IN_A_YEAR + self.month - 1 + months
        return Month(count // MONTHS_IN_A_YEAR, count % MONTHS_IN_A_YEAR + 1)

    @property
    def year_before(self) -> "Month":
        return self.later(-MONTHS_IN_A_YEAR)

    @property
    def twelve(self) -> tuple["Month", ...]:
        """Return the twelve months that end with this one."""
        return tuple(self.later(step) for step in range(1 - MONTHS_IN_A_YEAR, 1))

    @property
    def thirteen(self) -> tuple["Month", ...]:
        """Return the month a year earlier and the twelve months."""
        return (self.year_before, *self.twelve)
