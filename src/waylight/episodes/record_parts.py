"""The parts of a child's record about missing episodes: reports, risk, the council's lines of the log, checks and meetings."""

from waylight.access.disclosure import RecordPart, register
from waylight.access.matrix_columns import CARERS, COMMUNITY, HEALTH, INTERVIEWING, SCHOOLS, WORKS_THE_CASE

EPISODES = register(
    RecordPart(
        code="episodes",
        name="Reports and episodes",
        reads=WORKS_THE_CASE | INTERVIEWING | CARERS | COMMUNITY,
        knows=SCHOOLS | HEALTH,
        minimum="that the child is missing or back, and who to contact",
    )
)
RISK = register(
    RecordPart(
        code="risk",
        name="Risk assessments",
        reads=WORKS_THE_CASE | INTERVIEWING,
        knows=CARERS,
        minimum="the carer's own view of the risk",
    )
)
COUNCIL_LINES = register(
    RecordPart(
        code="council_lines",
        name="Lines of an episode's log by the council and carers",
        reads=WORKS_THE_CASE | INTERVIEWING | CARERS,
    )
)
SAFE_AND_WELL_CHECK = register(
    RecordPart(
        code="safe_and_well_check",
        name="What the safe and well check found",
        reads=WORKS_THE_CASE,
        knows=INTERVIEWING | CARERS,
        minimum="that the check was made",
    )
)
SAFE_AND_WELL_RESULT = register(
    RecordPart(
        code="safe_and_well_result",
        name="The result of the safe and well check",
        reads=WORKS_THE_CASE | INTERVIEWING,
    )
)
MEETINGS = register(
    RecordPart(
        code="meetings",
        name="Minutes of meetings about the child",
        reads=WORKS_THE_CASE | INTERVIEWING,
        knows=CARERS | SCHOOLS | HEALTH | COMMUNITY,
        minimum="that the meeting was held, and the actions that are theirs",
    )
)
