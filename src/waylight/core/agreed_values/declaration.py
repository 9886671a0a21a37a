"""The declaration of one setting that a partnership may agree, and a class of settings read from what is stored.

A class of settings is a frozen dataclass, and `setting` makes each of its fields. A field has one declaration: the stored key,
the label for people, the kind of value, the default and the source of the default. This module receives the stored values that
are in force; it does not know their dates or councils.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Any

from waylight.core.agreed_values.kinds import SettingKind, UnfitValue

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


class DefaultOrigin(StrEnum):
    """Few defaults are in statutory guidance; a partnership can see which."""

    STATUTORY = "Statutory guidance"
    LOCAL = "Agreed in another area"
    OURS = "Waylight’s own proposal"  # noqa: RUF001 - a printed apostrophe


@dataclass(frozen=True)
class DefaultSource:
    """The source of a default: `reference` names the paper or explains the value."""

    origin: DefaultOrigin
    reference: str

    def __str__(self) -> str:
        return f"{self.origin}: {self.reference}"


TO_CONFIRM = DefaultSource(DefaultOrigin.OURS, "for your partnership to confirm")


class BadSetting(ValueError):
    """A setting has an impossible value: `key` is the setting. The message names it by its label and says what it must be."""

    def __init__(self, key: str, message: str) -> None:
        super().__init__(message)
        self.key = key


@dataclass(frozen=True)
class Setting:
    """One value that a partnership may agree. `key` is how it is stored, `label` how people know it."""

    key: str
    label: str
    kind: SettingKind
    default: object
    source: DefaultSource = TO_CONFIRM

    def validated(self, value: object) -> object:
        """Return the value as the code uses it. Raises BadSetting."""
        try:
            return self.kind.validated(value)
        except UnfitValue as unfit:
            raise BadSetting(self.key, f"“{self.label}” {unfit}.") from unfit

    def in_words(self, value: object) -> str:
        return self.kind.in_words(value)


def setting(key: str, label: str, kind: SettingKind, default: object, source: DefaultSource = TO_CONFIRM) -> Any:
    """Return a field of a class of settings, with its declaration."""
    return field(default=default, metadata={"setting": Setting(key, label, kind, default, source)})


@cache
def settings_of(settings: "type[DataclassInstance]") -> Mapping[str, Setting]:
    """Return the declaration of each field, by the name of the field."""
    return {each.name: each.metadata["setting"] for each in fields(settings)}


def values_agreed[S: "DataclassInstance"](usual: S, stored: Mapping[str, object]) -> S:
    """Return the settings with stored values in place of the usual ones. Other keys are ignored: they are others' settings.

    Raises BadSetting when a stored value is not of its kind.
    """
    declared = settings_of(type(usual))
    return replace(usual, **{name: each.validated(stored[each.key]) for name, each in declared.items() if each.key in stored})
