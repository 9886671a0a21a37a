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
    priya.press("This is the same child as another record")
    priya.press("Compare with Aminah Yousuf")
    assert "They differ in forename and surname." in priya.said()
    priya.choose("Amina Yusuf", among="Which record is kept?")
    priya.type_in("How do you know that they are one child?", "Her mother says she was registered twice.")
    priya.press("Make these one record")
    assert "The two records are one." in priya.said()
    priya.press("Undo this merge")
    assert priya.heading() == "Make two records of these again?"
    priya.press("Undo the merge")
    assert "Aminah Yousuf has a record of their own again." in priya.said()
