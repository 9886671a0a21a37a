"""The first people of an installation, whom nobody inside it could confirm."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from waylight.accounts.actions import give_role, invite, make_link
from waylight.accounts.models import User
from waylight.accounts.role_confirmation import confirm
from waylight.accounts.roles import Role
from waylight.agencies.councils import council_of
from waylight.agencies.models import Agency
from waylight.audit.models import Entry
from waylight.config.demonstration.cast import Cast

WORDS = "four quiet brown kettles"


def appoint(email: str, role: str, at: str = "356", name: str = "Ash Vale") -> str:
    said = StringIO()
    call_command("appoint", email, name=name, role=role, at=at, stdout=said)
    return said.getvalue()


@pytest.mark.django_db
def test_an_empty_installation_comes_to_a_coordinator_by_two_people(client: Client) -> None:
    said = appoint("ash@stockport.example", "administrator")
    appoint("nel@stockport.example", "governance", name="Nel Oak")
    ash, nel = (User.objects.get(email=f"{name}@stockport.example") for name in ("ash", "nel"))
    assert client.get(address_in(said)).status_code == 200
    sam = invite(by=ash, email="sam@stockport.example", name="Sam Webb")
    client.post(f"/accounts/welcome/{sam.pk}/{make_link(sam, by=ash)}/", {"new_password1": WORDS, "new_password2": WORDS})
    client.post("/accounts/login/", {"login": sam.email, "password": WORDS})
    one = give_role(sam, by=ash, agency=council_of("356"), role=Role.COORDINATOR, reason="She is the coordinator.")
    confirm(one, by=nel, version=one.version, spoke=True)
    assert User.objects.get(pk=sam.pk).roles() == {Role.COORDINATOR}


def address_in(said: str) -> str:
    return next(word for word in said.split() if word.startswith("/accounts/welcome/"))


def test_where_somebody_holds_the_role_two_people_do_it_on_the_page(cast: Cast) -> None:
    with pytest.raises(CommandError, match="has an administrator already"):
        appoint("ash@demo.example", "administrator", at="990")
    with pytest.raises(CommandError, match="has an information governance officer already"):
        appoint("ash@demo.example", "governance", at="990")
    assert not User.objects.filter(email="ash@demo.example").exists()


def test_whoever_opens_records_is_not_appointed_to_manage_people(cast: Cast) -> None:
    with pytest.raises(CommandError, match="cannot both manage people and open"):
        appoint("grace@demo.example", "administrator", at="Northmarch Police")


def test_a_force_is_given_its_own_governance(cast: Cast) -> None:
    appoint("max@demo.example", "governance", at="Northmarch Police")
    assert User.objects.get(email="max@demo.example").roles() == {Role.INFORMATION_GOVERNANCE}
    assert Entry.objects.filter(verb="appointed on the machine", by=None).count() == 1


def test_an_organisation_nobody_knows_is_refused(cast: Cast) -> None:
    with pytest.raises(CommandError, match="No organisation is called Nowhere"):
        appoint("max@demo.example", "governance", at="Nowhere")


def test_an_organisation_says_whom_it_serves(cast: Cast) -> None:
    said = StringIO()
    call_command("serves", "Elm House", "990", "991", kind="home", stdout=said)
    assert said.getvalue() == "Elm House serves Calderwick, Harrowmere.\n"
    call_command("serves", "Elm House", "992", kind="home", stdout=said)
    assert Agency.objects.get(name="Elm House").serves.count() == 3
