"""The papers that define our indicators."""

from datetime import date

from waylight.core.sources import Source

STOCKPORT = Source(
    title="Problem profile: children missing from home and care", publisher="Stockport", published=date(2016, 1, 1)
)
MANCHESTER = Source(
    title="Missing from home and care strategy", publisher="Manchester Safeguarding Children Board", published=date(2017, 1, 1)
)
SCRUTINY = Source(
    title="Missing from home, care and education",
    publisher="Manchester Children and Young People Scrutiny Committee",
    published=date(2017, 2, 28),
)
WOLVERHAMPTON = Source(
    title="Children missing from care: report to the Corporate Parenting Board",
    publisher="Wolverhampton",
    published=date(2023, 1, 1),
)
STAFFORDSHIRE = Source(
    title="Children who go missing: report to committee", publisher="Staffordshire County Council", published=date(2018, 1, 1)
)
