"""What is written about the indicators is what is counted."""

from pathlib import Path

from waylight.indicators.docs_page import document
from waylight.indicators.register import REGISTER

WRITTEN = Path(__file__).parents[2] / "docs/indicators.md"


def test_the_document_is_the_register() -> None:
    assert WRITTEN.read_text("utf-8") == document()


def test_every_indicator_has_its_line() -> None:
    lines = [line for line in document().splitlines() if line.startswith("|") and "`" in line]
    assert len(lines) == len(REGISTER)
