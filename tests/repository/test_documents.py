"""The documents are true to the tree: every link leads somewhere, and everything they name exists."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src/waylight"
DOCUMENTS = sorted([ROOT / "README.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").rglob("*.md"), *SOURCE.rglob("README.md")])
LINK = re.compile(r"\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
FILE = re.compile(r"`([\w/.-]+\.(?:py|html|md|toml|typ|txt|csv)|(?:bench|docs|scripts|tests)/[\w/.-]+)`")
# `visibility.visibility_filter`, `episodes.actions.report_missing(…)`: a module and what it defines.
DOTTED = re.compile(r"`([a-z_]+(?:\.[a-z_]+)*)\.(\w+)(?:\([^`]*\))?`")
VALUES = frozenset({"duty", "request"})  # not modules
GENERATED = frozenset({"duties.md", "indicators.md"})  # they list codes with dots in them


def short(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


def broken_links(text: str, folder: Path) -> Iterator[str]:
    """The links of a document in this folder that lead to no file."""
    for link in LINK.findall(text):
        path, _, heading = link.partition("#")
        if "://" in link or link.startswith("mailto:"):
            continue
        if not (folder / path).exists() or (heading and path and heading not in headings(folder / path)):
            yield link


def headings(document: Path) -> set[str]:
    """The names of a document's headings in links: small letters, hyphens for spaces, no other signs."""
    titles = HEADING.findall(document.read_text("utf-8"))
    return {re.sub(r"[^\w -]", "", title).strip().lower().replace(" ", "-") for title in titles}


def unknown_files(text: str, folder: Path) -> Iterator[str]:
    """The files a document names in backticks that exist neither beside it nor under the root, the package or its own folder."""
    for name in FILE.findall(text):
        if not any((place / name).exists() for place in (folder, ROOT, SOURCE, SOURCE / "web/templates")):
            yield name


def unknown_members(text: str, folder: Path) -> Iterator[str]:
    """The dotted names in backticks of which the module, or what it should define, is gone."""
    for path, member in DOTTED.findall(text):
        if path.partition(".")[0] in VALUES or FILE.fullmatch(f"`{path}.{member}`"):
            continue
        places = [place / path.replace(".", "/") for place in (folder, SOURCE, SOURCE.parent)]
        if not any(_defines(place, member) for place in places):
            yield f"{path}.{member}"


def _defines(module: Path, member: str) -> bool:
    if module.is_dir():
        return any((module / f"{member}{ending}").exists() for ending in ("", ".py"))
    code = module.with_suffix(".py")
    return code.exists() and bool(re.search(rf"^(?:def|class) {member}\b|^{member}\b.*=", code.read_text("utf-8"), re.MULTILINE))


@pytest.mark.parametrize("document", DOCUMENTS, ids=short)
def test_every_link_in_a_document_leads_somewhere(document: Path) -> None:
    assert list(broken_links(document.read_text("utf-8"), document.parent)) == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=short)
def test_every_file_that_a_document_names_exists(document: Path) -> None:
    assert list(unknown_files(document.read_text("utf-8"), document.parent)) == []


@pytest.mark.parametrize("document", [each for each in DOCUMENTS if each.name not in GENERATED], ids=short)
def test_every_function_that_a_document_names_exists(document: Path) -> None:
    assert list(unknown_members(document.read_text("utf-8"), document.parent)) == []


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        pytest.param("[the story](the-story.md)", [], id="a file that is there"),
        pytest.param("[the rule](the-story.md#what-is-due)", [], id="a heading of a file that is there"),
        pytest.param("[the story](no-such-story.md)", ["no-such-story.md"], id="a file that is not"),
        pytest.param("[the story](the-story.md#no-such)", ["the-story.md#no-such"], id="a heading that is not"),
        pytest.param("[the law](https://example.org/law)", [], id="an address elsewhere"),
    ],
)
def test_the_check_of_links_finds_those_that_lead_nowhere(text: str, broken: list[str]) -> None:
    assert list(broken_links(text, ROOT / "docs")) == broken


@pytest.mark.parametrize("gone", ["web/gates.py", "tests/no_such_folder", "no_such.toml"])
def test_the_check_of_files_finds_those_that_are_gone(gone: str) -> None:
    assert list(unknown_files(f"`duties/protocol.py`, `tests/duties` and `{gone}`", ROOT / "docs")) == [gone]


@pytest.mark.parametrize("gone", ["visibility.no_such_rule", "no_such_module.visibility_filter", "access.no_such_module"])
def test_the_check_of_functions_finds_those_that_are_gone(gone: str) -> None:
    there = "`visibility.visibility_filter`, `access.visibility`, `request.user`, `access.actions.bring_in(child, by=…)`"
    named = f"{there} and `{gone}`"
    assert list(unknown_members(named, SOURCE / "access")) == [gone]
