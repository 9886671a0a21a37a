"""The pages of signing in speak as the rest does: labels of ours, nothing written inside a box, a key one can type."""

import re

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("address", "labels"),
    [
        pytest.param("/accounts/login/", ["Email address", "Password"], id="sign in"),
        pytest.param("/accounts/password/change/", ["Current password", "New password", "New password again"], id="password"),
        pytest.param("/accounts/reauthenticate/", ["Password"], id="password again"),
        pytest.param("/accounts/2fa/totp/activate/", ["Code from the app"], id="first code"),
    ],
)
def test_every_box_has_our_label_and_no_words_inside(address: str, labels: list[str], cast, as_, client: Client) -> None:
    cast.tom.set_password("four quiet brown kettles")
    cast.tom.save()
    reader = client if address.endswith("login/") else as_("tom")
    page = reader.get(address).content.decode()
    main = page.partition("<main")[2].partition("</main>")[0]
    assert re.findall(r'<label class="govuk-label" for="[^"]*">([^<]*)</label>', main) == labels
    assert "placeholder" not in main


def test_a_password_may_be_looked_at_while_it_is_typed(client: Client) -> None:
    assert 'aria-label="Show password"' in client.get("/accounts/login/").content.decode()


def test_the_key_of_the_app_is_shown_in_fours(as_) -> None:
    page = as_("tom").get("/accounts/2fa/totp/activate/").content.decode()
    assert re.search(r'wl-code">(?:[A-Z2-7]{4} ?){8}<', page)
    assert 'href="otpauth://totp/' in page


def test_everyone_finds_how_they_sign_in_under_their_name(as_) -> None:
    assert "/accounts/2fa/" in as_("priya").get("/today/").content.decode()
