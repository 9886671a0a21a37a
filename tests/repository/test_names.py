"""Names tell a stranger where things are: small folders, file names that say the thing, one meaning for a class name."""

import ast
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src/waylight"
MODULES = sorted(
    file for file in SOURCE.rglob("*.py") if not {"migrations", "management"} & set(file.parts) and file.name != "__init__.py"
)
TESTS = sorted((ROOT / "tests").rglob("*.py"))
MOST_MODULES = 14

# Names that tell a stranger nothing: pronouns, adverbs, bare participles, metaphors.
RIDDLES = frozenset((
    "acting", "agreed", "allowed", "asked", "asking", "behind", "chosen", "coming", "comparing", "copying", "deciding",
    "describing", "desk", "door", "drawn", "earlier", "filling", "finding", "first", "floors", "found", "gates", "given",
    "grouping", "guards", "guide", "held", "holding", "how", "ink", "kept", "lately", "left", "letters", "looking",
    "lost", "made", "managing", "naming", "news", "next", "next_step", "now", "once", "opens", "others", "overtaken",
    "page_of", "plain", "prepared", "putting", "reading", "reckoning", "same", "seen", "settled", "sides", "sight",
    "since", "spoken", "standing", "stands", "telling", "their", "theirs", "things", "told", "twins", "undoing",
    "viewing", "waiting", "what", "whose", "within", "working", "writing",
))  # fmt: skip
# A file name means one thing in the whole tree. These are one idea that several packages have, each its own part of it.
ONE_IDEA: Mapping[str, str] = {
    "access": "which of an area's records a page may open",
    "actions": "what people do to a package's records",
    "apps": "Django's description of a package",
    "choices": "the codes of a package's records, and their labels",
    "docs_page": "a register as a page of the documentation",
    "forms": "what an area's pages ask",
    "models": "a package's records",
    "page": "everything one area's main page shows",
    "record_parts": "the parts of a child's record that a package registers with the disclosure policy",
    "register": "the explicit list of a package's definitions",
    "rows": "the rows of one source's file",
    "urls": "an area's addresses",
    "views": "an area's pages",
    "writer": "writes one source's rows into the records",
}


def short(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


def crowded(files: Iterable[Path]) -> dict[str, int]:
    """The folders with more modules than one reads at a glance."""
    return {short(folder): count for folder, count in Counter(file.parent for file in files).items() if count > MOST_MODULES}


def riddles(files: Iterable[Path]) -> list[str]:
    return [short(file) for file in files if file.stem in RIDDLES]


def names_of_two_things(files: Iterable[Path]) -> dict[str, list[str]]:
    places = defaultdict(list)
    for file in files:
        places[file.stem].append(short(file))
    return {name: found for name, found in places.items() if len(found) > 1 and name not in ONE_IDEA}


def classes_in(source: str) -> list[str]:
    """The classes a module defines, without Django's Meta and the commands that Django finds by name."""
    return [node.name for node in ast.walk(ast.parse(source)) if isinstance(node, ast.ClassDef) and node.name != "Meta"]


def classes_named_twice(sources: Mapping[str, str]) -> dict[str, list[str]]:
    places = defaultdict(list)
    for name, source in sources.items():
        for defined in classes_in(source):
            places[defined].append(name)
    return {defined: found for defined, found in places.items() if len(found) > 1}


def test_a_folder_is_read_at_a_glance() -> None:
    assert crowded(MODULES) == {}


def test_a_file_name_says_what_is_in_the_file() -> None:
    assert riddles(MODULES) == []


def test_a_file_name_means_one_thing_in_the_whole_tree() -> None:
    assert names_of_two_things(MODULES) == {}


def test_no_idea_is_listed_that_only_one_file_has() -> None:
    times = Counter(file.stem for file in MODULES)
    assert [name for name in ONE_IDEA if times[name] < 2] == []


def test_a_class_name_means_one_thing_in_the_whole_tree() -> None:
    assert classes_named_twice({short(file): file.read_text("utf-8") for file in MODULES}) == {}


def test_tests_stand_where_the_code_they_test_stands() -> None:
    """A folder of tests is named after a package, or after what only tests have."""
    only_tests = {"browser", "data", "repository", "simulation", "tests"}
    folders = {file.relative_to(ROOT / "tests").parts[0] for file in TESTS if file.parent != ROOT / "tests"}
    packages = {folder.name for folder in SOURCE.iterdir() if folder.is_dir()}
    assert folders - packages - only_tests == set()


@pytest.mark.parametrize(
    ("stems", "found"),
    [
        pytest.param(["whose"], ["src/waylight/web/whose.py"], id="a pronoun is a riddle"),
        pytest.param(["child_scope"], [], id="a thing is not"),
    ],
)
def test_the_check_of_file_names_finds_riddles(stems: list[str], found: list[str]) -> None:
    assert riddles(SOURCE / f"web/{stem}.py" for stem in stems) == found


def test_the_check_of_folders_counts_the_fifteenth_module() -> None:
    files = [SOURCE / f"web/kit/module_{place}.py" for place in range(MOST_MODULES)]
    assert crowded(files) == {}
    assert crowded([*files, SOURCE / "web/kit/one_more.py"]) == {"src/waylight/web/kit": MOST_MODULES + 1}


def test_the_check_of_names_finds_one_name_for_two_ideas() -> None:
    assert names_of_two_things([SOURCE / "people/names.py", SOURCE / "exchange/names.py"])
    assert not names_of_two_things([SOURCE / "people/models.py", SOURCE / "exchange/models.py"])


def test_the_check_of_classes_finds_a_name_used_twice() -> None:
    line = "class Line:\n    class Meta:\n        pass\n"
    assert classes_named_twice({"one.py": line, "other.py": line}) == {"Line": ["one.py", "other.py"]}
    assert classes_named_twice({"one.py": line, "other.py": line.replace("Line", "Bar")}) == {}
