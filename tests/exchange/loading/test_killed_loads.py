"""A load killed at any moment, then run again, ends as one clean run does."""

import os
import random
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from time import sleep
from uuid import uuid4

import psycopg
import pytest

from tests.environment import SERVER

PACK = Path("tests/data/stockport-2015").resolve()
WAYLIGHT = str(Path(sys.executable).with_name("waylight"))

# No test here touches the database of the test run: each load has one of its own, of the same kind.
pytestmark = pytest.mark.django_db


class Installation:
    """A home of its own, and on PostgreSQL a database of its own."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.environment = os.environ | {"WAYLIGHT_HOME": str(home)}
        self.environment.pop("DATABASE_URL", None)
        if SERVER in os.environ:
            self.environment["DATABASE_URL"] = _new_database(os.environ[SERVER])

    def load(self, *, killed_after: float | None = None) -> None:
        with subprocess.Popen(
            [WAYLIGHT, "load", str(PACK), "--council", "356"], env=self.environment, stdout=subprocess.PIPE
        ) as run:
            if killed_after is not None:
                sleep(killed_after)
                run.send_signal(signal.SIGKILL)
            run.communicate()
        assert killed_after is not None or run.returncode == 0

    def state(self) -> str:
        told = subprocess.run(
            [sys.executable, "-m", "tests.exchange.canonical"],
            env=self.environment | {"PYTHONPATH": "."}, check=True, capture_output=True, text=True,
        )  # fmt: skip
        return told.stdout.strip()


def _new_database(server: str) -> str:
    name = f"killed_{uuid4().hex[:12]}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")  # type: ignore[arg-type]  # our own letters
    head, _, tail = server.partition("/postgres?")
    return f"{head}/{name}?{tail}"


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The state after one clean run."""
    installation = Installation(tmp_path_factory.mktemp("clean"))
    installation.load()
    return installation.state()


def test_a_load_killed_at_random_moments_ends_as_a_clean_one(tmp_path: Path, clean: str) -> None:
    chance = random.Random(903)  # noqa: S311 - the same moments each time
    killed = Installation(tmp_path / "killed")
    for _ in range(1 if SERVER in os.environ else 3):
        killed.load(killed_after=chance.uniform(0.3, 6))
    killed.load()
    killed.load(killed_after=2.5)
    assert killed.state() == clean
