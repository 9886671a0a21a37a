"""Who reads what the police hold about a child: the force all of it, partners what is shared, a provider nothing of it."""

import pytest

from waylight.access.disclosure import Reader
from waylight.access.police_records import flag_label, is_police_flag, part_of, reads_police_line
from waylight.accounts.roles import Role
from waylight.agencies.police_sources import POLICE_INTELLIGENCE
from waylight.placements.models import Flag

INTELLIGENCE = Flag(kind="OCG", source=POLICE_INTELLIGENCE)
POLICE_FLAG = Flag(kind="GANG", source="POLICE")
COUNCIL_FLAG = Flag(kind="SELF_HARM", source="SOCIAL_CARE")


@pytest.mark.parametrize(
    ("role", "unshared", "shared"),
    [
        pytest.param(Role.POLICE_MISSING, True, True, id="the police read their own lines"),
        pytest.param(Role.COORDINATOR, False, True, id="the council reads a line once it is shared"),
        pytest.param(Role.HOME, False, True, id="so does the home"),
        pytest.param(Role.INTERVIEWER, False, False, id="an interviewer reads none"),
        pytest.param(Role.REVIEWING_OFFICER, False, False, id="a reviewing officer reads none"),
        pytest.param(Role.BOARD, False, False, id="a board member reads none"),
    ],
)
def test_a_police_line_is_read_by_partners_once_it_is_shared(role: Role, *, unshared: bool, shared: bool) -> None:
    reader = Reader(frozenset({role}))
    assert [reads_police_line(reader, shared=each) for each in (False, True)] == [unshared, shared]


@pytest.mark.parametrize(
    ("role", "labels"),
    [
        pytest.param(Role.POLICE_CONTROL, ["Organised crime", "Gangs", "Self-harm"], id="the force reads all"),
        pytest.param(Role.FRONT_DOOR, ["Organised crime", "Gangs", "Self-harm"], id="so does the front door"),
        pytest.param(Role.COORDINATOR, ["Police marker", "Gangs", "Self-harm"], id="the council learns of a marker"),
        pytest.param(Role.HOME, ["Self-harm"], id="a home learns of no police flag"),
        pytest.param(Role.INTERVIEWER, ["Self-harm"], id="an interview provider learns of no police flag"),
    ],
)
def test_partners_read_the_flags_that_are_theirs_to_read(role: Role, labels: list[str]) -> None:
    reader, flags = Reader(frozenset({role})), (INTELLIGENCE, POLICE_FLAG, COUNCIL_FLAG)
    assert [flag_label(reader, flag) for flag in flags if reader.knows_of(part_of(flag))] == labels


def test_a_person_of_two_roles_reads_what_either_lets_them_read() -> None:
    reader = Reader(frozenset({Role.INTERVIEWER, Role.COORDINATOR}))
    assert reads_police_line(reader, shared=True)
    assert reader.knows_of(part_of(INTELLIGENCE))
    assert not reader.reads(part_of(INTELLIGENCE))


def test_the_police_hold_their_own_flags_and_their_intelligence() -> None:
    assert [is_police_flag(flag) for flag in (INTELLIGENCE, POLICE_FLAG, COUNCIL_FLAG)] == [True, True, False]
