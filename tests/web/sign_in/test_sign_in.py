"""Signing in: a link once, a password, a code from the phone, and out again when nobody is there."""

import re
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache
from django.test import Client, override_settings

from waylight.accounts.actions import make_link, reset_second_factor
from waylight.accounts.models import User
from waylight.audit.models import Entry
from waylight.config.demonstration.cast import Cast
from waylight.core import clock

WORDS = "four quiet brown kettles"
MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def _nobody_has_tried_yet() -> None:
    """Failed attempts are counted in the cache too, which outlives a test."""
    cache.clear()


@pytest.fixture
def priya(cast: Cast) -> User:
    cast.priya.set_password(WORDS)
    cast.priya.save()
    return cast.priya


def sign_in(client: Client, email: str = "priya@demo.example", password: str = WORDS) -> str:
    """Where signing in leads to."""
    return client.post("/accounts/login/", {"login": email, "password": password}).headers.get("Location", "")


def code_for(secret: str) -> str:
    return str(format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time()))))


def test_the_right_password_leads_to_the_first_place_that_is_hers(priya: User, client: Client) -> None:
    assert sign_in(client) == "/"
    assert client.get("/").headers["Location"] == "/today/"


def test_signing_in_and_out_is_written_down(priya: User, client: Client) -> None:
    sign_in(client)
    client.post("/accounts/logout/")
    assert list(Entry.objects.filter(by=priya).values_list("verb", flat=True)) == ["signed in", "signed out"]


def test_the_password_is_kept_as_an_argon2_hash(priya: User) -> None:
    assert User.objects.get(pk=priya.pk).password.startswith("argon2$")


def test_a_wrong_password_says_only_that_it_did_not_work(priya: User, client: Client) -> None:
    known = client.post("/accounts/login/", {"login": "priya@demo.example", "password": "wrong"}).content.decode()
    unknown = client.post("/accounts/login/", {"login": "nobody@demo.example", "password": "wrong"}).content.decode()
    told = [re.sub(r'value="[^"]*"', "", re.sub(r"<input[^>]*>", "", page)) for page in (known, unknown)]
    assert told[0] == told[1]
    assert "There is a problem" in known


def test_five_wrong_passwords_close_the_account_for_an_hour_though_spelt_otherwise(priya: User, client: Client) -> None:
    for email in ("priya@demo.example", "PRIYA@demo.example", "Priya@Demo.example", "priya@demo.example"):
        assert client.post("/accounts/login/", {"login": email, "password": "wrong"}).status_code == 200
    shut = client.post("/accounts/login/", {"login": "priya@demo.example", "password": "wrong"})
    assert shut.status_code == 429
    assert "Try again in an hour" in shut.content.decode()
    assert sign_in(client) == ""


def test_an_account_that_is_switched_off_stays_shut(priya: User, client: Client) -> None:
    User.objects.filter(pk=priya.pk).update(is_active=False)
    assert sign_in(client) in {"", "/accounts/login/"}
    assert client.get("/today/").status_code == 302


@pytest.mark.parametrize("address", ["signup/", "email/", "password/reset/", "password/set/", "confirm-email/", "inactive/"])
def test_there_is_no_other_way_to_an_account(priya: User, client: Client, address: str) -> None:
    assert client.get(f"/accounts/{address}").headers["Location"].startswith("/accounts/login/")
    sign_in(client)
    assert client.get(f"/accounts/{address}").status_code == 404


def test_a_second_factor_comes_before_any_page(priya: User, client: Client) -> None:
    sign_in(client)
    with override_settings(SECOND_FACTOR_REQUIRED=True):
        assert client.get("/today/").headers["Location"] == "/accounts/2fa/totp/activate/"


def test_she_sets_up_the_app_and_needs_its_code_from_then_on(priya: User, client: Client) -> None:
    sign_in(client)
    page = client.get("/accounts/2fa/totp/activate/").content.decode()
    assert 'src="data:image/svg+xml;base64,' in page
    secret = client.session["mfa.totp.secret"]
    done = client.post("/accounts/2fa/totp/activate/", {"code": code_for(secret)})
    assert done.headers["Location"] == "/accounts/2fa/recovery-codes/"
    client.post("/accounts/logout/")
    assert sign_in(client) == "/accounts/2fa/authenticate/"
    assert client.get("/today/").headers["Location"].startswith("/accounts/login/")
    client.post("/accounts/2fa/authenticate/", {"code": "000000"})
    assert client.get("/today/").status_code == 302


