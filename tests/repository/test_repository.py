"""The repository keeps its own rules: sizes, layers of words, migrations, and who is named where."""

import re
import subprocess
import sys
import tokenize
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src/waylight"
PACKAGES = sorted(folder for folder in SOURCE.iterdir() if (folder / "__init__.py").exists())
WRITTEN = sorted(
    file
    for part in ("src/waylight", "tests", "bench", "scripts", "assets/js", "assets/scss")
    for file in (ROOT / part).rglob("*")
    if file.suffix in {".py", ".html", ".mjs", ".scss", ".js", ".toml", ".md"} and "static/build" not in file.as_posix()
)
PYTHON = [file for file in WRITTEN if file.suffix == ".py" and SOURCE in file.parents]
MIGRATIONS = [file for file in PYTHON if file.parent.name == "migrations" and file.name != "__init__.py"]
LONGEST = 300

# Numbers that a partnership or the Department has agreed; each of them stands in one file.
PROTOCOL = SOURCE / "duties/protocol.py"
AGREED = re.compile(r"\(3, 5, 9\)|\[3, 5, 9\]|hours=72|Hours\(\d|days=(?:89|90)\b|_hours: int")
SAID = {tokenize.STRING, getattr(tokenize, "FSTRING_MIDDLE", tokenize.STRING)}
AGREED_IN_WORDS = re.compile(r"\b72[- ]hours?\b|\b90 days\b|\bseventy-two\b|\bninety days\b|\b3/5/9\b", re.IGNORECASE)
UNWANTED = re.compile(r"\bmispers?\b|\babsconder|\babsconding|\bsubject located", re.IGNORECASE)


def short(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


def test_no_file_is_longer_than_anyone_reads() -> None:
    long = {short(file): lines for file in WRITTEN if (lines := len(file.read_text("utf-8").splitlines())) > LONGEST}
    assert not long


@pytest.mark.parametrize("package", PACKAGES, ids=lambda folder: folder.name)
def test_a_package_says_what_it_is(package: Path) -> None:
    readme = package / "README.md"
    assert readme.exists(), f"{short(package)} needs a README.md: what it is, in ten lines"
    assert readme.read_text("utf-8").startswith(f"# {package.name}\n")


def test_every_module_says_what_it_is_in_its_first_line() -> None:
    silent = [
        short(file) for file in PYTHON if file.name != "__init__.py" and file not in MIGRATIONS and not _opens_with_words(file)
    ]
    assert not silent


def _opens_with_words(file: Path) -> bool:
    return file.read_text("utf-8").startswith('"""')


def test_package_files_hold_no_code() -> None:
    assert not [short(file) for file in PYTHON if file.name == "__init__.py" and file.read_text("utf-8").strip()]


def test_a_number_of_the_protocol_stands_once() -> None:
    elsewhere = (file for file in PYTHON if file != PROTOCOL and file not in MIGRATIONS)
    assert not [short(file) for file in elsewhere if AGREED.search(file.read_text("utf-8"))]


def test_no_page_or_sentence_writes_a_number_of_the_protocol() -> None:
    pages = {file: file.read_text("utf-8") for file in WRITTEN if file.suffix == ".html"}
    said = {file: " ".join(_strings(file)) for file in PYTHON if "demonstration" not in file.parts}
    assert not [short(file) for file, words in (pages | said).items() if AGREED_IN_WORDS.search(words)]


def _strings(file: Path) -> list[str]:
    """What a module says to people: its strings, without those that explain it to a reader."""
    with file.open("rb") as source:
        told = [token for token in tokenize.tokenize(source.readline) if token.type in SAID]
    return [token.string for token in told if not token.string.startswith('"""')]


def test_nothing_happens_by_signal() -> None:
    wired = re.compile(
        r"django\.(?:db\.models|core|dispatch|contrib\.\w+)[.\w]* import .*\bsignals?\b|from django\.dispatch|\.signals import"
    )
    assert not [short(file) for file in PYTHON if wired.search(file.read_text("utf-8"))]


def test_nothing_is_wired_up_when_an_app_loads_or_a_record_is_saved() -> None:
    wired = re.compile(r"def ready\(self|def save\(self|def delete\(self")
    assert not [short(file) for file in PYTHON if wired.search(file.read_text("utf-8"))]


@pytest.mark.parametrize("migration", MIGRATIONS, ids=short)
def test_a_migration_borrows_no_behaviour_from_today_s_code(migration: Path) -> None:
    """Only what Django itself writes into one: defaults of fields, and the bases of records."""
    borrowed = set(re.findall(r"^(?:import|from) (waylight[\w.]*)", migration.read_text("utf-8"), re.MULTILINE))
    assert borrowed <= {
        "waylight.core.clock",
        "waylight.core.keys",
        "waylight.chronology.chronicled",
        "waylight.chronology.moments",
    }


def test_migrations_stand_in_one_line() -> None:
    for folder in sorted({file.parent for file in MIGRATIONS}):
        numbers = [file.name[:4] for file in sorted(folder.glob("0*.py"))]
        assert numbers == [f"{place:04}" for place in range(1, len(numbers) + 1)], short(folder)


@pytest.mark.django_db
def test_the_records_and_the_migrations_agree() -> None:
    asked = [sys.executable, str(ROOT / "manage.py"), "makemigrations", "--check", "--dry-run"]
    told = subprocess.run(asked, capture_output=True, text=True, check=False, cwd=ROOT)
    assert told.returncode == 0, told.stdout + told.stderr


def test_a_child_is_called_a_child() -> None:
    said = [short(file) for file in WRITTEN if SOURCE in file.parents and UNWANTED.search(file.read_text("utf-8"))]
    assert not said


def test_no_module_is_a_drawer_for_anything() -> None:
    drawers = {
        "utils.py",
        "util.py",
        "helpers.py",
        "common.py",
        "misc.py",
        "services.py",
        "signals.py",
        "managers.py",
        "constants.py",
    }
    assert not [short(file) for file in PYTHON if file.name in drawers]


def test_no_lock_names_a_registry() -> None:
    locks = [*(ROOT / "requirements").glob("*.lock"), ROOT / "assets/package-lock.json"]
    assert locks
    assert not [
        short(file) for file in locks if re.search(r"https?://[^\s\"]*(?:/simple|registry|pypi|/-/)", file.read_text("utf-8"))
    ]


def test_no_page_names_anyone_in_its_title() -> None:
    titles = re.compile(r"{% block title %}(.*?){% endblock %}", re.DOTALL)
    names = re.compile(r"{{[^}]*\b(?:child|user|person|name|surname|forename|called)\b(?!\.get_)[^}]*}}")
    pages = (file for file in WRITTEN if file.suffix == ".html")
    assert not [short(file) for file in pages for title in titles.findall(file.read_text("utf-8")) if names.search(title)]


def test_every_duty_is_in_the_documents() -> None:
    from waylight.duties.register import all_duties  # noqa: PLC0415 - only this test reads it

    document = ROOT / "docs/duties.md"
    if not document.exists():
        pytest.fail("docs/duties.md is missing: `waylight docs` writes it")
    text = document.read_text("utf-8")
    assert not [duty.name for duty in all_duties() if duty.name not in text or str(duty.within) not in text]


def test_what_a_school_is_told_is_asked_for_by_the_education_page_alone() -> None:
    asking = {short(file) for file in PYTHON if "school_age_children" in file.read_text("utf-8")}
    assert asking == {"src/waylight/access/visibility.py", "src/waylight/briefings/school_notices.py"}
