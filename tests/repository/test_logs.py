"""Nobody is named in the logs, whatever is asked for and whatever goes wrong."""

import logging
from collections.abc import Callable

import pytest
from django.test import Client

from waylight.accounts.actions import make_link
from waylight.config.demonstration.cast import Cast
from waylight.config.logs import PersonalDataFilter


@pytest.fixture
def written(caplog: pytest.LogCaptureFixture) -> Callable[[], str]:
    """What the console would show: each record after the filter that keeps people out."""
    caplog.set_level(logging.DEBUG)

    def lines() -> str:
        shown = logging.Formatter("{asctime} {levelname} {name} {message}", style="{")
        return "\n".join(shown.format(record) for record in caplog.records if PersonalDataFilter().filter(record))

    return lines


def test_an_address_with_a_name_in_it_is_logged_without(written: Callable[[], str], client: Client, db: None) -> None:
    client.get("/no/such/page/?q=Amina+Yusuf&born=04/05/2012")
    client.post("/accounts/login/", {"login": "amina.yusuf@example.org", "password": "a secret of hers"})
    for said in ("Amina", "Yusuf", "04/05/2012", "amina.yusuf", "a secret of hers"):
        assert said not in written()


def test_an_error_says_what_failed_and_not_about_whom(written: Callable[[], str]) -> None:
    amina = "Amina Yusuf, born 04/05/2012"
    try:
        int(amina)
    except ValueError:
        logging.getLogger("waylight").exception("Could not read /children/?q=Amina for priya@demo.example on 04/05/2012")
    for said in ("Could not read", "test_logs.py", "ValueError"):
        assert said in written()
    for said in ("Yusuf", "04/05/2012", "@"):
        assert said not in written()


def test_searching_for_a_child_leaves_no_name_in_the_log(written: Callable[[], str], as_: Callable[[str], Client]) -> None:
    as_("priya").get("/children/", {"q": "Amina Yusuf"})
    assert "Amina" not in written()


def test_a_page_that_is_not_found_leaves_no_key_of_the_child_in_the_log(
    written: Callable[[], str], as_: Callable[[str], Client], cast: Cast
) -> None:
    for address in (f"/children/{cast.dev.pk}/", f"/episodes/{cast.dev.pk}/return/", "/children/2012-03-14/"):
        assert as_("helen").get(address).status_code == 404
    assert "Not Found: /children/[key]/" in written()
    for said in (str(cast.dev.pk), "2012-03-14"):
        assert said not in written()


def test_a_date_of_birth_is_logged_in_no_form(written: Callable[[], str]) -> None:
    logging.getLogger("waylight").warning("Born 14/03/2012, 2012-03-14 and 2012-03-14T09:30:00.")
    assert "2012" not in written()


def test_a_page_that_fails_shows_and_logs_nothing_of_the_child(
    written: Callable[[], str], as_: Callable[[str], Client], cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = f"Amina Yusuf, born {cast.amina.born_on:%d/%m/%Y}, of HM1 2AB, told priya@demo.example"

    def fails(*_: object, **__: object) -> None:
        raise ValueError(told)

    monkeypatch.setattr("waylight.web.children.views.record_view", fails)
    priya = as_("priya")
    priya.raise_request_exception = False
    page = priya.get(f"/children/{cast.amina.pk}/?q=Amina")
    assert page.status_code == 500
    assert page.headers["Cache-Control"] == "no-store, private"
    for said in ("Amina", "Yusuf", f"{cast.amina.born_on:%d/%m/%Y}", "HM1 2AB", "ValueError", "Traceback", "priya@"):
        assert said not in page.content.decode()
    for said in ("Amina", "Yusuf", f"{cast.amina.born_on:%d/%m/%Y}", "HM1 2AB", "priya@"):
        assert said not in written()
    assert "ValueError" in written()


def test_a_line_without_end_is_read_through_once(written: Callable[[], str]) -> None:
    """A pattern that began anew at every letter would not come to the end of this one."""
    logging.getLogger("waylight").warning("/%s %s", "a" * 1_000_000, "1/" * 500_000)
    assert "aaa" in written()


def test_a_sign_in_link_leaves_no_secret_in_the_log(written: Callable[[], str], cast: Cast) -> None:
    secret = make_link(cast.marcus, by=cast.alex)
    link = f"/accounts/welcome/{cast.marcus.pk}/{secret}/"
    browser = Client(enforce_csrf_checks=True)
    assert [browser.post(link).status_code, browser.get(f"{link}again/").status_code] == [403, 404]
    assert written().count("/accounts/welcome/[secret]") == 2
    assert secret not in written()