@pytest.fixture
def enrolled(priya: User, client: Client) -> list[str]:
    """Priya has set up her app; these are her recovery codes."""
    sign_in(client)
    client.get("/accounts/2fa/totp/activate/")
    client.post("/accounts/2fa/totp/activate/", {"code": code_for(client.session["mfa.totp.secret"])})
    page = client.get("/accounts/2fa/recovery-codes/").content.decode()
    client.post("/accounts/logout/")
    return re.findall(r'wl-code">(\w+)<', page)


def test_a_recovery_code_works_once(enrolled: list[str], client: Client) -> None:
    for expected in (200, 302):
        sign_in(client)
        client.post("/accounts/2fa/authenticate/", {"code": enrolled[0]})
        assert client.get("/today/").status_code == expected
        client.post("/accounts/logout/")


def test_the_secret_of_the_app_is_kept_in_cipher(enrolled: list[str], cast: Cast) -> None:
    kept = Authenticator.objects.get(user=cast.priya, type="totp").data["secret"]
    assert len(kept) > 100


def test_an_administrator_lets_someone_set_up_a_new_phone(enrolled: list[str], cast: Cast, client: Client) -> None:
    reset_second_factor(cast.priya, by=cast.alex)
    sign_in(client)
    assert client.get("/today/").status_code == 200


def test_the_link_of_an_invitation_sets_a_password_once(cast: Cast, client: Client) -> None:
    link = f"/accounts/welcome/{cast.marcus.pk}/{make_link(cast.marcus, by=cast.alex)}/"
    assert client.post(link, {"new_password1": WORDS, "new_password2": WORDS}).headers["Location"] == "/accounts/login/"
    assert sign_in(client, "marcus@demo.example") == "/"
    client.post("/accounts/logout/")
    assert client.get(link).headers["Location"] == "/accounts/login/"


def test_a_link_for_one_is_no_link_for_another(cast: Cast, client: Client) -> None:
    secret = make_link(cast.marcus, by=cast.alex)
    assert client.get(f"/accounts/welcome/{cast.priya.pk}/{secret}/").headers["Location"] == "/accounts/login/"


@pytest.mark.parametrize("words", ["short", "password1234", "12345678901234"])
def test_a_weak_password_is_refused(cast: Cast, client: Client, words: str) -> None:
    link = f"/accounts/welcome/{cast.marcus.pk}/{make_link(cast.marcus, by=cast.alex)}/"
    assert client.post(link, {"new_password1": words, "new_password2": words}).status_code == 200


def test_half_an_hour_without_a_click_ends_the_session(priya: User, client: Client) -> None:
    sign_in(client)
    client.get("/today/")
    with clock.at(clock.now() + 31 * MINUTE):
        assert client.get("/today/").headers["Location"] == "/accounts/login/?next=%2Ftoday%2F"


def test_a_page_that_asks_for_news_by_itself_keeps_nobody_signed_in(priya: User, client: Client) -> None:
    sign_in(client)
    client.get("/today/")
    begun = clock.now()
    for minutes in (10, 20, 30):
        with clock.at(begun + minutes * MINUTE):
            client.get("/today/", headers={"HX-Request": "true", "HX-Trigger": "new-since"})
    with clock.at(begun + 31 * MINUTE):
        asked = client.get("/today/", headers={"HX-Request": "true", "HX-Trigger": "new-since"})
    assert asked.headers["HX-Redirect"].startswith("/accounts/login/")


def test_a_shift_is_the_longest_anyone_stays_signed_in(priya: User, client: Client) -> None:
    sign_in(client)
    begun = clock.now()
    for quarter in range(48):
        with clock.at(begun + quarter * 15 * MINUTE):
            assert client.get("/today/").status_code == 200
    with clock.at(begun + 12 * 60 * MINUTE + MINUTE):
        assert client.get("/today/").status_code == 302
