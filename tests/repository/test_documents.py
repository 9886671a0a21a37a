"""The documents are true to the tree: every link leads somewhere, and every module they name exists."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src/waylight"
DOCUMENTS = sorted([ROOT / "README.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").rglob("*.md"), *SOURCE.rglob("README.md")])
LINK = re.compile(r"\]\(([^)\s]+)\)")
MODULE = re.compile(r"`([\w/.-]+\.(?:py|html|toml|typ))`")


def short(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


def broken_links(text: str, folder: Path) -> Iterator[str]:
    """The links of a document in this folder that lead to no file."""
    for link in LINK.findall(text):
        path = link.partition("#")[0]
        if path and "://" not in link and not link.startswith("mailto:") and not (folder / path).exists():
            yield link


def unknown_modules(text: str, folder: Path) -> Iterator[str]:
    """The files a document names in backticks that exist neither beside it nor under the root, the package or its own folder."""
    for name in MODULE.findall(text):
        if not any((place / name).exists() for place in (folder, ROOT, SOURCE, SOURCE / "web/templates")):
            yield name


@pytest.mark.parametrize("document", DOCUMENTS, ids=short)
def test_every_link_in_a_document_leads_somewhere(document: Path) -> None:
    assert list(broken_links(document.read_text("utf-8"), document.parent)) == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=short)
def test_every_module_that_a_document_names_exists(document: Path) -> None:
    assert list(unknown_modules(document.read_text("utf-8"), document.parent)) == []


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        pytest.param("[the story](the-story.md)", [], id="a file that is there"),
        pytest.param("[the rule](the-story.md#back)", [], id="a heading of a file that is there"),
        pytest.param("[the story](no-such-story.md)", ["no-such-story.md"], id="a file that is not"),
        pytest.param("[the law](https://example.org/law)", [], id="an address elsewhere"),
    ],
)
def test_the_check_of_links_finds_those_that_lead_nowhere(text: str, broken: list[str]) -> None:
    assert list(broken_links(text, ROOT / "docs")) == broken


def test_the_check_of_modules_finds_those_that_are_gone() -> None:
    assert list(unknown_modules("`duties/protocol.py` and `web/gates.py`", ROOT / "docs")) == ["web/gates.py"]
