"""Words made to do harm, wherever they are typed: they are looked for, shown or refused, and never run or waited for."""

from collections.abc import Callable
from html import escape

import pytest
from django.test import Client

from waylight.config.demonstration.cast import Cast
from waylight.core.keys import new_key

type As = Callable[[str], Client]

SCRIPT = "<script>alert(1)</script>"
# As long as a web server lets an address be, and made to send a careless pattern back to the start again and again.
ENDLESS = [
    pytest.param("a" * 4_000, id="one letter"),
    pytest.param("1" * 4_000, id="one figure"),
    pytest.param("1-" * 2_000, id="figures with lines between"),
    pytest.param("jan " * 1_000, id="months"),
    pytest.param("jan" + "-" * 4_000 + "x", id="a month and lines"),
    pytest.param("1 jan" + " " * 4_000 + "x", id="a day and spaces"),
    pytest.param("o'" * 2_000, id="apostrophes"),
    pytest.param("\N{COMBINING ACUTE ACCENT}" * 4_000, id="accents on nothing"),
    pytest.param("%" * 4_000, id="what a database takes for anything"),
    pytest.param("Amina " * 600, id="one name often"),
]
HOSTILE = [
    SCRIPT,
    "'; DROP TABLE child; --",
    '" onmouseover="alert(1)',
    "{{ 7*7 }}",
    "%00",
    "\x00",
    "\u202eanima",
    "a\r\nSet-Cookie: a=b",
]


@pytest.mark.parametrize("asked", ENDLESS)
@pytest.mark.parametrize(("person", "address"), [("priya", "/children/"), ("alex", "/settings/people/")])
def test_a_search_for_words_without_end_comes_to_an_end(as_: As, person: str, address: str, asked: str) -> None:
    assert as_(person).get(address, {"q": asked}).status_code == 200


@pytest.mark.parametrize("asked", HOSTILE)
@pytest.mark.parametrize(("person", "address"), [("priya", "/children/"), ("alex", "/settings/people/")])
def test_what_is_asked_for_is_shown_as_words(as_: As, person: str, address: str, asked: str) -> None:
    page = as_(person).get(address, {"q": asked, "show": asked, "page": asked, "sort": asked})
    assert page.status_code == 200
    assert SCRIPT not in page.content.decode()
    assert 'onmouseover="alert' not in page.content.decode()
    assert "Set-Cookie" not in page.headers


def test_a_name_that_is_a_script_is_shown_as_words(as_: As, cast: Cast) -> None:
    alex = as_("alex")
    told = {"name": SCRIPT, "email": "sam@demo.example", "submission": str(new_key())}
    for page in (alex.post("/settings/people/invite/", told, follow=True), alex.get("/settings/people/")):
        assert escape(SCRIPT) in page.content.decode()
        assert SCRIPT not in page.content.decode()


def test_a_child_s_name_that_is_a_script_is_shown_as_words(as_: As, cast: Cast) -> None:
    type(cast.amina).objects.filter(pk=cast.amina.pk).update(forename=SCRIPT, known_as=SCRIPT, locality=SCRIPT)
    for address in (f"/children/{cast.amina.pk}/", f"/report/{cast.amina.pk}/", "/children/?q=Yusuf"):
        assert SCRIPT not in as_("priya").get(address).content.decode()


@pytest.mark.parametrize("person", ["nadia", "priya"])
def test_a_reason_that_is_a_script_is_shown_as_words(as_: As, cast: Cast, person: str) -> None:
    told = {"number": "H-100004", "reason": f"{SCRIPT} and he may be hurt now", "submission": str(new_key())}
    as_("helen").post("/emergencies/open/", told)
    assert SCRIPT not in as_(person).get("/emergencies/").content.decode()


@pytest.mark.parametrize("address", ["/children/?q=", "/report/?q=", "/reports/?council=", "/settings/people/?q="])
@pytest.mark.parametrize("asked", ["%00", "Amina%00", "%ED%A0%80", "%FF"])
def test_what_no_database_keeps_is_no_error(as_: As, address: str, asked: str) -> None:
    person = "alex" if "people" in address else "priya"
    assert as_(person).get(f"{address}{asked}").status_code in {200, 302, 404}
