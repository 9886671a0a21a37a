"""A first load into an SQLite file: written once, and left with the log it had."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

PACK = Path("tests/data/stockport-2015").resolve()
WAYLIGHT = str(Path(sys.executable).with_name("waylight"))
WITH_A_LOG = b"\x02\x02"  # the two bytes by which SQLite knows it


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """An installation of its own, with no episode in it."""
    run(tmp_path, "migrate", "-v0")
    return tmp_path


def run(home: Path, *words: str) -> None:
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"} | {"WAYLIGHT_HOME": str(home)}
    subprocess.run([WAYLIGHT, *words], env=environment, check=True, stdout=subprocess.DEVNULL)


def test_a_first_load_leaves_the_file_with_the_log_it_had(home: Path) -> None:
    run(home, "load", str(PACK), "--council", "356")
    assert (home / "db.sqlite3").read_bytes()[18:20] == WITH_A_LOG


def test_a_first_load_goes_on_while_somebody_else_has_the_file_open(home: Path) -> None:
    with closing(sqlite3.connect(home / "db.sqlite3")) as reader:
        assert reader.execute("SELECT count(*) FROM episode").fetchone() == (0,)
        run(home, "load", str(PACK), "--council", "356")
        assert reader.execute("SELECT count(*) > 0 FROM episode").fetchone() == (1,)
