"""The log of an episode: who may read what a worker wrote."""

import pytest

from tests.episodes.histories import TONIGHT, missing
from waylight.config.demonstration.cast import Cast
from waylight.core import clock
from waylight.episodes.actions import (
    add_log_line,
)


@pytest.fixture(autouse=True)
def _tonight():
    with clock.at(TONIGHT):
        yield


@pytest.mark.parametrize(
    ("who", "shared", "read_by_partners"),
    [
        pytest.param("priya", False, True, id="a council line is the partnership's"),
        pytest.param("jo", False, True, id="and so is a home's"),
        pytest.param("okoro", False, False, id="a police line is the police's"),
        pytest.param("okoro", True, True, id="unless they share it"),
    ],
)
def test_partners_read_a_police_line_only_when_shared(cast: Cast, who: str, *, shared: bool, read_by_partners: bool) -> None:
    line = add_log_line(missing(cast), by=cast.people[who], kind="VISIT", what="No reply.", shared=shared)
    assert line.shared == read_by_partners
