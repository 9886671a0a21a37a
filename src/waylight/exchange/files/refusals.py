"""Rows that do not load: the file, row, column, value, reason and cure of each."""

import csv
from collections.abc import Iterable
from dataclasses import astuple, dataclass, fields
from pathlib import Path

DATE_FORM = "Enter the date as dd/mm/yyyy."
LONGEST_QUOTED = 60  # characters of a value that a sentence repeats
TIME_FORM = "Enter the date and time as dd/mm/yyyy hh:mm."


@dataclass(frozen=True, slots=True)
class Refusal:
    """One row that does not load. `row` counts as a spreadsheet does: the first line of the file is row 1."""

    file: str
    row: int
    column: str
    value: str
    reason: str
    cure: str

    @property
    def sentence(self) -> str:
        """The column, the value, what is wrong with it and what to do."""
        value = f" “{self.value[:LONGEST_QUOTED]}”" if self.value.strip() else ""
        return f"{self.column}{value}: {self.reason}. {self.cure}"


class RowRefused(ValueError):
    """Raised while a row is read; it becomes a Refusal with the row's place."""

    def __init__(self, column: str, value: str, reason: str, cure: str) -> None:
        super().__init__(f"{column}: {reason}")
        self.column, self.value, self.reason, self.cure = column, value, reason, cure

    def at(self, file: str, row: int) -> Refusal:
        return Refusal(file, row, self.column, self.value, self.reason, self.cure)


class UnreadableFile(ValueError):
    """Raised when a whole file cannot be read: it is not of its kind, or a column is missing. The message gives the reason."""


# A spreadsheet program may run a text that begins with one of these (in half or full width) as a formula.
_RISKY = (*"=+-@", *"\t\r\n", *"\uff1d\uff0b\uff0d\uff20")


def write_refused_rows(refusals: Iterable[Refusal], to: Path) -> None:
    """Write the refused rows as a CSV file. A value that a spreadsheet would run as a formula gets an apostrophe in front."""
    with to.open("w", newline="", encoding="utf-8-sig") as file:
        to.chmod(0o600)
        sheet = csv.writer(file)
        sheet.writerow([field.name for field in fields(Refusal)])
        for refusal in refusals:
            sheet.writerow([_disarmed(value) for value in astuple(refusal)])


def _disarmed(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value.startswith(_RISKY) else value
