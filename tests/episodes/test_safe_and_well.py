"""The safe and well check: one after a return, with a reason when no one saw the child."""

import pytest
from django.core.exceptions import ValidationError

from tests.episodes.histories import HOUR, TONIGHT, back
from waylight.config.demonstration.cast import Cast
from waylight.core import clock
from waylight.episodes.actions import (
    record_check,
)


@pytest.fixture(autouse=True)
def _tonight():
    with clock.at(TONIGHT):
        yield


@pytest.mark.parametrize(
    ("status", "because", "refused"),
    [
        pytest.param("DONE", "", None, id="seen"),
        pytest.param("DECLINED", "", None, id="the child may say no"),
        pytest.param("BY_PHONE", "", "not seen", id="by phone, with no reason"),
        pytest.param("BY_PHONE", "She asked for a call", None, id="by phone, with a reason"),
        pytest.param("VIA_CARER", "", "no one saw or spoke to", id="through the carer, with no reason"),
        pytest.param("NOT_REQUIRED", "", "which agreement", id="not required by no agreement"),
    ],
)
def test_a_check_without_seeing_the_child_needs_a_reason(cast: Cast, status: str, because: str, refused: str | None) -> None:
    episode = back(cast)
    if refused:
        with pytest.raises(ValidationError, match=refused):
            record_check(episode, by=cast.okoro, status=status, done_at=TONIGHT, because=because)
    else:
        assert record_check(episode, by=cast.okoro, status=status, done_at=TONIGHT, because=because).status == status


def test_a_check_comes_once_and_after_the_return(cast: Cast) -> None:
    episode = back(cast)
    with pytest.raises(ValidationError, match="before the child came back"):
        record_check(episode, by=cast.okoro, status="DONE", done_at=TONIGHT - 2 * HOUR)
    record_check(episode, by=cast.okoro, status="DONE", done_at=TONIGHT)
    with pytest.raises(ValidationError, match="already recorded"):
        record_check(episode, by=cast.okoro, status="DONE", done_at=TONIGHT)
