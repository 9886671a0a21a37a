"""The children behind the episodes: how many, how often each, and who they are."""

from waylight.core.sources import MANCHESTER, STAFFORDSHIRE, STOCKPORT, WOLVERHAMPTON
from waylight.facts.tables import EXPLOITATION
from waylight.indicators.episodes import FIFTY, FIVE, TEN, THREE
from waylight.indicators.indicator import Base, Better, Count, Indicator, Share, Spread, every

FOURTEEN, FIFTEEN = 14, 15

CHILDREN = Count(
    key="children",
    title="Children",
    question="How many different children went missing?",
    base=Base.CHILDREN,
    of=lambda child: child.count(),
    which=every,
    better=Better.LOWER,
    source=STOCKPORT,
)
ONCE = Count(
    key="children_once",
    title="Went missing once",
    question="How many children went missing once in the period?",
    base=Base.CHILDREN,
    of=lambda child: child.count(where=child.episodes == 1),
    which=lambda child: child.episodes == 1,
    source=MANCHESTER,
)
THREE_PLUS = Count(
    key="children_3plus",
    title="Three times or more",
    question="How many went missing three times or more?",
    base=Base.CHILDREN,
    of=lambda child: child.count(where=child.episodes >= THREE),
    which=lambda child: child.episodes >= THREE,
    better=Better.LOWER,
    source=WOLVERHAMPTON,
)
FIVE_PLUS = Count(
    key="children_5plus",
    title="Five times or more",
    question="How many went missing five times or more?",
    base=Base.CHILDREN,
    of=lambda child: child.count(where=child.episodes >= FIVE),
    which=lambda child: child.episodes >= FIVE,
    better=Better.LOWER,
    source=STAFFORDSHIRE,
)
TEN_PLUS = Count(
    key="children_10plus",
    title="Ten times or more",
    question="How many went missing ten times or more?",
    base=Base.CHILDREN,
    of=lambda child: child.count(where=child.episodes >= TEN),
    which=lambda child: child.episodes >= TEN,
    better=Better.LOWER,
    source=STOCKPORT,
)
OVER_FIFTY = Count(
    key="children_over_50",
    title="More than fifty times",
    question="How many went missing more than fifty times?",
    base=Base.CHILDREN,
    of=lambda child: child.count(where=child.episodes > FIFTY),
    which=lambda child: child.episodes > FIFTY,
    better=Better.LOWER,
    source=STAFFORDSHIRE,
)
EPISODES_OF_TEN_PLUS = Count(
    key="episodes_of_10plus",
    title="Episodes of children missing ten times or more",
    question="How many episodes were of children missing ten times or more?",
    base=Base.CHILDREN,
    of=lambda child: child.episodes.sum(where=child.episodes >= TEN),
    which=lambda child: child.episodes >= TEN,
    source=MANCHESTER,
)
MOST = Count(
    key="most_episodes",
    title="Most episodes of one child",
    question="How many episodes did the child with the most have?",
    base=Base.CHILDREN,
    of=lambda child: child.episodes.max(),
    which=None,
    source=MANCHESTER,
)
FOURTEEN_PLUS = Count(
    key="children_aged_14plus",
    title="Aged 14 or over",
    question="How many were 14 or over at their first episode in the period?",
    base=Base.CHILDREN,
    of=lambda child: child.count(where=child.first_age >= FOURTEEN),
    which=lambda child: child.first_age >= FOURTEEN,
    source=STAFFORDSHIRE,
)
FIFTEEN_PLUS = Count(
    key="children_aged_15plus",
    title="Aged 15 or over",
    question="How many were 15 or over at their first episode in the period?",
    base=Base.CHILDREN,
    of=lambda child: child.count(where=child.first_age >= FIFTEEN),
    which=lambda child: child.first_age >= FIFTEEN,
    source=STAFFORDSHIRE,
)
MISSING_FROM = Spread(
    key="missing_from_children",
    title="Where they were missing from",
    question="Where were children missing from, at their first episode in the period?",
    base=Base.CHILDREN,
    by=lambda child: child.first_place,
    of=lambda child: child.count(),
    source=STOCKPORT,
)
CSE_CHILDREN = Count(
    key="cse_children",
    title="Children flagged for sexual exploitation",
    question="How many children were already flagged when they went missing?",
    base=Base.CHILDREN,
    of=lambda child: child.cse_flag.sum(),
    which=lambda child: child.cse_flag == 1,
    flag=EXPLOITATION,
    source=MANCHESTER,
)
LOOKED_AFTER = Count(
    key="looked_after_children",
    title="Looked-after children",
    question="How many were looked after when they went missing?",
    base=Base.CHILDREN,
    of=lambda child: child.looked_after.sum(),
    which=lambda child: child.looked_after == 1,
    source=STAFFORDSHIRE,
)
OTHER_AUTHORITY = Count(
    key="other_la_children",
    title="Looked after by another authority",
    question="How many were looked after by another authority?",
    base=Base.CHILDREN,
    of=lambda child: child.other_authority.sum(),
    which=lambda child: child.other_authority == 1,
    source=STAFFORDSHIRE,
)
ONCE_SHARE = Share(
    key="once_share",
    title="Went missing once",
    question="Of the children who went missing, how many did so once?",
    base=Base.CHILDREN,
    part="children_once",
    whole="children",
    source=MANCHESTER,
)
TEN_PLUS_SHARE = Share(
    key="episodes_of_10plus_share",
    title="Share of episodes of children missing ten times or more",
    question="What share of episodes were of children missing ten times or more?",
    base=Base.CHILDREN,
    part="episodes_of_10plus",
    whole="episodes",
    better=Better.LOWER,
    source=MANCHESTER,
)

