"""The names that docstrings, comments and notes in templates quote exist: a renamed class is renamed there too."""

import ast
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src/waylight"
MODULES = [file for file in sorted(SOURCE.rglob("*.py")) if "migrations" not in file.parts]
TEMPLATES = sorted(SOURCE.rglob("*.html"))
QUOTED = re.compile(r"`([A-Za-z_][\w.]*)(?:\(\))?`")
NOTE = re.compile(r"\{#.*?#\}", re.DOTALL)
CLASS_IN_NOTE = re.compile(r"\b(?:[a-z_]+\.)+([A-Z]\w+)")
# Names of fields in one form's HTML, which no module contains as a whole.
MADE_AT_RUN_TIME = frozenset({"born_on_day"})


def _docstrings(tree: ast.Module) -> set[int]:
    places = (
        node.body[0] for node in ast.walk(tree) if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and node.body
    )
    return {id(first.value) for first in places if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)}


def names_in(code: str) -> Iterator[str]:
    """The names that a module defines or uses, and the words of its strings: a docstring may quote a code or a column."""
    tree = ast.parse(code)
    docstrings = _docstrings(tree)
    for node in ast.walk(tree):
        for attribute in ("name", "id", "attr", "arg", "module"):
            if isinstance(name := getattr(node, attribute, None), str):
                yield from name.split(".")
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield from re.findall(r"\w+", node.value)


def prose_of(file: Path) -> Iterator[str]:
    with file.open("rb") as source:
        for token in tokenize.tokenize(source.readline):
            if token.type == tokenize.COMMENT or (token.type == tokenize.STRING and token.string.startswith('"""')):
                yield token.string


def unknown_names(prose: str, known: frozenset[str]) -> list[str]:
    return [quoted for quoted in QUOTED.findall(prose) if not known.issuperset(quoted.split("."))]


@pytest.fixture(scope="module")
def known() -> frozenset[str]:
    names = {name for module in MODULES for name in names_in(module.read_text("utf-8"))}
    rooms = {part for module in MODULES for part in (*module.relative_to(SOURCE).with_suffix("").parts, "waylight")}
    return frozenset(names | rooms | MADE_AT_RUN_TIME)


@pytest.mark.parametrize("package", sorted({module.relative_to(SOURCE).parts[0] for module in MODULES}))
def test_every_name_that_a_docstring_quotes_exists(package: str, known: frozenset[str]) -> None:
    mine = [module for module in MODULES if module.relative_to(SOURCE).parts[0] == package]
    assert [(each.name, gone) for each in mine for prose in prose_of(each) for gone in unknown_names(prose, known)] == []


def test_every_class_that_a_note_in_a_template_names_exists(known: frozenset[str]) -> None:
    notes = [(page, note) for page in TEMPLATES for note in NOTE.findall(page.read_text("utf-8"))]
    assert [(page.name, name) for page, note in notes for name in CLASS_IN_NOTE.findall(note) if name not in known] == []


def test_the_check_finds_a_name_that_is_gone(known: frozenset[str]) -> None:
    assert unknown_names("Raises `EditConflict`, once `Overtaken`; see `access.visibility`.", known) == ["Overtaken"]
