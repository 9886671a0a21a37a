"""Every address, walked as everyone: it opens for those the table names, and for all others there is no such page."""

from collections.abc import Callable, Iterator
from copy import deepcopy
from itertools import product

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.web.answers import without_token
from tests.web.permissions import ABOUT_A_CHILD, ANYONE, OPEN, QUERIES, SEES, WHO, arguments
from waylight.config.demonstration.cast import Cast

type As = Callable[[str], Client]
type Plain = tuple[object, ...]
NOWHERE = "/there/is/no/such/page/"


def addresses(resolver: URLResolver | None = None, prefix: str = "") -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each address's name and the arguments it takes."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLPattern):
            yield f"{prefix}{entry.name}", tuple(entry.pattern.converters)
        else:
            space = f"{prefix}{entry.namespace}:" if entry.namespace else prefix
            yield from ((name, (*entry.pattern.converters, *takes)) for name, takes in addresses(entry, space))


ADDRESSES = dict(addresses())


def test_every_address_is_in_the_table_and_no_other() -> None:
    new, gone = set(ADDRESSES) - set(WHO), set(WHO) - set(ADDRESSES)
    assert not new, f"Say in tests/web/permissions.py who may open these: {', '.join(sorted(new))}"
    assert not gone, f"These addresses are gone; take them out of tests/web/permissions.py: {', '.join(sorted(gone))}"


def test_nothing_in_the_table_is_tom_s_but_his_own_account() -> None:
    his = {name for name, people in WHO.items() if "tom" in people}
    assert all(name.startswith(("account_", "mfa_", "design", "health", "home")) for name in his)


@pytest.mark.parametrize("child", sorted(SEES))
@pytest.mark.parametrize("person", sorted(ANYONE))
def test_everyone_opens_what_is_theirs_and_nothing_else(person: str, child: str, cast: Cast, as_: As) -> None:
    told = arguments(cast, cast.children[child], as_)
    once = child == min(SEES)
    walked = {name: takes for name, takes in ADDRESSES.items() if once or ABOUT_A_CHILD.intersection(takes)}
    client = as_(person)
    nowhere = {plain(client.get(NOWHERE)), plain(client.post(NOWHERE))}
    opened = {name for name, takes in sorted(walked.items()) if opens(client, ways(name, takes, told), nowhere)}
    assert opened == {name for name, takes in walked.items() if is_for(person, child, name, takes)}


def is_for(person: str, child: str, name: str, takes: tuple[str, ...]) -> bool:
    sees = not ABOUT_A_CHILD.intersection(takes) or person in SEES[child]
    return sees and person in WHO.get(name, ())


def ways(name: str, takes: tuple[str, ...], told: dict[str, list[object]]) -> list[str]:
    """The address with every value worth trying."""
    unknown = [word for word in takes if word not in told]
    assert not unknown, f"{name}: give `arguments` in tests/web/permissions.py values for {', '.join(unknown)}"
    values = product(*(told[word] for word in takes))
    return [reverse(name, kwargs=dict(zip(takes, one, strict=True))) + QUERIES.get(name, "") for one in values]


def opens(client: Client, addresses: list[str], nowhere: set[Plain]) -> bool:
    """Whether any of these answers differs from that of an address that leads nowhere."""
    return any(answer not in nowhere for address in addresses for answer in asked_without_consequence(client, address))


def asked_without_consequence(client: Client, address: str) -> Iterator[Plain]:
    """What getting and posting answer; whatever they did is taken back."""
    for ask in (client.get, client.post):
        cookies = deepcopy(client.cookies)
        before = transaction.savepoint_create()
        answer = plain(ask(address))
        transaction.savepoint_rollback(before)
        client.cookies = cookies
        yield answer


def plain(answer: HttpResponse) -> Plain:
    """All of an answer that does not change from one asking to the next."""
    body = without_token(answer)
    return answer.status_code, body, tuple(sorted(answer.headers.items()))


def test_whoever_is_not_signed_in_is_sent_to_sign_in(client: Client, cast: Cast, as_: As) -> None:
    told = arguments(cast, cast.amina, as_)
    for name in sorted(set(ADDRESSES) - OPEN):
        for address in ways(name, ADDRESSES[name], told):
            for answer in (client.get(address), client.post(address)):
                assert answer.headers.get("Location", "").startswith("/accounts/login/"), name


@pytest.mark.parametrize("where", [NOWHERE, "/accounts/signup/", "/admin/", "/children/1/", "/settings/"])
def test_so_is_whoever_asks_for_a_page_that_does_not_exist(where: str, client: Client, db: None) -> None:
    for answer in (client.get(where), client.post(where)):
        assert answer.headers["Location"].startswith("/accounts/login/?next=")


def test_a_record_that_does_not_exist_answers_like_one_that_is_not_yours(cast: Cast, as_: As) -> None:
    helen = as_("helen")
    denied, unknown = (plain(helen.get(f"/children/{key}/")) for key in (cast.ben.pk, cast.harrowmere.pk))
    assert denied == unknown
