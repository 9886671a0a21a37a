"""Who gets in, and where they are led."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["/", "/today/", "/no-such-page/"])
def test_someone_not_signed_in_is_sent_to_sign_in_whatever_they_ask_for(address: str) -> None:
    assert Client().get(address).headers["Location"].startswith("/accounts/login/")


def test_tom_finds_nothing_at_the_door(as_) -> None:
    assert as_("tom").get("/").status_code == 404


def test_someone_with_no_second_factor_is_led_to_set_one_up_and_gets_there(as_, settings) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    priya = as_("priya")
    led_to = priya.get("/today/").headers["Location"]
    assert led_to == "/accounts/2fa/totp/activate/"
    assert priya.get(led_to).headers.get("Location", "") != led_to
