"""Who gets in, and where they are led."""

import re

import pytest
from django.template.loader import render_to_string
from django.test import Client

from waylight.accounts.actions import give_role
from waylight.accounts.roles import Role
from waylight.config.demonstration.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["/", "/today/", "/no-such-page/"])
def test_someone_not_signed_in_is_sent_to_sign_in_whatever_they_ask_for(address: str) -> None:
    assert Client().get(address).headers["Location"].startswith("/accounts/login/")


def test_tom_who_has_no_role_is_told_so_on_his_first_page(as_) -> None:
    answer = as_("tom").get("/")
    assert (answer.status_code, "You have no role yet" in answer.content.decode()) == (200, True)


def test_a_newcomer_is_told_that_the_role_proposed_for_them_is_not_confirmed(cast: Cast, as_) -> None:
    reason = "He joins the team on Monday."
    give_role(cast.tom, by=cast.alex, agency=cast.harrowmere, role=Role.COORDINATOR, reason=reason)
    page = as_("tom").get("/").content.decode()
    assert "Your role is not confirmed yet" in page
    assert "at Harrowmere: another person must confirm this role." in page
    assert "Ask your administrator" not in page


@pytest.mark.parametrize("who", ["priya", "grant", "alex", "nadia", "farah", "tom"])
def test_the_way_out_of_the_error_page_opens_for_everyone(as_, who: str) -> None:
    way_out = re.search(r'<main.*<a class="govuk-link" href="([^"]+)"', render_to_string("500.html"), re.DOTALL)
    assert way_out
    assert as_(who).get(way_out[1], follow=True).status_code == 200


def test_someone_with_no_second_factor_is_led_to_set_one_up_and_gets_there(as_, settings) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    priya = as_("priya")
    led_to = priya.get("/today/").headers["Location"]
    assert led_to == "/accounts/2fa/totp/activate/"
    assert priya.get(led_to).headers.get("Location", "") != led_to
