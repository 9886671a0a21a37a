"""The lowest level of risk that is advised, and for which children."""

from dataclasses import replace

import pytest

from waylight.duties.protocol import NATIONAL
from waylight.duties.risk_floors import RISK_FLOORS, Circumstances, risk_floors_for

FOURTEEN = Circumstances(age=14)


def held(kind: str, by: str) -> Circumstances:
    return replace(FOURTEEN, flags=frozenset({(kind, by)}))


@pytest.mark.parametrize(
    ("child", "codes"),
    [
        pytest.param(FOURTEEN, [], id="fourteen, no flags"),
        pytest.param(replace(FOURTEEN, age=13), ["never-absent"], id="thirteen is never absent"),
        pytest.param(replace(FOURTEEN, age=12), ["young", "never-absent"], id="twelve is at higher risk"),
        pytest.param(held("CSE", "POLICE"), ["exploitation-police"], id="a police exploitation flag"),
        pytest.param(held("CCE", "LA"), ["exploitation"], id="a council exploitation flag"),
        pytest.param(held("ASD", "LA"), [], id="a flag of another kind"),
        pytest.param(replace(FOURTEEN, looked_after=True), ["in-our-care"], id="looked after"),
        pytest.param(replace(FOURTEEN, protection_plan=True), ["in-our-care"], id="on a child protection plan"),
    ],
)
def test_the_advice_follows_the_child_s_circumstances(child: Circumstances, codes: list[str]) -> None:
    assert [floor.code for floor in risk_floors_for(child)] == [*codes, "never-low-alone"]


def test_a_council_can_agree_another_age() -> None:
    ten_and_under = replace(NATIONAL, risk_never_absent_to_age=10, risk_higher_to_age=10)
    assert [floor.code for floor in risk_floors_for(replace(FOURTEEN, age=12), ten_and_under)] == ["never-low-alone"]


def test_every_rule_has_a_code_of_its_own_and_a_source() -> None:
    assert len({floor.code for floor in RISK_FLOORS}) == len(RISK_FLOORS)
    assert all(str(floor.source) for floor in RISK_FLOORS)
