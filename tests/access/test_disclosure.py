"""The disclosure policy is the partnership's matrix: what each role reads of each part of a child's record.

The table below is written by hand from the access agreement, apart from the declarations, so that a change of one answer in
either is found.
"""

from dataclasses import replace

import pytest

from waylight.access.disclosure import Disclosure, Reader, RecordPart, register, registered_parts
from waylight.access.police_records import POLICE_LINES
from waylight.accounts.roles import Role
from waylight.episodes.record_parts import SAFE_AND_WELL_CHECK
from waylight.interviews.record_parts import INTERVIEW_WORDS

ANSWERS = {"R": Disclosure.YES, "m": Disclosure.MINIMUM, "-": Disclosure.NO}
COLUMNS = [
    "POL_CR",
    "POL_MFH",
    "POL_EXP",
    "FRONT_DOOR",
    "COORD",
    "SW",
    "TM",
    "SM",
    "AD",
    "IRO",
    "RHI_W",
    "RHI_MGR",
    "HOME",
    "FOSTER",
    "SCHOOL",
    "EDU",
    "HEALTH",
    "YJS",
    "EH",
    "VCS",
    "HUB",
    "OLA",
    "ANALYST",
    "QA",
    "COMMISSION",
    "MEMBER",
    "IGO",
    "SYSADMIN",
]
# One letter for each role, in the order of COLUMNS.
MATRIX = {
    # police, front door, council, reviewing, interviewing, carers, schools, health, community, hub, other authority, the rest
    "identity":             "R R R   R R R R R R          R    R R  m m     m m      R  R R -      R   R    - R - - - -",
    "council_flags":        "R R R   R R R R R R          R    R R  R R     - -      R  R R -      R   R    - R - - - -",
    "police_flags":         "R R R   R R R R R R          R    - -  - -     - -      -  - - -      R   R    - R - - - -",
    "police_intelligence":  "R R R   R m m m m m          m    - -  - -     - -      -  - - -      R   -    - - - - - -",
    "episodes":             "R R R   R R R R R R          R    R R  R R     m m      m  R R -      R   R    - R - - - -",
    "risk":                 "R R R   R R R R R R          R    R R  m m     - -      -  - - -      R   R    - R - - - -",
    "police_lines":         "R R R   m m m m m m          -    - -  m m     - -      -  - - -      m   m    - m - - - -",
    "council_lines":        "R R R   R R R R R R          R    R R  R R     - -      -  - - -      R   R    - R - - - -",
    "safe_and_well_check":  "R R R   R R R R R R          R    m m  m m     - -      -  - - -      R   R    - R - - - -",
    "safe_and_well_result": "R R R   R R R R R R          R    R R  - -     - -      -  - - -      R   R    - R - - - -",
    "interview_process":    "m m m   R R R R R R          R    R R  m m     - -      -  - - -      R   R    - R - - - -",
    "interview_words":      "m m m   R R R R R R          R    R R  m m     - -      -  - - -      R   R    - R - - - -",
    "meetings":             "R R R   R R R R R R          R    R R  m m     m m      m  m m -      R   R    - R - - - -",
}  # fmt: skip
CELLS = [
    pytest.param(part, Role(column), ANSWERS[letter], id=f"{part}: {column}")
    for part, letters in MATRIX.items()
    for column, letter in zip(COLUMNS, letters.split(), strict=True)
]


def test_the_table_has_every_role_and_every_part() -> None:
    assert {Role(column) for column in COLUMNS} == set(Role)
    assert POLICE_LINES.code in MATRIX
    assert set(MATRIX) == set(registered_parts())


@pytest.mark.parametrize(("part", "role", "answer"), CELLS)
def test_a_role_reads_of_a_part_what_the_matrix_says(part: str, role: Role, answer: Disclosure) -> None:
    assert Reader(frozenset({role})).disclosure(registered_parts()[part]) == answer


def test_a_part_that_no_package_registered_is_unreadable() -> None:
    unknown = RecordPart(code="associations", name="Associations", reads=frozenset(Role))
    changed = replace(SAFE_AND_WELL_CHECK, reads=frozenset(Role), knows=frozenset(), minimum="")
    reader = Reader(frozenset(Role) - {Role.HOME})
    assert [reader.knows_of(part) for part in (unknown, changed)] == [False, False]


def test_two_parts_cannot_have_one_code() -> None:
    with pytest.raises(ValueError, match="Two parts of a record have the code interview_words"):
        register(replace(INTERVIEW_WORDS, reads=frozenset(Role), knows=frozenset(), minimum=""))


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param({"minimum": ""}, id="a minimum that is not explained"),
        pytest.param({"knows": frozenset({Role.COORDINATOR})}, id="a role with two answers"),
    ],
)
def test_a_part_gives_each_role_one_answer_that_is_explained(changed: dict) -> None:
    with pytest.raises(ValueError, match="The minimum of new"):
        register(replace(INTERVIEW_WORDS, code="new", **changed))


def test_a_person_of_two_roles_reads_the_more_of_the_two() -> None:
    reader = Reader(frozenset({Role.INTERVIEWER, Role.COORDINATOR}))
    assert reader.disclosure(SAFE_AND_WELL_CHECK) == Disclosure.YES


def test_staff_of_a_home_never_read_what_the_child_said_even_with_a_second_role() -> None:
    reader = Reader(frozenset({Role.HOME, Role.SOCIAL_WORKER}))
    assert reader.disclosure(INTERVIEW_WORDS) == Disclosure.MINIMUM


def test_a_person_without_a_role_reads_nothing() -> None:
    assert not any(Reader(frozenset()).knows_of(part) for part in registered_parts().values())
