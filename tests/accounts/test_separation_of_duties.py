"""A sign-in link and the second factor together are an account: no one person takes both, however long they wait."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.test import Client

from waylight.accounts.actions import make_link, reset_second_factor, set_password
from waylight.accounts.models import Membership, User
from waylight.accounts.roles import Role
from waylight.accounts.separation_of_duties import ENROLLED, SIGNED_IN
from waylight.audit import log
from waylight.config.demonstration.cast import Cast
from waylight.core import clock
from waylight.core.clock import now

WORDS = "four quiet brown kettles"
LINK_LASTS = timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT)
SOON, LATER, YEAR = timedelta(minutes=1), LINK_LASTS + timedelta(minutes=1), timedelta(days=365)


@pytest.fixture
def sasha(cast: Cast) -> User:
    """A second administrator."""
    user = User.objects.create_user("sasha@demo.example", name="Sasha Cole")
    Membership.objects.create(user=user, agency=cast.harrowmere, role=Role.ADMINISTRATOR, confirmed_at=now())
    return user


@pytest.mark.parametrize(
    ("after_the_link", "wait", "may"),
    [
        pytest.param([], SOON, False, id="the link is still open"),
        pytest.param([], LINK_LASTS - SOON, False, id="the link is open to its last minute"),
        pytest.param([], LATER, True, id="the link has lapsed, followed by nobody"),
        pytest.param(["chose"], LATER, False, id="somebody followed it, and may not have been her"),
        pytest.param(["chose"], YEAR, False, id="waiting for a year changes nothing"),
        pytest.param(["chose", SIGNED_IN], SOON, True, id="she followed it and signed in, with the factor she had"),
        pytest.param([SIGNED_IN], SOON, True, id="she signed in, which ends the link"),
    ],
)
def test_whoever_made_a_link_and_the_second_factor(cast: Cast, after_the_link: list[str], wait: timedelta, *, may: bool) -> None:
    make_link(cast.priya, by=cast.alex)
    for what in after_the_link:
        set_password(cast.priya, password=WORDS) if what == "chose" else log.record(what, cast.priya, by=cast.priya)
    with clock.at(now() + wait):
        assert does(reset_second_factor, cast.priya, by=cast.alex) == may


@pytest.mark.parametrize(
    ("between", "may"),
    [
        pytest.param([], True, id="neither was followed"),
        pytest.param(["chose"], False, id="somebody followed the first, and may not have been her"),
        pytest.param(["chose", SIGNED_IN], True, id="she signed in with the first, and let the second lapse"),
    ],
)
def test_a_second_link_does_not_make_the_first_forgotten(cast: Cast, between: list[str], *, may: bool) -> None:
    make_link(cast.priya, by=cast.alex)
    for what in between:
        set_password(cast.priya, password=WORDS) if what == "chose" else log.record(what, cast.priya, by=cast.priya)
    make_link(User.objects.get(pk=cast.priya.pk), by=cast.alex)
    assert not does(reset_second_factor, cast.priya, by=cast.alex)
    with clock.at(now() + LATER):
        assert does(reset_second_factor, cast.priya, by=cast.alex) == may


@pytest.mark.parametrize(
    ("since", "wait", "may"),
    [
        pytest.param([], SOON, False, id="at once"),
        pytest.param([], YEAR, False, id="a year later, with nothing set up"),
        pytest.param([SIGNED_IN], LATER, False, id="she signed in without"),
        pytest.param([SIGNED_IN, ENROLLED], SOON, True, id="she has set up a new one"),
    ],
)
def test_whoever_took_the_second_factor_and_a_link(cast: Cast, since: list[str], wait: timedelta, *, may: bool) -> None:
    reset_second_factor(cast.priya, by=cast.alex)
    for what in since:
        log.record(what, cast.priya, by=cast.priya)
    with clock.at(now() + wait):
        assert does(make_link, cast.priya, by=cast.alex) == may


def test_another_administrator_may_at_once(cast: Cast, sasha: User) -> None:
    make_link(cast.priya, by=cast.alex)
    assert does(reset_second_factor, cast.priya, by=sasha)
    reset_second_factor(cast.nadia, by=cast.alex)
    assert does(make_link, cast.nadia, by=sasha)


def test_a_link_can_be_followed_for_as_long_as_it_keeps_its_maker_from_the_second_factor(cast: Cast, client: Client) -> None:
    made = f"/accounts/welcome/{cast.marcus.pk}/{make_link(cast.marcus, by=cast.alex)}/"
    assert client.get(made).status_code == 200
    assert timedelta(days=3) == LINK_LASTS


def does(act, user: User, *, by: User) -> bool:  # type: ignore[no-untyped-def]  # either of two
    try:
        act(user, by=by)
    except ValidationError as refused:
        return "or wait until the person" not in str(refused)
    return True
