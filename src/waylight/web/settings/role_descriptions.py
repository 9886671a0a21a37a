"""What a role opens, in a sentence for whoever decides about it."""

from waylight.accounts.roles import (
    CONFIRMS_ROLES,
    FIGURES_ONLY,
    LIVING_HERE,
    MANAGES_PEOPLE,
    OWN_CASES,
    REFERRED,
    REVIEWS_EMERGENCIES,
    TOLD_FOR_SCHOOL,
    WHOLE_COUNCIL,
    WHOLE_FORCE,
    Role,
)

SENTENCES: tuple[tuple[frozenset[Role], str], ...] = (
    (WHOLE_COUNCIL, "The record of every child the council holds, looks after or hosts."),
    (WHOLE_FORCE, "The record of every child of every council the force serves."),
    (OWN_CASES, "The records of the children allocated to them or to their team."),
    (REFERRED, "The records of the children referred to the organisation for an interview."),
    (LIVING_HERE, "The records of the children who live in the home now."),
    (TOLD_FOR_SCHOOL, "The names of the council's children of school age who are missing or recently back. No child's record."),
    (FIGURES_ONLY, "Figures without names."),
    (MANAGES_PEOPLE, "No child's record. They invite people, propose roles and help people sign in."),
    (REVIEWS_EMERGENCIES, "No child's record. They review what was opened in an emergency."),
    (CONFIRMS_ROLES, "They confirm the roles of others."),
)


def opens(role: str) -> str:
    """Everything that is so of a role."""
    said = " ".join(sentence for roles, sentence in SENTENCES if role in roles)
    return said or "What your partnership's access agreement allows."
