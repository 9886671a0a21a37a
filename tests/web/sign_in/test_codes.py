"""Codes of the second factor: each counts once, on whatever process, and few may be guessed."""

import re
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, generate_totp_secret, hotp_value
from django.core.cache import cache
from django.db import connection
from django.test import Client

from waylight.accounts import second_factor
from waylight.accounts.models import User
from waylight.accounts.second_factor import use_code
from waylight.config.demonstration.cast import Cast

WORDS = "four quiet brown kettles"
STEP = 60_000_000


@pytest.fixture(autouse=True)
def _at_one_step(monkeypatch: pytest.MonkeyPatch) -> None:
    """Half a minute that does not end while a test runs; nothing remembered from another."""
    at(STEP, monkeypatch)
    cache.clear()


def at(step: int, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (second_factor, "allauth.mfa.totp.internal.auth"):
        place = f"{module.__name__ if not isinstance(module, str) else module}.yield_hotp_counters_from_time"
        monkeypatch.setattr(place, lambda: iter([step]))


def code_of(secret: str, step: int = STEP) -> str:
    return str(format_hotp_value(hotp_value(secret, step)))


@pytest.fixture
def secret(cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch) -> str:
    """Priya set up her app some time ago; this is its secret."""
    cast.priya.set_password(WORDS)
    cast.priya.save()
    password(client)
    client.get("/accounts/2fa/totp/activate/")
    made: str = client.session["mfa.totp.secret"]
    client.post("/accounts/2fa/totp/activate/", {"code": code_of(made)})
    at(STEP + 1, monkeypatch)
    return made


def password(client: Client) -> None:
    client.post("/accounts/login/", {"login": "priya@demo.example", "password": WORDS})


def lets_in(code: str) -> bool:
    """Whether someone with the password and this code gets in, on a process that remembers nothing."""
    cache.clear()
    client = Client()
    password(client)
    client.post("/accounts/2fa/authenticate/", {"code": code})
    return client.get("/today/").status_code == 200


def test_a_code_looked_at_over_her_shoulder_lets_nobody_in_a_second_time(secret: str) -> None:
    code = code_of(secret, STEP + 1)
    assert [lets_in(code), lets_in(code)] == [True, False]


def test_nor_does_the_code_with_which_she_set_up_the_app(secret: str, monkeypatch: pytest.MonkeyPatch) -> None:
    at(STEP, monkeypatch)
    assert not lets_in(code_of(secret, STEP))


def test_the_next_code_lets_her_in_again(secret: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert lets_in(code_of(secret, STEP + 1))
    at(STEP + 2, monkeypatch)
    assert lets_in(code_of(secret, STEP + 2))


def test_five_wrong_codes_close_the_account_from_there(secret: str, client: Client) -> None:
    for _ in range(5):
        cache.clear()
        stranger = Client()
        password(stranger)
        last = stranger.post("/accounts/2fa/authenticate/", {"code": "000000"})
    assert last.status_code == 429
    assert not lets_in(code_of(secret, STEP + 1))


def test_mistyping_while_setting_up_closes_nothing(cast: Cast, client: Client) -> None:
    cast.priya.set_password(WORDS)
    cast.priya.save()
    password(client)
    client.get("/accounts/2fa/totp/activate/")
    for _ in range(5):
        cache.clear()
        assert client.post("/accounts/2fa/totp/activate/", {"code": "000000"}).status_code == 200
    assert client.post("/accounts/2fa/totp/activate/", {"code": code_of(client.session["mfa.totp.secret"])}).status_code == 302


@pytest.mark.django_db(transaction=True)
def test_of_two_processes_at_the_same_moment_one_takes_the_code() -> None:
    user, made = User.objects.create_user("sam@demo.example", name="Sam Webb"), generate_totp_secret()
    together = Barrier(2)

    def spend(_: int) -> bool:
        together.wait()
        try:
            return use_code(user, secret=made, code=code_of(made))
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(spend, range(2))) == [False, True]


@pytest.mark.django_db(transaction=True)
def test_of_two_processes_at_the_same_moment_one_takes_a_recovery_code(cast: Cast, secret: str, client: Client) -> None:
    code = re.findall(r'wl-code">(\w+)<', client.get("/accounts/2fa/recovery-codes/").content.decode())[0]
    browsers, together = [Client(), Client()], Barrier(2)
    for browser in browsers:
        password(browser)

    def spend(browser: Client) -> bool:
        together.wait()
        try:
            browser.post("/accounts/2fa/authenticate/", {"code": code})
            return browser.get("/today/").status_code == 200
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(spend, browsers)) == [False, True]
