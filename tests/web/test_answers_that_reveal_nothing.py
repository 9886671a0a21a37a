"""An answer says nothing of what there is: the same for what is denied, for what is not there, and without a form's token."""

from collections.abc import Callable

import pytest
from django.test import Client

from tests.web.answers import without_token
from waylight.briefings.backlog import BacklogPosition
from waylight.config.demonstration.cast import Cast
from waylight.core.keys import new_key

type As = Callable[[str], Client]

NOWHERE = "/there/is/no/such/page/"


@pytest.fixture
def tom(cast: Cast, as_: As) -> Client:
    """Signed in, with a browser that sends no token."""
    client = as_("tom")
    client.handler.enforce_csrf_checks = True
    return client


@pytest.mark.parametrize(
    "address",
    [
        pytest.param("/children/{amina}/", id="a child's page"),
        pytest.param("/children/{nobody}/", id="a child nobody knows"),
        pytest.param("/load/new/", id="a page of somebody else's work"),
        pytest.param("/today/", id="a page that takes no form"),
        pytest.param("/settings/roles/{nobody}/", id="a role that waits"),
        pytest.param("/episodes/{nobody}/return/", id="a record's form"),
    ],
)
def test_a_form_without_its_token_is_answered_alike_wherever_it_goes(tom: Client, cast: Cast, address: str) -> None:
    there = tom.post(address.format(amina=cast.amina.pk, nobody=new_key()))
    nowhere = tom.post(NOWHERE)
    assert (there.status_code, without_token(there), dict(there.headers)) == (
        nowhere.status_code,
        without_token(nowhere),
        dict(nowhere.headers),
    )


def test_with_its_token_there_is_no_such_page(as_: As, cast: Cast) -> None:
    assert as_("tom").post(NOWHERE).status_code == 404


def test_whoever_sends_an_old_form_is_told_what_to_do(tom: Client) -> None:
    assert "Go back, reload the page and send the form again" in tom.post("/accounts/logout/").content.decode()


def test_not_signed_in_everything_leads_to_signing_in(client: Client, cast: Cast) -> None:
    client.handler.enforce_csrf_checks = True
    for address in (f"/children/{cast.amina.pk}/", f"/children/{new_key()}/", NOWHERE):
        for answer in (client.get(address), client.post(address)):
            assert (answer.status_code, answer.headers["Location"].split("?")[0]) == (302, "/accounts/login/")


@pytest.mark.parametrize(
    "before",
    [
        "2026-01-01T00:00:00~{key}",
        "2026-01-01~{key}",
        "0001-01-01T00:00:00+14:00~{key}",
        "9999-12-31T23:59:59-14:00~{key}",
        "nonsense~{key}",
        "2026-01-01T00:00:00+00:00~nobody",
        "~",
        "\x00~{key}",
    ],
)
def test_a_time_that_is_none_begins_at_the_beginning(as_: As, before: str) -> None:
    before = before.format(key=new_key())
    assert BacklogPosition.read(before) is None
    assert as_("priya").get("/today/earlier/", {"before": before}).status_code == 200


@pytest.mark.parametrize("year", ["0001", "1900", "9999"])
def test_a_time_long_before_or_after_anyone_shows_a_page(as_: As, year: str) -> None:
    for end in ("-01-01T00:00:00+00:00", "-12-31T23:59:59+00:00"):
        assert as_("priya").get("/today/earlier/", {"before": f"{year}{end}~{new_key()}"}).status_code == 200
