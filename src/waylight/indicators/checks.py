"""Safe and well checks: did someone see that a child who came back was safe, and soon enough?"""

from waylight.core.sources import MANCHESTER
from waylight.duties.missing_from_home import SAFE_AND_WELL_CHECK
from waylight.indicators.indicator import Base, Better, Count, Indicator, Share

CHECKED = Count(
    key="checks.made",
    title="Safe and well checks made",
    question="How many returns with an interview due had a safe and well check: in person, by phone or through the carer?",
    base=Base.RETURNS,
    of=lambda tally: tally.checked.sum(),
    which=lambda episode: episode.checked == 1,
    better=Better.HIGHER,
    source=MANCHESTER,
    for_reports=True,
)
IN_TIME = Count(
    key="checks.in_24h",
    title=f"Safe and well checks made within {SAFE_AND_WELL_CHECK.within}",
    question="How many of these checks were made in time?",
    base=Base.RETURNS,
    of=lambda tally: tally.checked_in_time.sum(),
    which=lambda episode: episode.checked_in_time == 1,
    better=Better.HIGHER,
    source=MANCHESTER,
    for_reports=True,
)
IN_TIME_SHARE = Share(
    key="checks.in_24h_share",
    title=f"Safe and well checks within {SAFE_AND_WELL_CHECK.within}",
    question="Of the returns with an interview due, how many had the check in time?",
    base=Base.RETURNS,
    part="checks.in_24h",
    whole="rhi.due",
    better=Better.HIGHER,
    source=MANCHESTER,
    for_reports=True,
)

FAMILY: tuple[Indicator, ...] = (CHECKED, IN_TIME, IN_TIME_SHARE)
