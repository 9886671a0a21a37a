"""docs/duties.md is written from the register of duties."""

from pathlib import Path

import pytest

from tests.duties.made_up_duties import MEDIUM, OFFICER_TOLD, PLAN_REVIEW
from waylight.duties.docs_page import as_markdown
from waylight.duties.duty import Duty


def test_the_page_of_duties_agrees_with_the_register() -> None:
    assert (Path(__file__).parents[2] / "docs/duties.md").read_text() == as_markdown()


@pytest.mark.parametrize(
    ("duty", "rows"),
    [
        pytest.param(
            MEDIUM,
            [
                "| Only if, at the start | the risk is medium |",
                "| Time allowed | 24 hours, then every 24 hours |",
                "| Starts again | when the level of risk changed |",
                "| Warning | after 12 hours |",
                "| Told when it is not done | the superintendent, after 48 hours from the first start |",
            ],
            id="comes again, starts again, warns and escalates",
        ),
        pytest.param(
            PLAN_REVIEW,
            [
                "| Time allowed | 90 days, then 90 days after the last time |",
                "| Starts again | when the child came back from an episode, with 5 working days, if that is sooner |",
            ],
            id="comes sooner",
        ),
        pytest.param(
            OFFICER_TOLD,
            [
                "| Only while | the child is looked after and the child is under 13 |",
                "| Paused | while the child is in hospital |",
            ],
            id="lasts as long as a condition, and stands still",
        ),
    ],
)
def test_everything_that_a_duty_says_can_be_read(duty: Duty, rows: list[str]) -> None:
    assert [row for row in rows if row not in as_markdown([duty]).splitlines()] == []
