"""The parts of a child's record about return interviews: how each is arranged, and what the child said."""

from waylight.access.disclosure import RecordPart, register
from waylight.access.matrix_columns import CARERS, INTERVIEWING, POLICE_OF_ALL_KINDS, WORKS_THE_CASE

INTERVIEW_PROCESS = register(
    RecordPart(
        code="interview_process",
        name="How a return interview is arranged",
        reads=(WORKS_THE_CASE - POLICE_OF_ALL_KINDS) | INTERVIEWING,
        knows=POLICE_OF_ALL_KINDS | CARERS,
        minimum="whether an interview is allocated, held or ended",
    )
)
INTERVIEW_WORDS = register(
    RecordPart(
        code="interview_words",
        name="What the child said in a return interview",
        reads=(WORKS_THE_CASE - POLICE_OF_ALL_KINDS) | INTERVIEWING,
        knows=POLICE_OF_ALL_KINDS | CARERS,
        minimum="what was shared with the police, or a summary written for the carers",
        never=CARERS,
    )
)
