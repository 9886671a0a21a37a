"""What every answer tells the browser, and what it does not take from it: cookies, headers, the host, where to go next."""

from collections.abc import Callable
from datetime import timedelta
from urllib.parse import urlencode, urljoin, urlsplit

import pytest
from django.conf import settings as ours
from django.core.cache import cache
from django.test import Client, override_settings

from waylight.config.demonstration.cast import Cast
from waylight.core.clock import now
from waylight.core.keys import new_key
from waylight.episodes.actions import ReportedTime, report_missing

type As = Callable[[str], Client]

WORDS = "four quiet brown kettles"
OVER_HTTPS = {"secure": True, "headers": {"X-Forwarded-Proto": "https"}}


@pytest.fixture(autouse=True)
def _nobody_has_tried_yet() -> None:
    """Attempts are counted in the cache too, which outlives a test."""
    cache.clear()


@pytest.fixture
def signing_in(cast: Cast, client: Client, settings) -> Client:  # type: ignore[no-untyped-def]  # pytest-django names no type
    """Priya has a password, hashed quickly: how passwords are kept is tested where they are."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    cast.priya.set_password(WORDS)
    cast.priya.save()
    return client


def sign_in(client: Client, query: str = "", **more: str) -> str:
    """Where signing in leads to."""
    told = {"login": "priya@demo.example", "password": WORDS, **more}
    return client.post(f"/accounts/login/{query}", told).headers.get("Location", "")


@pytest.mark.parametrize(
    "address",
    [
        "/children/{amina}/",
        "/children/{nobody}/",
        "/children/",
        "/today/",
        "/reports/",
        "/load/",
        "/report/",
        "/settings/protocol/",
    ],
)
def test_no_page_is_kept_framed_or_told_to_other_sites(as_: As, cast: Cast, address: str) -> None:
    page = as_("priya").get(address.format(amina=cast.amina.pk, nobody=new_key()))
    assert page.headers["Cache-Control"] == "no-store, private"
    assert page.headers["Referrer-Policy"] == "same-origin"
    assert page.headers["X-Frame-Options"] == "DENY"
    assert page.headers["X-Content-Type-Options"] == "nosniff"
    assert page.headers["Cross-Origin-Opener-Policy"] == "same-origin"


def test_only_our_own_scripts_and_styles_run_on_a_page(as_: As, cast: Cast) -> None:
    policy = as_("priya").get(f"/children/{cast.amina.pk}/").headers["Content-Security-Policy"]
    told = {part.split()[0]: part.split()[1:] for part in policy.split(";")}
    assert told["default-src"] == told["base-uri"] == told["frame-ancestors"] == ["'none'"]
    assert told["script-src"] == told["style-src"] == told["form-action"] == ["'self'"]


def test_the_session_s_cookie_is_hidden_from_scripts_and_other_sites(signing_in: Client) -> None:
    sign_in(signing_in)
    cookie = signing_in.cookies["sessionid"]
    assert (cookie["httponly"], cookie["samesite"], cookie["domain"]) == (True, "Lax", "")
    assert cookie["expires"] == cookie["max-age"] == ""


def test_what_the_next_page_says_of_a_child_waits_in_no_cookie(cast: Cast) -> None:
    helen = Client()
    helen.force_login(cast.helen, backend="allauth.account.auth_backends.AuthenticationBackend")
    seen = ReportedTime(at=now() - timedelta(hours=3))
    told = {"missing_from": "FAMILY_HOME", "reported_by": "Parent"}
    episode = report_missing(cast.amina, by=cast.priya, last_seen=seen, reported=seen, **told)
    helen.post(f"/episodes/{episode.pk}/take-on/", {"submission": new_key(), "version": episode.version})
    assert set(helen.cookies) <= {"sessionid", "csrftoken"}
    assert "You are now the owner of this episode." in helen.get(f"/episodes/{episode.pk}/").content.decode()


def test_over_https_cookies_go_nowhere_else_and_the_browser_remembers(signing_in: Client) -> None:
    """What settings.py makes of BEHIND_HTTPS=1."""
    secure = {"SESSION_COOKIE_SECURE": True, "CSRF_COOKIE_SECURE": True, "SECURE_SSL_REDIRECT": True}
    proxy = {"SECURE_PROXY_SSL_HEADER": ("HTTP_X_FORWARDED_PROTO", "https"), "SECURE_HSTS_SECONDS": 31_536_000}
    with override_settings(**secure, **proxy):
        signing_in.get("/accounts/login/", **OVER_HTTPS)
        told = {"login": "priya@demo.example", "password": WORDS}
        answer = signing_in.post("/accounts/login/", told, **OVER_HTTPS)
        assert signing_in.cookies["sessionid"]["secure"]
        assert signing_in.cookies["csrftoken"]["secure"]
        assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"
        assert signing_in.get("/accounts/login/").headers["Location"].startswith("https://")


def test_the_session_before_signing_in_is_not_the_one_after(signing_in: Client) -> None:
    """A session that somebody else put into her browser does not become hers."""
    signing_in.get("/accounts/login/")
    planted = signing_in.session
    planted["planted"] = True
    planted.save()
    signing_in.cookies["sessionid"] = planted.session_key
    sign_in(signing_in)
    assert signing_in.cookies["sessionid"].value != planted.session_key
    stranger = Client()
    stranger.cookies["sessionid"] = planted.session_key
    assert stranger.get("/today/").status_code == 302


def test_a_session_that_was_made_up_is_not_taken_up(cast: Cast, client: Client) -> None:
    client.cookies["sessionid"] = "a" * 32
    client.get("/accounts/login/")
    assert client.session.session_key != "a" * 32


def test_signing_out_ends_the_session_for_whoever_copied_it(signing_in: Client) -> None:
    sign_in(signing_in)
    copied = Client()
    copied.cookies["sessionid"] = signing_in.cookies["sessionid"].value
    assert copied.get("/today/").status_code == 200
    signing_in.post("/accounts/logout/")
    assert copied.get("/today/").status_code == 302


def test_a_new_password_ends_every_other_session(signing_in: Client) -> None:
    sign_in(signing_in)
    copied = Client()
    sign_in(copied)
    told = {"oldpassword": WORDS, "password1": "seven loud green spoons", "password2": "seven loud green spoons"}
    assert signing_in.post("/accounts/password/change/", told).status_code == 302
    assert copied.get("/today/").status_code == 302
    assert signing_in.get("/today/").status_code == 200


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8000", "testserver.evil.example", "testserver@evil.example", ""])
def test_a_host_that_is_not_ours_gets_no_page_and_no_link_of_ours(cast: Cast, client: Client, host: str) -> None:
    for address in ("/accounts/login/", "/today/", "/health/"):
        answer = client.get(address, headers={"Host": host} if host else {}, **({} if host else {"SERVER_NAME": "evil.example"}))
        assert answer.status_code == 400
        assert "evil" not in answer.content.decode()


def test_a_forwarded_host_is_not_believed(as_: As, cast: Cast) -> None:
    told = {"X-Forwarded-Host": "evil.example"}
    answer = as_("alex").post(f"/settings/people/{cast.marcus.pk}/link/", headers=told, follow=True)
    assert "evil.example" not in answer.content.decode()
    assert "http://testserver/accounts/welcome/" in answer.content.decode()


ELSEWHERE = [
    "https://evil.example/",
    "//evil.example/",
    "///evil.example/",
    "/\\evil.example/",
    "\\\\evil.example/",
    "https:evil.example",
    "https:///evil.example",
    "javascript:alert(1)",
    "data:text/html,hello",
    "http://testserver@evil.example/",
    "https://evil.example\\@testserver/",
    "\thttps://evil.example/",
    "/\t/evil.example/",
    "%2F%2Fevil.example/",
]


@pytest.mark.parametrize("target", ELSEWHERE)
def test_signing_in_leads_to_no_other_site(signing_in: Client, target: str) -> None:
    page = signing_in.get("/accounts/login/", {"next": target})
    assert page.status_code == 200
    for led in (sign_in(signing_in, next=target), sign_in(Client(), f"?{urlencode({'next': target})}")):
        assert host_of(led) == "testserver"


@pytest.mark.parametrize("target", ELSEWHERE)
def test_nor_does_signing_out(signing_in: Client, target: str) -> None:
    sign_in(signing_in)
    led = signing_in.post("/accounts/logout/", {"next": target}).headers["Location"]
    assert host_of(led) == "testserver"


def host_of(led: str) -> str:
    """Where a browser would go: it takes a backslash for a slash, and overlooks tabs."""
    return urlsplit(urljoin("http://testserver/accounts/login/", led.replace("\\", "/").replace("\t", ""))).netloc


def test_signing_in_leads_back_to_where_she_was_going(signing_in: Client) -> None:
    where = signing_in.get("/children/").headers["Location"]
    assert where == "/accounts/login/?next=%2Fchildren%2F"
    assert sign_in(signing_in, next="/children/") == "/children/"


def test_no_cookie_of_the_demonstration_s_is_sent_in_the_clear_by_mistake() -> None:
    """Every secure setting follows the one switch."""
    assert ours.SESSION_COOKIE_SECURE == ours.CSRF_COOKIE_SECURE == ours.SECURE_SSL_REDIRECT == ours.BEHIND_HTTPS
