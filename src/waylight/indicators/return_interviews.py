"""Return interviews: are children interviewed when they come back, and soon enough?"""

from waylight.core.sources import SCRUTINY, STAFFORDSHIRE, WOLVERHAMPTON
from waylight.duties.return_interview_deadlines import RETURN_INTERVIEW
from waylight.indicators.indicator import Base, Better, Count, Indicator, Share, every

DUE = Count(
    key="rhi.due",
    title="Return interviews due",
    question="How many times did a child come back and need an interview?",
    base=Base.RETURNS,
    of=lambda tally: tally.due.sum(),
    which=every,
    source=SCRUTINY,
)
OFFERED = Count(
    key="rhi.offered",
    title="Offered",
    question="How many times did someone offer an interview, or try to?",
    base=Base.RETURNS,
    of=lambda tally: tally.offered.sum(),
    which=lambda episode: episode.offered == 1,
    better=Better.HIGHER,
    source=WOLVERHAMPTON,
)
COMPLETED = Count(
    key="rhi.completed",
    title="Held",
    question="How many times was the child interviewed?",
    base=Base.RETURNS,
    of=lambda tally: tally.completed.sum(),
    which=lambda episode: episode.completed == 1,
    better=Better.HIGHER,
    source=SCRUTINY,
)
IN_TIME = Count(
    key="rhi.in_72h",
    title=f"Held within {RETURN_INTERVIEW.within}",
    question="How many interviews were held in time?",
    base=Base.RETURNS,
    of=lambda tally: tally.in_time.sum(),
    which=lambda episode: (episode.in_time == 1) & (episode.completed == 1),
    better=Better.HIGHER,
    source=SCRUTINY,
)
DECLINED_COUNT = Count(
    key="rhi.declined",
    title="Declined",
    question="How many times did the child or a parent say no?",
    base=Base.RETURNS,
    of=lambda tally: tally.declined.sum(),
    which=lambda episode: episode.declined == 1,
    better=Better.LOWER,
    source=WOLVERHAMPTON,
)
CHILDREN_DECLINED = Count(
    key="rhi.children_declined",
    title="Children who declined",
    question="For how many different children did the child or a parent say no?",
    base=Base.CHILDREN_BACK,
    of=lambda child: child.count(where=child.declined > 0),
    which=lambda child: child.declined > 0,
    better=Better.LOWER,
    source=WOLVERHAMPTON,
)
NO_CONTACT = Count(
    key="rhi.no_contact",
    title="No contact",
    question="How many times could the child not be contacted?",
    base=Base.RETURNS,
    of=lambda tally: tally.no_contact.sum(),
    which=lambda episode: episode.no_contact == 1,
    better=Better.LOWER,
    source=SCRUTINY,
)
SUPERSEDED = Count(
    key="rhi.superseded",
    title="Missing again first",
    question="How many times did the child go missing again first?",
    base=Base.RETURNS,
    of=lambda tally: tally.superseded.sum(),
    which=lambda episode: episode.superseded == 1,
    better=Better.LOWER,
    source=SCRUTINY,
)
NOT_OFFERED = Count(
    key="rhi.not_offered",
    title="Not offered",
    question="How many times was no interview offered?",
    base=Base.RETURNS,
    of=lambda tally: tally.not_offered.sum(),
    which=lambda episode: episode.not_offered == 1,
    better=Better.LOWER,
    source=SCRUTINY,
)
OUTSTANDING = Count(
    key="rhi.outstanding",
    title="Outstanding",
    question="How many have no result recorded yet?",
    base=Base.RETURNS,
    of=lambda tally: tally.outstanding.sum(),
    which=lambda episode: episode.outstanding == 1,
    better=Better.LOWER,
    source=SCRUTINY,
)
CHILDREN_INTERVIEWED = Count(
    key="rhi.children_interviewed",
    title="Children interviewed",
    question="How many different children were interviewed?",
    base=Base.CHILDREN_BACK,
    of=lambda child: child.count(where=child.completed > 0),
    which=lambda child: child.completed > 0,
    better=Better.HIGHER,
    source=STAFFORDSHIRE,
)
COMPLETED_SHARE = Share(
    key="rhi.completed_share",
    title="Return interviews held",
    question="Of all that were due, how many were held?",
    base=Base.RETURNS,
    part="rhi.completed",
    whole="rhi.due",
    better=Better.HIGHER,
    source=SCRUTINY,
)
IN_TIME_SHARE = Share(
    key="rhi.in_72h_share",
    title=f"Return interviews held within {RETURN_INTERVIEW.within}",
    question="Of all that were due, how many were held in time?",
    base=Base.RETURNS,
    part="rhi.in_72h",
    whole="rhi.due",
    better=Better.HIGHER,
    source=SCRUTINY,
)
IN_TIME_OF_HELD = Share(
    key="rhi.in_72h_of_completed",
    title=f"Of those held, within {RETURN_INTERVIEW.within}",
    question="Of all that were held, how many were held in time?",
    base=Base.RETURNS,
    part="rhi.in_72h",
    whole="rhi.completed",
    better=Better.HIGHER,
    source=SCRUTINY,
)

OFFERED_SHARE = Share(
    key="rhi.offered_share",
    title="Return interviews offered",
    question="For how many of all that were due did someone offer an interview, or try to?",
    base=Base.RETURNS,
    part="rhi.offered",
    whole="rhi.due",
    better=Better.HIGHER,
    source=WOLVERHAMPTON,
)
DECLINED_SHARE = Share(
    key="rhi.declined_share",
    title="Declined by the child or a parent",
    question="Of all that were due, how many were declined?",
    base=Base.RETURNS,
    part="rhi.declined",
    whole="rhi.due",
    better=Better.LOWER,
    source=WOLVERHAMPTON,
)
OUTSTANDING_SHARE = Share(
    key="rhi.outstanding_share",
    title="Return interviews outstanding",
    question="Of all that were due, how many have no result recorded yet?",
    base=Base.RETURNS,
    part="rhi.outstanding",
    whole="rhi.due",
    better=Better.LOWER,
    source=SCRUTINY,
)

FAMILY: tuple[Indicator, ...] = (
    DUE, OFFERED, COMPLETED, IN_TIME, DECLINED_COUNT, CHILDREN_DECLINED, NO_CONTACT, SUPERSEDED, NOT_OFFERED, OUTSTANDING,
    CHILDREN_INTERVIEWED, COMPLETED_SHARE, IN_TIME_SHARE, IN_TIME_OF_HELD, OFFERED_SHARE, DECLINED_SHARE, OUTSTANDING_SHARE,
)  # fmt: skip
