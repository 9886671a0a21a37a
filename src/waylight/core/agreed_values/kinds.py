"""The kinds of value that a setting can have: a number, numbers in order, a choice or several, words, yes or no, a table.

A kind checks a stored value, says in plain words what a value must be, shows it, and reads what a person typed.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass


class UnfitValue(ValueError):
    """A value is not of its kind. The message completes the sentence "The setting …": "must be yes or no"."""


class SettingKind(ABC):
    unit: str = ""

    @abstractmethod
    def validated(self, value: object) -> object:
        """Return the value as the code uses it: lists become tuples. Raises UnfitValue."""

    @abstractmethod
    def in_words(self, value: object) -> str: ...

    @property
    @abstractmethod
    def hint(self) -> str:
        """What to enter, for a form."""

    def read(self, text: str) -> object:
        """Return what the text means, or the text itself when it means nothing: `validated` then refuses it."""
        return text.strip()


@dataclass(frozen=True)
class WholeNumber(SettingKind):
    unit: str = ""
    least: int = 1
    most: int | None = None

    @property
    def _bounds(self) -> str:
        if self.most is not None:
            return f" from {self.least} to {self.most}"
        return " greater than 0" if self.least == 1 else f" that is {self.least} or more"

    def validated(self, value: object) -> int:
        if isinstance(value, int) and not isinstance(value, bool) and self._is_in_bounds(value):
            return value
        raise UnfitValue(f"must be a whole number{self._bounds}")

    def _is_in_bounds(self, value: int) -> bool:
        return self.least <= value <= (value if self.most is None else self.most)

    def in_words(self, value: object) -> str:
        return f"{value} {self.unit.removesuffix('s') if value == 1 else self.unit}".strip()

    @property
    def hint(self) -> str:
        return "Enter a whole number."

    def read(self, text: str) -> object:
        return int(text) if text.strip().isdecimal() else text


@dataclass(frozen=True)
class WholeNumbers(SettingKind):
    """One or more whole numbers greater than 0, which must rise if it says so."""

    unit: str = ""
    rising: bool = False

    def validated(self, value: object) -> tuple[int, ...]:
        try:
            numbers = tuple(WholeNumber().validated(each) for each in value) if isinstance(value, list | tuple) else ()
        except UnfitValue:
            numbers = ()
        if not numbers:
            raise UnfitValue("must be a list of whole numbers greater than 0, for example 3, 5, 9")
        if self.rising and list(numbers) != sorted(set(numbers)):
            raise UnfitValue("must be whole numbers in rising order, for example 3, 5, 9")
        return numbers

    def in_words(self, value: object) -> str:
        numbers = value if isinstance(value, list | tuple) else (value,)
        return f"{', '.join(map(str, numbers))} {self.unit}".strip()

    @property
    def hint(self) -> str:
        return "Enter whole numbers, for example 3, 5, 9."

    def read(self, text: str) -> object:
        parts = [part.strip() for part in text.replace(" and ", ",").split(",")]
        return [int(part) if part.isdecimal() else part for part in parts]


@dataclass(frozen=True)
class YesNo(SettingKind):
    def validated(self, value: object) -> bool:
        if not isinstance(value, bool):
            raise UnfitValue("must be yes or no")
        return value

    def in_words(self, value: object) -> str:
        return "Yes" if value else "No"

    @property
    def hint(self) -> str:
        return "Enter yes or no."

    def read(self, text: str) -> object:
        return {"yes": True, "no": False}.get(text.strip().lower(), text)


@dataclass(frozen=True)
class OneOf(SettingKind):
    """One of some codes, each with its label for people."""

    choices: Mapping[str, str]

    def validated(self, value: object) -> str:
        if not isinstance(value, str) or value not in self.choices:
            raise UnfitValue(f"must be one of: {', '.join(self.choices.values())}")
        return value

    def in_words(self, value: object) -> str:
        return self.choices.get(str(value), str(value))

    @property
    def hint(self) -> str:
        return f"Enter one of: {', '.join(self.choices.values())}."

    def read(self, text: str) -> object:
        codes = {label.casefold(): code for code, label in self.choices.items()}
        return codes.get(text.strip().casefold(), text.strip())


@dataclass(frozen=True)
class SomeOf(SettingKind):
    """Any of some codes, or none, in the order of the choices."""

    choices: Mapping[str, str]

    def validated(self, value: object) -> tuple[str, ...]:
        if not isinstance(value, list | tuple) or not all(isinstance(each, str) and each in self.choices for each in value):
            raise UnfitValue(f"must be any of: {', '.join(self.choices.values())}")
        return tuple(code for code in self.choices if code in value)

    def in_words(self, value: object) -> str:
        chosen = value if isinstance(value, list | tuple) else ()
        return ", ".join(self.choices.get(code, code) for code in chosen) or "None"

    @property
    def hint(self) -> str:
        return f"Enter any of: {', '.join(self.choices.values())}, or none."

    def read(self, text: str) -> object:
        parts = [part.strip() for part in text.replace(" and ", ",").split(",")]
        return [] if text.strip().casefold() in {"", "none"} else [OneOf(self.choices).read(part) for part in parts]


@dataclass(frozen=True)
class Words(SettingKind):
    """A word or a line that a partnership uses, such as its name for a meeting."""

    longest: int = 80

    def validated(self, value: object) -> str:
        if not isinstance(value, str) or not value.strip() or len(value) > self.longest or not value.isprintable():
            raise UnfitValue(f"must be words, at most {self.longest} characters on one line")
        return value.strip()

    def in_words(self, value: object) -> str:
        return str(value)

    @property
    def hint(self) -> str:
        return f"At most {self.longest} characters."


@dataclass(frozen=True)
class TableColumn:
    """One column of a table of settings: its label for people and the kind of its values."""

    label: str
    kind: SettingKind


@dataclass(frozen=True)
class Rows(SettingKind):
    """A table: one or more rows, each with a value for every column and no others. Columns are keyed as they are stored."""

    columns: Mapping[str, TableColumn]

    def validated(self, value: object) -> tuple[Mapping[str, object], ...]:
        if not isinstance(value, list | tuple) or not value:
            raise UnfitValue(f"must be a table with at least one row of: {self._labels}")
        return tuple(self._row(number, row) for number, row in enumerate(value, start=1))

    def _row(self, number: int, row: object) -> Mapping[str, object]:
        if not isinstance(row, Mapping) or set(row) != set(self.columns):
            raise UnfitValue(f"must have these values in row {number}: {self._labels}")
        checked: dict[str, object] = {}
        for name, column in self.columns.items():
            try:
                checked[name] = column.kind.validated(row[name])
            except UnfitValue as unfit:
                raise UnfitValue(f"has a mistake in row {number}: “{column.label}” {unfit}") from unfit
        return checked

    def in_words(self, value: object) -> str:
        return "; ".join(self._row_in_words(row) for row in value) if isinstance(value, list | tuple) else ""

    def _row_in_words(self, row: Mapping[str, object]) -> str:
        return ", ".join(f"{column.label}: {column.kind.in_words(row[name])}" for name, column in self.columns.items())

    @property
    def hint(self) -> str:
        return f"One row for each rule: {self._labels}."

    @property
    def _labels(self) -> str:
        return ", ".join(f"“{column.label}”" for column in self.columns.values())
