"""No package reaches up to a higher one by a string or by the reverse of a relation, where an import contract sees nothing."""

import ast
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from django.apps import apps

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src/waylight"
LOOKUPS = frozenset({"get_model", "get_field", "import_string", "import_module"})
# The one inversion: settings name the rule of who may see a child, so that QuerySets of lower packages can ask it.
ALLOWED = {"people/child_records.py"}


def layers() -> dict[str, int]:
    """Each package's height in the import contract, the lowest first."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    listed = next(contract["layers"] for contract in contracts if contract["type"] == "layers")
    return {name.strip("() "): height for height, line in enumerate(reversed(listed)) for name in line.split("|")}


def reverse_names() -> dict[str, str]:
    """The reverse accessors of every relation between records of two packages, each with the package that defines it."""
    found = {}
    for model in apps.get_models():
        for field in model._meta.get_fields():
            if field.auto_created and field.is_relation and field.related_model:
                owner, target = field.related_model.__module__.split("."), model.__module__.split(".")
                name = field.get_accessor_name() if not field.hidden else None
                if owner[0] == target[0] == "waylight" and owner[1] != target[1] and name:
                    found[name] = owner[1]
    return found


HEIGHT = layers()
REVERSE = reverse_names()


def reaches(source: str, package: str, reverse: Mapping[str, str] = REVERSE) -> Iterator[tuple[int, str]]:
    """Line and name of each reach from a package into a higher one."""
    higher = {name for name, owner in reverse.items() if HEIGHT[owner] > HEIGHT[package]}
    packages = {name for name, height in HEIGHT.items() if height > HEIGHT[package]}
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Attribute(value=ast.Name(id="self")):
                continue
            case ast.Attribute(attr=name) if name in higher and _of_a_record(node):
                yield node.lineno, name
            case ast.keyword(arg=str(name)) if "__" in name and name.partition("__")[0] in higher:
                yield node.value.lineno, name
            case ast.Call(func=ast.Attribute(attr=called) | ast.Name(id=called), args=[ast.Constant(value=str(text)), *_]):
                named = text.removeprefix("waylight.").partition(".")[0]
                if called in LOOKUPS and (text in higher or named in packages):
                    yield node.lineno, text


def _of_a_record(node: ast.Attribute) -> bool:
    """Whether an attribute is taken from a variable that may be a record, and not from a module or a class."""
    return isinstance(node.value, (ast.Name, ast.Attribute, ast.Call)) and not (
        isinstance(node.value, ast.Name) and node.value.id[:1].isupper()
    )


def modules() -> Iterator[tuple[Path, str]]:
    for file in sorted(SOURCE.rglob("*.py")):
        inside = file.relative_to(SOURCE)
        if "migrations" not in inside.parts and len(inside.parts) > 1 and inside.as_posix() not in ALLOWED:
            yield file, inside.parts[0]


def test_no_package_reaches_up_by_a_string_or_a_reverse_relation() -> None:
    found = [
        f"{file.relative_to(ROOT)}:{line}: {name}"
        for file, package in modules()
        for line, name in reaches(file.read_text("utf-8"), package)
    ]
    assert found == []


@pytest.mark.parametrize(
    ("line", "package", "found"),
    [
        pytest.param("child.episodes.all()", "people", ["episodes"], id="a reverse accessor of a higher package"),
        pytest.param("Child.objects.filter(episodes__returned_at=None)", "people", ["episodes__returned_at"], id="in a lookup"),
        pytest.param('Child._meta.get_field("episodes")', "access", ["episodes"], id="by the name of a field"),
        pytest.param('apps.get_model("episodes.Episode")', "people", ["episodes.Episode"], id="by the name of a model"),
        pytest.param('import_string("waylight.web.urls")', "core", ["waylight.web.urls"], id="by a path"),
        pytest.param("child.episodes.all()", "web", [], id="down is the way of the layers"),
        pytest.param("child.identifiers.all()", "people", [], id="its own relations are a package's own"),
    ],
)
def test_the_check_of_layers_finds_reaches(line: str, package: str, found: list[str]) -> None:
    assert [name for _, name in reaches(line, package)] == found
