"""Which of Today's lists is asked for: whose work, and which band."""

from dataclasses import dataclass, replace
from typing import Any, Self
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse

from waylight.briefings.today import Band, TodayWorklist
from waylight.briefings.worklist_scope import Assignee

WHOSE = {Assignee.ALL: "All", Assignee.MINE: "Mine", Assignee.TEAM: "My team", Assignee.UNALLOCATED: "Not assigned"}
BANDS = {
    None: "Everything",
    Band.MISSING: "Missing now",
    Band.OVERDUE: "Overdue",
    Band.SOON: "Next 24 hours",
    Band.LATER: "Later",
    Band.ALLOCATE: "Interviews to allocate",
}


@dataclass(frozen=True)
class Choice:
    whose: Assignee = Assignee.ALL
    band: Band | None = None

    @classmethod
    def of(cls, query: QueryDict) -> Self:
        """What an address asks for; anything unheard of is the plain page."""
        whose, band = query.get("whose", ""), query.get("show", "")
        return cls(Assignee(whose) if whose in Assignee else Assignee.ALL, Band(band) if band in Band else None)

    @property
    def query(self) -> str:
        said = {"whose": "" if self.whose == Assignee.ALL else self.whose.value, "show": self.band.value if self.band else ""}
        return urlencode({name: value for name, value in said.items() if value})

    @property
    def href(self) -> str:
        return self.address(reverse("today"))

    def address(self, path: str) -> str:
        return f"{path}?{self.query}" if self.query else path

    @property
    def poll(self) -> str:
        """Where the page asks whether anything is new."""
        return self.address(reverse("today:new"))

    @property
    def href_new(self) -> str:
        """The same list, shown with what is new marked."""
        return f"{reverse('today')}?{self.prefix}new=1"

    @property
    def prefix(self) -> str:
        """What stands before one more part of the address's query."""
        return f"{self.query}&" if self.query else ""

    def shows(self, band: Band) -> bool:
        return self.band is None or self.band == band

    def by_whose(self, today: TodayWorklist) -> list[dict[str, Any]]:
        return [_count(replace(self, whose=whose), label, today, active=whose == self.whose) for whose, label in WHOSE.items()]

    def by_band(self, today: TodayWorklist) -> list[dict[str, Any]]:
        bands = {band: label for band, label in BANDS.items() if band != Band.ALLOCATE or today.desk.may_allocate}
        return [_count(replace(self, band=band), label, today, active=band == self.band) for band, label in bands.items()]


def _count(choice: Choice, label: str, today: TodayWorklist, *, active: bool) -> dict[str, Any]:
    return {"label": label, "count": today.count(choice.whose, choice.band), "href": choice.href, "active": active}
