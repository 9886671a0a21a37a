"""How many, how often, how old, when and from where."""

from waylight.core.sources import MANCHESTER, STAFFORDSHIRE, STOCKPORT
from waylight.facts.tables import EXPLOITATION
from waylight.indicators.indicator import Base, Better, Count, Indicator, Share, Spread, every

TEN, THREE, FIVE, FIFTY = 10, 3, 5, 50

EPISODES = Count(
    key="episodes",
    title="Missing episodes",
    question="How many times did children go missing?",
    base=Base.EPISODES,
    of=lambda tally: tally.episodes.sum(),
    which=every,
    better=Better.LOWER,
    source=STOCKPORT,
)
CLOSED = Count(
    key="closed",
    title="Episodes that have ended",
    question="How many episodes had ended when the figures were taken?",
    base=Base.EPISODES,
    of=lambda tally: tally.closed.sum(),
    which=lambda episode: episode.closed == 1,
    source=STAFFORDSHIRE,
)
WITHIN_24H = Count(
    key="within_24h",
    title="Back within 24 hours",
    question="How many times was the child back within 24 hours?",
    base=Base.EPISODES,
    of=lambda tally: tally.within_24h.sum(),
    which=lambda episode: episode.within_24h == 1,
    better=Better.HIGHER,
    source=STAFFORDSHIRE,
)
STILL_MISSING = Count(
    key="still_missing",
    title="Not yet back",
    question="How many are still missing?",
    base=Base.EPISODES,
    of=lambda tally: tally.episodes.sum() - tally.closed.sum(),
    which=lambda episode: episode.closed == 0,
    better=Better.LOWER,
    source=STAFFORDSHIRE,
)
CSE_EPISODES = Count(
    key="cse_episodes",
    title="Episodes of children flagged for sexual exploitation",
    question="How many times was the child already flagged when they went missing?",
    base=Base.EPISODES,
    of=lambda tally: tally.cse_flag.sum(),
    which=lambda episode: episode.cse_flag == 1,
    flag=EXPLOITATION,
    source=MANCHESTER,
)
AGE = Spread(
    key="age_at_start",
    title="Age at the start",
    question="How old were the children?",
    base=Base.EPISODES,
    by=lambda tally: tally.age,
    of=lambda tally: tally.episodes.sum(),
    source=STAFFORDSHIRE,
)
HOUR = Spread(
    key="hour_of_start",
    title="Hour last seen",
    question="At what time of day were the children last seen?",
    base=Base.EPISODES,
    by=lambda tally: tally.start_hour,
    of=lambda tally: tally.episodes.sum(),
    source=MANCHESTER,
)
DURATION = Spread(
    key="duration",
    title="How long they were missing",
    question="How long were the children missing?",
    base=Base.EPISODES,
    by=lambda tally: tally.duration,
    of=lambda tally: tally.episodes.sum(),
    source=STAFFORDSHIRE,
    for_reports=True,
)
WITHIN_24H_SHARE = Share(
    key="within_24h_share",
    title="Back within 24 hours",
    question="Of those who came back, how many were back within 24 hours?",
    base=Base.EPISODES,
    part="within_24h",
    whole="closed",
    better=Better.HIGHER,
    source=STAFFORDSHIRE,
)

FAMILY: tuple[Indicator, ...] = (EPISODES, CLOSED, WITHIN_24H, STILL_MISSING, CSE_EPISODES, AGE, HOUR, DURATION, WITHIN_24H_SHARE)
