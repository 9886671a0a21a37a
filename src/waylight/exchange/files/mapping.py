"""How a kind of file names its columns, and the words it uses for Waylight's codes."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Self


@dataclass(frozen=True)
class FileMapping:
    """The headings a kind of file may use for each field, and its words for the codes of a field. Written as TOML."""

    file: str
    columns: Mapping[str, tuple[str, ...]]
    required: frozenset[str]
    values: Mapping[str, Mapping[str, str]]

    @classmethod
    def from_toml(cls, text: str) -> Self:
        parsed = tomllib.loads(text)
        columns = {field: (name,) if isinstance(name, str) else tuple(name) for field, name in parsed["columns"].items()}
        values = {
            field: {word.casefold(): code for word, code in words.items()} for field, words in parsed.get("values", {}).items()
        }
        return cls(parsed["file"], columns, frozenset(parsed["required"]), values)

    def code(self, field: str, word: str) -> str | None:
        """Return the code of a word, or None when the mapping does not have the word."""
        return self.values[field].get(word.casefold())

    def heading(self, field: str) -> str:
        """Return the heading to name in messages: the first of the field's headings."""
        return self.columns[field][0]


@cache
def shipped_mapping(name: str) -> FileMapping:
    """Return one of the mappings that come with Waylight, named after its kind of file."""
    return FileMapping.from_toml((files("waylight.exchange") / "mappings" / f"{name}.toml").read_text("utf-8"))
