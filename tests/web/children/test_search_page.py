"""Finding a child, as a page."""

import re
from datetime import date, timedelta
from itertools import product

import pytest
from django.urls import reverse

from tests.briefings.made_up_children import out
from tests.web.queries import few_queries
from waylight.audit.models import Entry
from waylight.episodes.models import Report
from waylight.people.actions import add_child
from waylight.people.models import Child
from waylight.people.names import name_key
from waylight.people.search.index import index_children

pytestmark = pytest.mark.django_db


def asked(client, typed: str) -> str:
    return client.get("/children/", {"q": typed}).content.decode()


def test_each_child_found_comes_with_the_reason(cast, as_) -> None:
    html = asked(as_("priya"), "amina yousef")
    assert f"/children/{cast.amina.pk}/" in html
    assert "Sounds like “yousef”" in html


def test_a_child_who_is_missing_now_says_so_in_the_list(cast, as_) -> None:
    out(cast.ben, hours=1)
    assert "Missing now" in asked(as_("priya"), "ben carter")


def test_the_police_s_incident_number_finds_the_child(cast, as_) -> None:
    episode = out(cast.dev, hours=2)
    seen = {"last_seen_at": episode.started_at, "council": cast.harrowmere}
    Report.objects.create(episode=episode, reference="NM-2026-104", **seen)
    assert f"/children/{cast.dev.pk}/" in asked(as_("okoro"), "nm-2026-104")
    assert f"/children/{cast.dev.pk}/" not in asked(as_("jo"), "nm-2026-104")


@pytest.mark.parametrize(
    ("who", "offered"), [("priya", True), ("okoro", True), ("helen", True), ("jo", False), ("marcus", False)]
)
def test_when_nobody_is_found_the_page_says_what_to_do(cast, as_, who: str, offered: bool) -> None:  # noqa: FBT001 - a table
    html = asked(as_(who), "Nobody Known")
    assert "No child you can see matches" in html
    assert (reverse("emergencies:open") in html) == offered


@pytest.mark.parametrize(
    ("typed", "said"), [("a", "at least two letters"), ("2012", "Too many children"), ("", "Name, date of birth")]
)
def test_too_little_to_go_on_says_what_more_is_needed(cast, as_, typed: str, said: str) -> None:
    assert said in asked(as_("priya"), typed)


def test_what_was_typed_is_shown_as_text_and_never_as_markup(cast, as_) -> None:
    assert "<script>alert" not in asked(as_("priya"), "<script>alert(1)</script>")


def test_the_closest_ten_come_first_and_more_of_them_for_the_asking(cast, as_) -> None:
    for number in range(14):
        add_child(by=None, council=cast.harrowmere, forename="Rosie", surname="Penhallow", born_on=date(2010, 1, 1 + number))
    first = asked(as_("priya"), "penhallow")
    assert "Showing the 10 closest." in first
    [further] = re.findall(r'<a class="govuk-link" href="(\?q=penhallow[^"]*)">Show more', first)
    every = as_("priya").get("/children/" + further.replace("&amp;", "&")).content.decode()
    assert "14 children found" in every
    assert "Show more" not in every


def test_those_listed_are_noted_in_one_entry(cast, as_) -> None:
    asked(as_("priya"), "yusuf")
    entry = Entry.objects.get(verb="viewed a list", kind="search")
    assert entry.detail["children"] == [str(cast.amina.pk)]


@pytest.fixture
def alike(cast) -> None:
    """Names that are all a little like one another, each borne by one child."""
    names = product(
        ("Rosie", "Rosa", "Rusi", "Resy", "Ris", "Rasi"), ("Penhallow", "Panhalew", "Ponhellow", "Pinhallo", "Punhelw")
    )
    children = [
        Child(
            council=cast.harrowmere, forename=forename, surname=surname, surname_key=name_key(surname), team="North",
            born_on=date(2010, 1, 1) + timedelta(days=30 * number),
        )
        for number, (forename, surname) in enumerate(names)
    ]  # fmt: skip
    Child.objects.bulk_create(children)
    index_children([child.pk for child in children], fresh=True)


@pytest.mark.parametrize("who", ["okoro", "helen"])
@pytest.mark.parametrize("typed", ["Rosie Penhallow 2011", "Rosie Ann Penhallow 1/1/2003", "rosie 2003", "Rosie Penhallow 2003"])
def test_a_search_among_many_like_names_asks_no_more(alike, as_, who: str, typed: str) -> None:
    client = as_(who)
    with few_queries():
        client.get("/children/", {"q": typed, "further": 1})


@pytest.mark.parametrize("typed", ["Zzyzx Qwfp", "Amina Yusuf", "Amina Yusuf 14/3/2012", "943 476 5919", "14/3/2012"])
def test_a_search_asks_at_most_twenty_five_queries(cast, as_, typed: str) -> None:
    for number in range(40):
        add_child(
            by=None, council=cast.harrowmere, forename="Amina", surname=f"Yusu{'fvp'[number % 3]}", born_on=date(2012, 3, 14)
        )
    client = as_("okoro")
    with few_queries():
        asked(client, typed)
