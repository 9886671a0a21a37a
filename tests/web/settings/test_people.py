"""The administrator's pages: inviting, giving roles, and handing a link over once."""

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from waylight.accounts.actions import give_role
from waylight.accounts.models import Membership, User
from waylight.accounts.roles import Role
from waylight.audit.models import Entry
from waylight.config.demonstration.cast import Cast
from waylight.core import clock
from waylight.core.clock import now, today
from waylight.core.keys import new_key
from waylight.people.models import Child

type As = Callable[[str], Client]


@pytest.fixture
def alex(as_: As) -> Client:
    return as_("alex")


def words(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_the_list_shows_everyone_he_looks_after_with_their_roles(alex: Client) -> None:
    page = words(alex, "/settings/people/")
    assert "Priya Shah" in page
    assert "Missing coordinator" in page
    assert page.count("wl-table__sub") > 10


@pytest.mark.parametrize(
    ("query", "named", "not_named"),
    [
        pytest.param("q=priya", "Priya Shah", "Marcus Bell", id="by name"),
        pytest.param("q=marcus@", "Marcus Bell", "Priya Shah", id="by email"),
        pytest.param("show=none", "Tom Ellis", "Priya Shah", id="without a role"),
        pytest.param("show=waiting", "No one found", "Priya Shah", id="role not confirmed yet"),
        pytest.param("show=off", "No one found", "Priya Shah", id="switched off"),
    ],
)
def test_people_are_found(alex: Client, query: str, named: str, not_named: str) -> None:
    page = words(alex, f"/settings/people/?{query}")
    assert named in page
    assert not_named not in page


def invite(alex: Client, email: str = "sam@demo.example", token: str = "") -> str:
    told = {"name": "Sam Webb", "email": email, "submission": token or str(new_key())}
    return alex.post("/settings/people/invite/", told).headers["Location"]


def test_a_link_is_shown_once_and_lies_in_the_outbox(alex: Client, client: Client) -> None:
    where = invite(alex)
    shown = re.search(r"http://testserver(/accounts/welcome/[^<]+)<", words(alex, where))
    assert shown
    assert "/accounts/welcome/" not in words(alex, where)
    letters = [file.read_text() for file in (Path(settings.HOME) / "outbox").glob("letter-*.txt")]
    assert any(shown[1] in letter and "To: Sam Webb <sam@demo.example>" in letter for letter in letters)
    assert client.get(shown[1]).status_code == 200


def test_a_letter_is_the_owner_s_alone_to_read(alex: Client) -> None:
    invite(alex)
    modes = {file.stat().st_mode & 0o777 for file in (Path(settings.HOME) / "outbox").glob("letter-*.txt")}
    assert modes == {0o600}


def test_two_clicks_invite_once(alex: Client) -> None:
    token = str(new_key())
    assert invite(alex, token=token) == invite(alex, token=token)
    assert User.objects.filter(email="sam@demo.example").count() == 1


def test_an_address_known_already_is_said_beside_the_field(alex: Client) -> None:
    page = alex.post("/settings/people/invite/", {"name": "P", "email": "priya@demo.example", "submission": str(new_key())})
    assert "already an account" in page.content.decode()


def role(cast: Cast, **more: str) -> dict[str, str]:
    told = {"agency": str(cast.harrowmere.pk), "role": "COORD", "since_day": "1", "since_month": "2", "since_year": "2026"}
    told["reason"] = "His manager asked for it."
    return told | {"submission": str(new_key())} | more


def test_proposing_a_role_for_tom_does_not_let_him_see(alex: Client, cast: Cast) -> None:
    said = alex.post(f"/settings/people/{cast.tom.pk}/role/", role(cast), follow=True).content.decode()
    assert "Tom Ellis will have it when it is confirmed" in said
    assert "Waiting for" in said
    assert "They cannot confirm them yet: Tom Ellis has not signed in yet." in said
    assert not Child.objects.visible_to(User.objects.get(pk=cast.tom.pk)).exists()


def test_a_role_that_does_not_fit_is_refused_beside_its_field(alex: Client, cast: Cast) -> None:
    page = alex.post(f"/settings/people/{cast.tom.pk}/role/", role(cast, role="POL_MFH")).content.decode()
    assert "Police missing unit is not a role in a council." in page


def test_his_own_page_offers_him_nothing(alex: Client, cast: Cast) -> None:
    page = words(alex, f"/settings/people/{cast.alex.pk}/")
    assert "This is you" in page
    assert "Give a role" not in page
    refused = alex.post(f"/settings/people/{cast.alex.pk}/role/", role(cast)).content.decode()
    assert "You cannot give yourself a role" in refused


def test_ending_a_role_closes_what_it_opened(alex: Client, cast: Cast) -> None:
    held = cast.priya.memberships.get()
    alex.post(f"/settings/people/{cast.priya.pk}/role/{held.pk}/end/", {"version": held.version, "submission": str(new_key())})
    assert not Child.objects.visible_to(User.objects.get(pk=cast.priya.pk)).exists()


def test_a_role_that_begins_later_is_shown_and_can_be_taken_back(alex: Client, cast: Cast) -> None:
    later = today() + timedelta(days=5)
    told = {"user": cast.tom, "agency": cast.harrowmere, "role": Role.COORDINATOR}
    one = Membership.objects.create(**told, since=later, confirmed_at=now())
    page, address = words(alex, f"/settings/people/{cast.tom.pk}/"), f"/settings/people/{cast.tom.pk}/role/{one.pk}/end/"
    assert "Not started yet" in page
    assert address in page
    assert "it will not start" in words(alex, address)
    alex.post(address, {"version": one.version, "submission": str(new_key())})
    assert alex.get(address).status_code == 404
    with clock.at(now() + timedelta(days=6)):
        assert User.objects.get(pk=cast.tom.pk).roles() == frozenset()


def test_a_role_taken_back_before_it_began_stands_in_no_other_s_way(alex: Client, cast: Cast) -> None:
    told = {"user": cast.tom, "agency": cast.harrowmere, "role": Role.COORDINATOR}
    Membership.objects.create(**told, since=today() + timedelta(days=5), until=today() + timedelta(days=5), confirmed_at=now())
    give_role(cast.tom, by=cast.alex, agency=cast.harrowmere, role=Role.ADMINISTRATOR, reason="He looks after accounts now.")


def test_switching_an_account_off_signs_it_out(alex: Client, as_: As, cast: Cast) -> None:
    priya = as_("priya")
    assert priya.get("/today/").status_code == 200
    alex.post(f"/settings/people/{cast.priya.pk}/switch-off/", {"submission": str(new_key())})
    assert priya.get("/today/").status_code == 302
    alex.post(f"/settings/people/{cast.priya.pk}/switch-on/", {"submission": str(new_key())})
    assert User.objects.get(pk=cast.priya.pk).is_active


def test_two_clicks_switch_an_account_off_once(alex: Client, cast: Cast) -> None:
    address, token = f"/settings/people/{cast.priya.pk}/switch-off/", {"submission": str(new_key())}
    where = [alex.post(address, token).headers["Location"] for _ in range(2)]
    assert where == [f"/settings/people/{cast.priya.pk}/"] * 2
    assert Entry.objects.filter(verb="switched off the account of").count() == 1


def test_a_new_link_and_the_second_factor_are_two_administrators_work(alex: Client, cast: Cast) -> None:
    alex.post(f"/settings/people/{cast.priya.pk}/link/")
    refused = alex.post(f"/settings/people/{cast.priya.pk}/second-factor/", {"submission": str(new_key())}).content.decode()
    assert "or wait until the person" in refused


def test_what_was_done_with_an_account_is_on_its_page(alex: Client, cast: Cast) -> None:
    alex.post(f"/settings/people/{cast.tom.pk}/role/", role(cast))
    assert "proposed a role for Tom Ellis" in words(alex, f"/settings/people/{cast.tom.pk}/")


def test_no_name_is_in_a_title(alex: Client, cast: Cast) -> None:
    title = re.search(r"<title>(.*?)</title>", words(alex, f"/settings/people/{cast.priya.pk}/"), re.DOTALL)
    assert title
    assert "Priya" not in title[1]
