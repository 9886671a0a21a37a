"""The page of duties says what the register says."""

from pathlib import Path

from waylight.duties.docs_page import as_markdown


def test_the_page_of_duties_is_as_the_register_has_it() -> None:
    assert (Path(__file__).parents[2] / "docs/duties.md").read_text() == as_markdown()
