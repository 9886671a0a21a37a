"""One year of a made-up council, about as many children as Stockport's profile."""

from datetime import datetime
from pathlib import Path

import pytest

from waylight.exchange.simulation.pack import write_pack
from waylight.exchange.simulation.plan import PackCounts, Plan

YEAR = Plan(children=572, episodes=1709, seed=7, since=datetime(2024, 1, 1), until=datetime(2025, 1, 1))  # noqa: DTZ001 - a wall clock
MONTH = Plan(children=40, episodes=90, seed=7, since=datetime(2024, 3, 1), until=datetime(2024, 4, 15))  # noqa: DTZ001 - a wall clock


@pytest.fixture(scope="session")
def year(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, PackCounts]:
    folder = tmp_path_factory.mktemp("year")
    return folder, write_pack(YEAR, folder)
