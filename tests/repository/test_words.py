"""Pages, refusals and messages use the glossary's words: no phrase that the glossary replaces stands in what people read."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src/waylight"
GLOSSARY = ROOT / "docs/glossary.md"
# The demonstration's children and workers speak in their own words, and generated files speak in the words of other systems.
NOT_OURS = ("config/demonstration", "exchange/simulation", "migrations")
TEMPLATES = sorted(file for file in SOURCE.rglob("templates/**/*") if file.suffix in {".html", ".txt"})
MODULES = sorted(file for file in SOURCE.rglob("*.py") if not any(part in file.as_posix() for part in NOT_OURS))
SCRIPTS = sorted((ROOT / "assets/js").glob("*js"))

COMMENT = re.compile(r"\{#.*?#\}|\{% comment %\}.*?\{% endcomment %\}|<!--.*?-->", re.DOTALL)
SCRIPT = re.compile(r"<(script|style|svg)\b.*?</\1>", re.DOTALL)
# A literal handed to a component or a filter: words="Take ownership", default:"Not recorded", pluralize:"it,them".
LITERAL = re.compile(r"""[=:]\s*(?:"([^"]*)"|'([^']*)')""")
TAG = re.compile(r"\{[%{].*?[%}]\}", re.DOTALL)
READ_OUT = re.compile(r"""\b(?:aria-label|alt|title|placeholder|data-label|data-i18n[\w.-]*)="([^"]*)\"""")
INLINE = re.compile(r"</?(?:a|strong|em|span|mark|time)\b[^>]*>", re.DOTALL)
ELEMENT = re.compile(r"<[^>]*>", re.DOTALL)
GAP = "…"
WRITES_TO_THE_LOG = {"record", "viewed", "viewed_many", "record_view", "record_list_view"}


@dataclass(frozen=True)
class Phrase:
    instead_of: str
    word: str

    @property
    def pattern(self) -> re.Pattern[str]:
        words = r"\s+".join(re.escape(word).replace("'", "['\u2019]") for word in self.instead_of.split())
        return re.compile(rf"(?<![\w-]){words}(?![\w-])", re.IGNORECASE)


def phrases() -> list[Phrase]:
    """Every phrase in quotation marks in the last column of the glossary's words on pages."""
    table = GLOSSARY.read_text("utf-8").partition("## Words on pages")[2]
    rows = [[cell.strip() for cell in line.strip("| ").split(" | ")] for line in table.splitlines() if line.startswith("| ")]
    return [Phrase(old, row[0]) for row in rows[2:] for old in re.findall(r'"([^"]+)"', row[-1])]


PHRASES = phrases()
TOGETHER = re.compile("|".join(f"(?:{phrase.pattern.pattern})" for phrase in PHRASES), re.IGNORECASE)


def faults(words: str) -> list[tuple[Phrase, int]]:
    """Each replaced phrase in some words, and where it begins."""
    if not TOGETHER.search(words):
        return []
    return [(phrase, found.start()) for phrase in PHRASES if (found := phrase.pattern.search(words))]


def visible(template: str) -> Iterator[tuple[int, str]]:
    """What a template shows, with line numbers: text, attributes that are read out, and literals for components and filters."""
    blanked = COMMENT.sub(_blank, template)
    for tag in TAG.finditer(blanked):
        for literal in LITERAL.finditer(tag.group()):
            yield _line(blanked, tag.start()), literal.group(1) or literal.group(2) or ""
    plain = SCRIPT.sub(_blank, TAG.sub(_gap, blanked))
    for attribute in READ_OUT.finditer(plain):
        yield _line(plain, attribute.start()), attribute.group(1)
    yield 1, ELEMENT.sub(_gap, INLINE.sub("", plain))


def _line(text: str, at: int) -> int:
    return text.count("\n", 0, at) + 1


def _blank(found: re.Match[str]) -> str:
    return " " + "\n" * found.group().count("\n")


def _gap(found: re.Match[str]) -> str:
    return GAP + "\n" * found.group().count("\n")


def spoken(source: str) -> Iterator[tuple[int, str]]:
    """The strings of a module that people read: prose, without docstrings, keys of dictionaries and audit verbs."""
    tree = ast.parse(source)
    unread = {*_docstrings(tree), *_keys(tree), *_stored(tree), *_parts(tree), *_types(tree)}
    for node in ast.walk(tree):
        if id(node) in unread:
            continue
        if isinstance(node, ast.JoinedStr):
            yield node.lineno, "".join(part.value if isinstance(part, ast.Constant) else GAP for part in node.values)  # type: ignore[misc]
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and _prose(node.value):
            yield node.lineno, node.value


def _prose(said: str) -> bool:
    return " " in said.strip() or said[:1].isupper()


def _docstrings(tree: ast.Module) -> Iterator[int]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) and ast.get_docstring(node):
            yield id(node.body[0].value)  # type: ignore[attr-defined]


def _keys(tree: ast.Module) -> Iterator[int]:
    return (id(key) for node in ast.walk(tree) if isinstance(node, ast.Dict) for key in node.keys)


