"""The papers from which rules and figures come, so that a reader can check them."""

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


GUIDANCE = Source(
    title="Statutory guidance on children who run away or go missing from home or care",
    publisher="Department for Education",
    published=date(2014, 1, 1),
)
INQUIRY = Source(
    title="Inquiry into safeguarding absent children",
    publisher="All-Party Parliamentary Group for Runaway and Missing Children and Adults",
    published=date(2016, 1, 1),
)
MANCHESTER = Source(
    title="Missing from home and care strategy",
    publisher="Manchester Safeguarding Children Board",
    published=date(2017, 1, 1),
)
SCRUTINY = Source(
    title="Missing from home, care and education",
    publisher="Manchester Children and Young People Scrutiny Committee",
    published=date(2017, 2, 28),
)
STOCKPORT = Source(
    title="Problem profile: children missing from home and care", publisher="Stockport", published=date(2016, 1, 1)
)
WOLVERHAMPTON = Source(
    title="Children missing from care: report to the Corporate Parenting Board",
    publisher="Wolverhampton",
    published=date(2023, 1, 1),
)
STAFFORDSHIRE = Source(
    title="Children who go missing: report to the Safe and Strong Communities committee",
    publisher="Staffordshire County Council",
    published=date(2018, 1, 1),
)
MERSEYSIDE = Source(
    title="Missing children joint protocol", publisher="Merseyside police and local authorities", published=date(2019, 1, 1)
)
COVENTRY = Source(title="Children missing from home and care procedure", publisher="Coventry Safeguarding Children Partnership")
LONDON = Source(title="London child protection procedures: children missing from care and home", publisher="London")
WORKING_DEFAULT = Source(title="Working default, for each partnership to confirm", publisher="Waylight")
