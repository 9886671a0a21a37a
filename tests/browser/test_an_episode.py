"""Priya works Amina's episode in a real browser."""

import pytest

pytestmark = pytest.mark.browser


def test_priya_opens_today(live) -> None:
    priya = live("priya")
    priya.go("/today/")
    assert priya.heading() == "Today"
    priya.tab_to("Children")
    priya.sees_no_barrier()