def _stored(tree: ast.Module) -> Iterator[int]:
    """Verbs and kinds in the audit log never change; a record's kind is its verbose name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] in WRITES_TO_THE_LOG:
            yield from (id(part) for argument in node.args for part in ast.walk(argument))
        elif isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) in {"verbose_name", "verbose_name_plural"}:
            yield id(node.value)


def _types(tree: ast.Module) -> Iterator[int]:
    """Names of classes in annotations and generic types."""
    for node in ast.walk(tree):
        annotation = getattr(node, "slice", None) or getattr(node, "annotation", None) or getattr(node, "returns", None)
        yield from (id(part) for part in ast.walk(annotation)) if isinstance(annotation, ast.AST) else ()


def _parts(tree: ast.Module) -> Iterator[int]:
    return (id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values)


def scripted(source: str) -> Iterator[tuple[int, str]]:
    """The strings of a script that are prose."""
    for literal in re.finditer(r"""["`]([^"`\n]* [^"`\n]*)["`]""", source):
        yield _line(source, literal.start()), literal.group(1)


READERS = {".py": spoken, ".js": scripted, ".mjs": scripted}


def found_in(file: Path) -> list[str]:
    text = file.read_text("utf-8")
    said = READERS.get(file.suffix, visible)(text)
    return [
        f'{file.relative_to(ROOT)}:{line + _line(words, at) - 1}: "{phrase.instead_of}" in "{_near(words, at)}", '
        f'where the glossary has "{phrase.word}"'
        for line, words in said
        for phrase, at in faults(words)
    ]


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        pytest.param("<h2>What is owed</h2>", ["owed"], id="text"),
        pytest.param('{% include "x.html" with words="Take it on" %}', ["take it on"], id="a literal for a component"),
        pytest.param('{{ who|default:"Nobody yet" }}', ["nobody yet", "nobody"], id="a literal of a filter"),
        pytest.param('<td data-label="What came of it">', ["came of it"], id="an attribute that is read out"),
        pytest.param("<p>It will be put\n  right.</p>", ["put right"], id="over two lines"),
        pytest.param("<p>Put <strong>right</strong></p>", ["put right"], id="in part emphasised"),
        pytest.param("<dt>Put</dt><dd>Right</dd>", [], id="in two cells"),
        pytest.param("<p>The record{% if a %} stands{% endif %}.</p>", ["stands"], id="beside a tag"),
        pytest.param('{% include "owed.html" with tasks=owed %}', [], id="names of files and of variables"),
        pytest.param('<a class="owed" href="/whoever/" id="owed">Due</a>', [], id="classes, addresses and ids"),
        pytest.param("{# What is owed. #}<script>owed()</script>", [], id="comments and scripts"),
        pytest.param("<p>She understands why he withstands it.</p>", [], id="words that contain a phrase"),
    ],
)
def test_what_a_template_shows_is_told_from_what_it_hides(template: str, expected: list[str]) -> None:
    assert [phrase.instead_of for _, words in visible(template) for phrase, _ in faults(words)] == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param('raise ValidationError("Somebody else has to.")', ["somebody"], id="a refusal"),
        pytest.param('label = f"{name} is put right by {by}."', ["put right"], id="with values in it"),
        pytest.param('what = "This is " "owed now."', ["owed"], id="in two pieces"),
        pytest.param('label = "Nobody"', ["nobody"], id="one word of a label"),
        pytest.param('def f():\n    """Nobody knows whoever."""\n    return "owed"', [], id="a docstring and a code"),
        pytest.param('log.record("recorded an attempt at", interview, by=by)', [], id="an audit verb"),
        pytest.param('SAID = {"added a second report to": "was reported again"}', [], id="a key"),
        pytest.param('class Attempts(ChildRecords["Attempt"]): ...', [], id="a type"),
        pytest.param("owed = nobody(whoever)  # somebody", [], id="names and comments"),
    ],
)
def test_what_a_module_says_is_told_from_what_it_names(source: str, expected: list[str]) -> None:
    assert [phrase.instead_of for _, words in spoken(source) for phrase, _ in faults(words)] == expected


def test_a_fault_names_the_file_the_line_the_phrase_and_the_word(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(f"{__name__}.ROOT", tmp_path)
    page = tmp_path / "page.html"
    page.write_text("<h1>Amina</h1>\n<p>What is owed</p>\n", "utf-8")
    assert found_in(page) == ['page.html:2: "owed" in "What is owed", where the glossary has "due"']


def test_the_glossary_lists_words_and_what_they_replace() -> None:
    assert len(PHRASES) > 100
    assert all(phrase.word for phrase in PHRASES)


def _near(words: str, at: int) -> str:
    """The words on both sides, as far as the next tag or value."""
    return " ".join(f"{words[:at].rpartition(GAP)[2][-40:]}{words[at:].partition(GAP)[0][:60]}".split())


def test_no_template_says_what_the_glossary_replaces() -> None:
    assert [fault for file in TEMPLATES for fault in found_in(file)] == []


def test_no_script_says_what_the_glossary_replaces() -> None:
    assert SCRIPTS
    assert [fault for file in SCRIPTS for fault in found_in(file)] == []


def test_no_message_says_what_the_glossary_replaces() -> None:
    assert [fault for file in MODULES for fault in found_in(file)] == []
