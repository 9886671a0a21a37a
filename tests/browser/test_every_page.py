"""Every address as somebody it is for: no barrier, nothing in the console, nothing asked of another machine.

The people and the values are those of tests/web/permissions.py, so a new page is walked here as soon as it has its line there.
"""

from collections.abc import Callable

import pytest
from django.test import Client

from tests.briefings.made_up_children import HOUR, back, out
from tests.browser.watching import Watched
from tests.web.permissions import ABOUT_A_CHILD, SEES, WHO, arguments
from tests.web.test_walk_as_everyone import ADDRESSES, ways
from waylight.config.demonstration.cast import Cast
from waylight.core.clock import now
from waylight.episodes.models import RiskAssessment

pytestmark = pytest.mark.browser

CHILD = "amina"
HTML = "text/html"
OUTSIDE_ITS_TABLE = """() => [...document.querySelectorAll("table .govuk-button")]
  .filter((button) => button.getBoundingClientRect().right > button.closest("table").getBoundingClientRect().right + 1)
  .map((button) => button.textContent)"""
# Between them they may open every page; the first of them whom a page is for walks it.
FIRST_ASKED = ("priya", "marcus", "iris", "okoro", "farah", "ruth", "nadia", "alex")


def test_no_page_keeps_anybody_out(live: Callable[..., Watched], cast: Cast, as_: Callable[[str], Client]) -> None:
    told = arguments(cast, cast.children[CHILD], as_)
    clients = {who: as_(who) for who in FIRST_ASKED}
    browsers = {who: live(who) for who in FIRST_ASKED}
    walked: set[str] = set()
    for name, takes in sorted(ADDRESSES.items()):
        who = reader_of(name, about_a_child=bool(ABOUT_A_CHILD.intersection(takes)))
        for address in ways(name, takes, told) if who else []:
            if is_a_page(clients[who], address):
                browsers[who].go(address)
                browsers[who].sees_no_barrier()
                walked.add(name)
    assert len(walked) > len(ADDRESSES) / 2


@pytest.mark.parametrize("who", ["priya", "tom"])
def test_a_page_that_is_not_yours_keeps_nobody_in(who: str, live: Callable[..., Watched]) -> None:
    person = live(who)
    person.go("/nowhere/")
    person.sees_no_barrier()
    person.page.locator(".wl-bar__who summary").click()
    person.page.get_by_role("button", name="Sign out").click()
    assert person.page.url.endswith("/accounts/login/")
    person.trouble.clear()  # the browser's own word for "not found"


def test_no_button_of_today_reaches_outside_its_table(live: Callable[..., Watched], cast: Cast) -> None:
    out(cast.amina, hours=3)
    risk = {"episode": out(cast.ben, hours=5), "agency": "SOCIAL_CARE", "level": "HIGH"}
    RiskAssessment.objects.create(**risk, assessed_at=now(), next_review_at=now() + HOUR)
    back(cast.chloe, ago=HOUR)
    priya = live("priya")
    for width in (1280, 1100, 390):
        priya.page.set_viewport_size({"width": width, "height": 900})
        priya.go("/today/")
        assert priya.page.locator("table .govuk-button").count() > 1
        assert priya.page.evaluate(OUTSIDE_ITS_TABLE) == [], width


def reader_of(name: str, *, about_a_child: bool) -> str:
    """The first of those the page is for, or "" where it is for nobody."""
    for_whom = WHO[name] & SEES[CHILD] if about_a_child else WHO.get(name, frozenset())
    return next((who for who in FIRST_ASKED if who in for_whom), "")


def is_a_page(client: Client, address: str) -> bool:
    """Whether a reader gets a whole page to look at: not a file, a part of a page, a redirect or a button's address."""
    answer = client.get(address)
    whole = answer.headers.get("Content-Type", "").startswith(HTML) and "Content-Disposition" not in answer.headers
    return answer.status_code == 200 and whole and b"<title>" in answer.content