THREE_PLUS_SHARE = Share(
    key="children_3plus_share",
    title="Went missing three times or more",
    question="Of the children who went missing, how many did so three times or more?",
    base=Base.CHILDREN,
    part="children_3plus",
    whole="children",
    better=Better.LOWER,
    source=WOLVERHAMPTON,
)
LOOKED_AFTER_SHARE = Share(
    key="looked_after_share",
    title="Looked after",
    question="Of the children who went missing, how many were looked after?",
    base=Base.CHILDREN,
    part="looked_after_children",
    whole="children",
    source=STAFFORDSHIRE,
)
OTHER_AUTHORITY_SHARE = Share(
    key="other_la_share",
    title="Looked after by another authority",
    question="Of the children who went missing, how many were looked after by another authority?",
    base=Base.CHILDREN,
    part="other_la_children",
    whole="children",
    source=STAFFORDSHIRE,
)
FIFTEEN_PLUS_SHARE = Share(
    key="aged_15plus_share",
    title="Aged 15 or over",
    question="Of the children who went missing, how many were 15 or over?",
    base=Base.CHILDREN,
    part="children_aged_15plus",
    whole="children",
    source=STAFFORDSHIRE,
)
CSE_SHARE = Share(
    key="cse_share",
    title="Flagged for sexual exploitation",
    question="Of the children who went missing, how many were already flagged?",
    base=Base.CHILDREN,
    part="cse_children",
    whole="children",
    source=MANCHESTER,
)

FAMILY: tuple[Indicator, ...] = (
    CHILDREN, ONCE, THREE_PLUS, FIVE_PLUS, TEN_PLUS, OVER_FIFTY, EPISODES_OF_TEN_PLUS, MOST, FOURTEEN_PLUS, FIFTEEN_PLUS,
    MISSING_FROM, CSE_CHILDREN, LOOKED_AFTER, OTHER_AUTHORITY, ONCE_SHARE, TEN_PLUS_SHARE,
    THREE_PLUS_SHARE, LOOKED_AFTER_SHARE, OTHER_AUTHORITY_SHARE, FIFTEEN_PLUS_SHARE, CSE_SHARE,
)  # fmt: skip
