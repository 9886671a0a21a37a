"""docs/duties.md is written from the register of duties."""

from pathlib import Path

from waylight.duties.docs_page import as_markdown


def test_the_page_of_duties_agrees_with_the_register() -> None:
    assert (Path(__file__).parents[2] / "docs/duties.md").read_text() == as_markdown()
