"""Who reads what the police hold about a child: the force all of it, partners what is shared, a provider nothing of it."""

from enum import StrEnum

import pytest

from waylight.access.police_records import (
    flag_label,
    is_police_flag,
    knows_of_flag,
    knows_of_police_lines,
    reads_flag,
    reads_police_line,
)
from waylight.accounts.roles import FIGURES_ONLY, LIVING_HERE, OWN_CASES, REFERRED, WHOLE_COUNCIL, WHOLE_FORCE, Role
from waylight.placements.labels import POLICE_HELD
from waylight.placements.models import Flag


class Line(StrEnum):
    """What someone learns of a police line that is not shared, and of one that is."""

    HIDDEN = "does not learn that there is one"
    KNOWN = "learns that there is one"
    READ = "reads it"


LINES = {
    **dict.fromkeys(WHOLE_FORCE, (Line.READ, Line.READ)),
    **dict.fromkeys(WHOLE_COUNCIL | OWN_CASES | LIVING_HERE, (Line.KNOWN, Line.READ)),
    **dict.fromkeys(REFERRED | FIGURES_ONLY, (Line.HIDDEN, Line.HIDDEN)),
    **dict.fromkeys((Role.ADMINISTRATOR, Role.INFORMATION_GOVERNANCE, Role.EDUCATION), (Line.HIDDEN, Line.HIDDEN)),
}


def line_of(role: Role, *, shared: bool) -> Line:
    roles = frozenset({role})
    if reads_police_line(roles, shared=shared):
        return Line.READ
    return Line.KNOWN if knows_of_police_lines(roles) else Line.HIDDEN


@pytest.mark.parametrize("role", Role)
def test_a_role_reads_of_a_police_line_what_the_partnership_agreed(role: Role) -> None:
    assert (line_of(role, shared=False), line_of(role, shared=True)) == LINES[role]


INTELLIGENCE = Flag(kind="OCG", source=POLICE_HELD)
POLICE_FLAG = Flag(kind="GANG", source="POLICE")
COUNCIL_FLAG = Flag(kind="SELF_HARM", source="SOCIAL_CARE")


@pytest.mark.parametrize(
    ("roles", "labels"),
    [
        pytest.param(WHOLE_FORCE, ["Organised crime", "Gangs", "Self-harm"], id="the force reads all"),
        pytest.param(WHOLE_COUNCIL | OWN_CASES, ["Police marker", "Gangs", "Self-harm"], id="the council learns of intelligence"),
        pytest.param(LIVING_HERE, ["Self-harm"], id="a home learns of no police flag"),
        pytest.param(REFERRED, ["Self-harm"], id="an interview provider learns of no police flag"),
    ],
)
def test_partners_read_the_flags_that_are_theirs_to_read(roles: frozenset[Role], labels: list[str]) -> None:
    for role in roles:
        one = frozenset({role})
        assert [flag_label(one, flag) for flag in (INTELLIGENCE, POLICE_FLAG, COUNCIL_FLAG) if knows_of_flag(one, flag)] == labels


def test_a_person_of_two_roles_reads_what_either_lets_them_read() -> None:
    roles = frozenset({Role.INTERVIEWER, Role.COORDINATOR})
    assert reads_police_line(roles, shared=True)
    assert knows_of_flag(roles, INTELLIGENCE)
    assert not reads_flag(roles, INTELLIGENCE)


def test_the_police_hold_their_own_flags_and_their_intelligence() -> None:
    assert [is_police_flag(flag) for flag in (INTELLIGENCE, POLICE_FLAG, COUNCIL_FLAG)] == [True, True, False]
