"""The document that a rule comes from, so that a reader can check it."""

from dataclasses import dataclass, replace
from datetime import date


@dataclass(frozen=True, kw_only=True)
class Source:
    title: str
    publisher: str
    published: date | None = None
    section: str = ""

    def at(self, section: str) -> "Source":
        return replace(self, section=section)

    def __str__(self) -> str:
        year = f", {self.published.year}" if self.published else ""
        part = f": {self.section}" if self.section else ""
        return f"{self.title} ({self.publisher}{year}){part}"
