"""The filters of Today: by assignee and by list."""

from dataclasses import dataclass, replace
from typing import Any, Self
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse

from waylight.briefings.today import Band, TodayWorklist
from waylight.briefings.worklist_scope import Assignee

ASSIGNEES = {Assignee.ALL: "All", Assignee.MINE: "Mine", Assignee.TEAM: "My team", Assignee.UNALLOCATED: "Not assigned"}
BANDS = {
    None: "Everything",
    Band.MISSING: "Missing now",
    Band.OVERDUE: "Overdue",
    Band.SOON: "Next 24 hours",
    Band.LATER: "Later",
    Band.ALLOCATE: "Interviews to allocate",
}


@dataclass(frozen=True)
class TodayFilter:
    assignee: Assignee = Assignee.ALL
    band: Band | None = None

    @classmethod
    def of(cls, query: QueryDict) -> Self:
        """Return the filter in an address's query. An unknown value means no filter."""
        assignee, band = query.get("whose", ""), query.get("show", "")
        return cls(Assignee(assignee) if assignee in Assignee else Assignee.ALL, Band(band) if band in Band else None)

    @property
    def query(self) -> str:
        parts = {
            "whose": "" if self.assignee == Assignee.ALL else self.assignee.value,
            "show": self.band.value if self.band else "",
        }
        return urlencode({name: value for name, value in parts.items() if value})

    @property
    def href(self) -> str:
        return self.address(reverse("today"))

    def address(self, path: str) -> str:
        return f"{path}?{self.query}" if self.query else path

    @property
    def poll(self) -> str:
        """Return the address that the page polls for new activity."""
        return self.address(reverse("today:new"))

    @property
    def href_new(self) -> str:
        """Return the address of the same list that starts a new visit, so that the new items are marked."""
        return f"{reverse('today')}?{self.prefix}new=1"

    @property
    def prefix(self) -> str:
        """Return the start of the query, to which one more parameter is added."""
        return f"{self.query}&" if self.query else ""

    def shows(self, band: Band) -> bool:
        return self.band is None or self.band == band

    def by_assignee(self, today: TodayWorklist) -> list[dict[str, Any]]:
        return [
            _count(replace(self, assignee=assignee), label, today, active=assignee == self.assignee)
            for assignee, label in ASSIGNEES.items()
        ]

    def by_band(self, today: TodayWorklist) -> list[dict[str, Any]]:
        bands = {band: label for band, label in BANDS.items() if band != Band.ALLOCATE or today.scope.may_allocate}
        return [_count(replace(self, band=band), label, today, active=band == self.band) for band, label in bands.items()]


def _count(choice: TodayFilter, label: str, today: TodayWorklist, *, active: bool) -> dict[str, Any]:
    return {"label": label, "count": today.count(choice.assignee, choice.band), "href": choice.href, "active": active}
