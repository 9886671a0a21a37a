"""The second person's pages: what waits, what is asked, and what comes of a yes or a no."""

import re
from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from tests.web.queries import few_queries
from waylight.accounts.actions import give_role, make_link
from waylight.accounts.models import Membership, User
from waylight.accounts.roles import Role
from waylight.accounts.separation_of_duties import SIGNED_IN
from waylight.audit import log
from waylight.config.demonstration.cast import Cast
from waylight.core.clock import now
from waylight.core.keys import new_key

type As = Callable[[str], Client]
WHY = "He joins the front door on Monday."


@pytest.fixture
def one(cast: Cast) -> Membership:
    log.record(SIGNED_IN, cast.tom, by=cast.tom)
    return give_role(cast.tom, by=cast.alex, agency=cast.harrowmere, role=Role.COORDINATOR, reason=WHY)


def answer(client: Client, one: Membership, **said: str) -> str:
    told = {"version": str(one.version), "because": "", "spoke": "on", "submission": str(new_key())} | said
    return client.post(f"/settings/roles/{one.pk}/", told, follow=True).content.decode()


def test_the_list_says_who_what_where_and_who_proposed_it(as_: As, one: Membership) -> None:
    page = as_("nadia").get("/settings/roles/").content.decode()
    for told in ("Tom Ellis", "tom@demo.example", "Missing coordinator", "Harrowmere", "Alex Reed", WHY):
        assert told in page


def test_the_page_says_what_the_role_opens(as_: As, one: Membership) -> None:
    page = as_("nadia").get(f"/settings/roles/{one.pk}/").content.decode()
    assert "The record of every child the council holds, looks after, hosts or is involved with." in page
    assert "Speak to Tom Ellis yourself" in page


def test_a_yes_opens_the_pages_and_a_no_does_not(as_: As, cast: Cast, one: Membership) -> None:
    tom = as_("tom")
    assert tom.get("/today/").status_code == 404
    assert "Tom Ellis now has the role." in answer(as_("nadia"), one, yes="yes")
    assert tom.get("/today/").status_code == 200


def test_a_no_is_told_to_whoever_proposed_it(as_: As, cast: Cast, one: Membership) -> None:
    assert "Give a reason" in answer(as_("nadia"), one, yes="no")
    assert "You refused the role" in answer(as_("nadia"), one, yes="no", because="Nobody there knows him.")
    assert "Nobody there knows him." in as_("alex").get(f"/settings/people/{cast.tom.pk}/").content.decode()


def test_a_yes_without_having_spoken_is_asked_again(as_: As, cast: Cast, one: Membership) -> None:
    page = answer(as_("nadia"), one, yes="yes", spoke="")
    assert page.count("Speak to this person yourself before you confirm the role.") == 2
    assert as_("tom").get("/today/").status_code == 404


def test_the_page_says_who_made_the_last_link_and_what_came_of_it(as_: As, cast: Cast, one: Membership) -> None:
    nadia = as_("nadia")
    assert "No link made" in nadia.get(f"/settings/roles/{one.pk}/").content.decode()
    make_link(cast.tom, by=cast.alex)
    page = nadia.get(f"/settings/roles/{one.pk}/").content.decode()
    for told in ("Made by Alex Reed", "Not yet", "Not set up", "has not signed in since their last sign-in link was made"):
        assert told in page
    assert "Has not signed in since" in nadia.get("/settings/roles/").content.decode()
    assert "may be in another person&#x27;s hands" in answer(nadia, one, yes="yes")
    Authenticator.objects.create(user=cast.tom, type=Authenticator.Type.TOTP, data={})
    assert "Set up" in nadia.get(f"/settings/roles/{one.pk}/").content.decode()


@pytest.mark.parametrize(("person", "said"), [("nadia", {"yes": "yes", "spoke": "on"}), ("alex", {})])
def test_two_clicks_do_it_once_and_lead_to_one_place(
    as_: As, cast: Cast, one: Membership, person: str, said: dict[str, str]
) -> None:
    address = f"/settings/roles/{one.pk}/" if said else f"/settings/people/{cast.tom.pk}/role/{one.pk}/end/"
    client, told = as_(person), {"version": str(one.version), "submission": str(new_key())} | said
    assert client.post(address, told).headers["Location"] == client.post(address, told).headers["Location"]
    assert Membership.objects.get(pk=one.pk).version == one.version + 1


def test_what_does_not_wait_for_her_is_a_page_that_does_not_exist(as_: As, cast: Cast, one: Membership) -> None:
    nadia = as_("nadia")
    answer(nadia, one, yes="yes")
    other = User.objects.create_user("igo@demo.example", name="Ola Finch")
    Membership.objects.create(user=other, agency=cast.calderwick, role=Role.INFORMATION_GOVERNANCE, confirmed_at=now())
    for client in (nadia, as_(other)):  # type: ignore[arg-type]  # the fixture takes a person too
        assert client.get(f"/settings/roles/{one.pk}/").status_code == 404
    assert nadia.get(f"/settings/roles/{new_key()}/").status_code == 404


def test_a_list_of_many_asks_no_more_of_the_database(as_: As, cast: Cast) -> None:
    for number in range(12):
        user = User.objects.create_user(f"n{number}@demo.example", name=f"New {number}")
        where, role = (cast.police, Role.POLICE_CONTROL) if number % 2 else (cast.harrowmere, Role.SOCIAL_WORKER)
        give_role(user, by=cast.alex, agency=where, role=role, reason=WHY)
    nadia = as_("nadia")
    with few_queries(20):
        page = nadia.get("/settings/roles/").content.decode()
    assert page.count("Decide<") == 12


def test_the_administrator_takes_a_proposal_back(as_: As, cast: Cast, one: Membership) -> None:
    alex = as_("alex")
    address = f"/settings/people/{cast.tom.pk}/role/{one.pk}/end/"
    assert "Withdraw this role?" in alex.get(address).content.decode()
    alex.post(address, {"version": str(one.version), "submission": str(new_key())})
    assert "You have no roles to confirm." in as_("nadia").get("/settings/roles/").content.decode()


@pytest.mark.parametrize(
    ("role", "first", "others"),
    [(Role.INFORMATION_GOVERNANCE, "/settings/roles/", []), (Role.ADMINISTRATOR, "/settings/people/", ["Invite someone"])],
)
def test_at_a_force_every_place_offered_opens(as_: As, cast: Cast, role: Role, first: str, others: list[str]) -> None:
    own = User.objects.create_user("max@demo.example", name="Max Dale")
    Membership.objects.create(user=own, agency=cast.police, role=role, confirmed_at=now())
    client = as_(own)  # type: ignore[arg-type]  # the fixture takes a person too
    assert client.get("/").headers["Location"] == first
    page = client.get(first).content.decode()
    offered = re.findall(r'class="wl-nav__link[^"]*" href="([^"]+)"|href="([^"]+)" class="wl-nav__link', page)
    assert [place for pair in offered for place in pair if place] == [first]
    assert all(words in page for words in others)


def test_the_administrator_finds_who_waits_and_who_was_refused(as_: As, cast: Cast, one: Membership) -> None:
    alex = as_("alex")
    waiting, none = "/settings/people/?show=waiting", "/settings/people/?show=none"
    assert [">Tom Ellis<" in alex.get(page).content.decode() for page in (waiting, none)] == [True, False]
    answer(as_("nadia"), one, yes="no", because="Nobody there knows him.")
    assert [">Tom Ellis<" in alex.get(page).content.decode() for page in (waiting, none)] == [False, True]
