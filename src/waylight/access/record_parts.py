"""The parts of a child's record below the episodes: who the child is, and the council's flags."""

from waylight.access.disclosure import RecordPart, register
from waylight.access.matrix_columns import CARERS, COMMUNITY, HEALTH, INTERVIEWING, SCHOOLS, WORKS_THE_CASE

IDENTITY = register(
    RecordPart(
        code="identity",
        name="Who the child is",
        reads=WORKS_THE_CASE | INTERVIEWING | HEALTH | COMMUNITY,
        knows=CARERS | SCHOOLS,
        minimum="the name, age, home and responsible council",
    )
)
COUNCIL_FLAGS = register(
    RecordPart(
        code="council_flags",
        name="Flags of the council",
        reads=WORKS_THE_CASE | INTERVIEWING | CARERS | HEALTH | COMMUNITY,
    )
)
