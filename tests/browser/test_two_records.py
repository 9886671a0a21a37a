"""Priya sees that two records are Amina's, makes them one, and takes it back: by keyboard alone, with scripts and without."""

from collections.abc import Callable

import pytest

from tests.browser.watching import Watched
from waylight.config.demonstration.cast import Cast
from waylight.people.actions import add_child

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_two_records_become_one_and_two_again(live: Callable[..., Watched], cast: Cast, scripts: bool) -> None:  # noqa: FBT001 - two rows
    add_child(by=None, council=cast.harrowmere, forename="Aminah", surname="Yousuf", born_on=cast.amina.born_on, team="North")
    priya = live("priya", scripts=scripts)
    priya.go(f"/children/{cast.amina.pk}/")
    priya.press("Merge with another record of this child")
    priya.press("Compare with Aminah Yousuf")
    assert "Different: forename and surname." in priya.said()
    priya.choose("Amina Yusuf", among="Which record do you want to keep?")
    priya.type_in("How do you know they are the same child?", "Her mother says she was registered twice.")
    priya.press("Merge these records")
    assert "The two records were merged." in priya.said()
    priya.press("Undo this merge")
    assert priya.heading() == "Undo this merge?"
    priya.press("Undo the merge")
    assert "Aminah Yousuf has a separate record again." in priya.said()
